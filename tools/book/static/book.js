// What all parts of a page share. Classic scripts: from a stick a browser loads no others.

const book = {
  root: document.currentScript.src.replace(/_static\/book\.js.*$/, ""),
  waiting: new Map(), // name of data -> what to do with them

  // Promise the data that tools/book/data.py has stored under a name.
  data(name) {
    if (!book.waiting.has(name)) book.waiting.set(name, promised(`data/${name}.js`));
    return book.waiting.get(name).promise;
  },

  // Called by a file of data.
  keep(name, value) {
    book.waiting.get(name).resolve(value);
  },
};

function promised(file) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const script = document.createElement("script");
  script.src = `${book.root}_static/${file}`;
  script.onerror = () => reject(new Error(`${file} is missing`));
  document.head.append(script);
  return { promise, resolve };
}
