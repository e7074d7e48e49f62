// What all parts of a page share. It stands in the head, before anything is drawn.

const book = {
  root: document.currentScript.src.replace(/_static\/book\.js.*$/, ""),
  scripts: new Map(), // file -> the promise that it has run
  kept: new Map(), // what the files of data have handed over

  // Run a file of _static/ once. Classic scripts: from a stick a browser loads nothing else.
  script(file) {
    if (!book.scripts.has(file)) book.scripts.set(file, promised(`${book.root}_static/${file}`));
    return book.scripts.get(file);
  },

  // Promise the data that tools/book/data.py has stored under a name.
  async data(name) {
    await book.script(`data/${name}.js`);
    return book.kept.get(name);
  },

  // Called by a file of data.
  keep(name, value) {
    book.kept.set(name, value);
  },

  dark: () => document.documentElement.dataset.theme === "dark",
};

function promised(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} is missing`));
    document.head.append(script);
  });
}

document.documentElement.classList.add("js");

// The colours that the reader chose last; without a choice, or without a memory, the system's.
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let mode = "auto";
  try {
    mode = localStorage.getItem("mode") || mode;
  } catch {
    // no storage: nothing is remembered
  }
  root.dataset.mode = mode;
  root.dataset.theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
  new MutationObserver(() => document.dispatchEvent(new Event("book:theme"))).observe(root, {
    attributeFilter: ["data-theme"],
  });
}
