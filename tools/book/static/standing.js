// How far the reader is, on each page: counts, a bar, what to repeat, and the answers as a file.
"use strict";

{
  const { keeping } = course;
  const SHOWN = 3; // questions that are named; a longer list would hide what follows
  let keeper;

  document.addEventListener("course:ready", () => {
    ({ keeper } = course);
    document.querySelectorAll(".ask-standing").forEach(prepare);
    for (const button of document.querySelectorAll("[data-act=print]"))
      button.addEventListener("click", printRecord);
    show();
  });
  document.addEventListener("course:changed", show);
  window.addEventListener("storage", ({ key }) => {
    if (keeper && (key === keeping.KEY || key === null)) look();
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (keeper && persisted) look();
  });
  window.addEventListener("beforeunload", (event) => {
    if (keeper?.atRisk) event.preventDefault();
  });

  // Other pages may have written answers while this one was out of sight.
  function look() {
    keeper.look();
    show();
  }

  // The record alone, for the time of printing.
  function printRecord() {
    document.documentElement.classList.add("ask-printing");
    window.print();
    document.documentElement.classList.remove("ask-printing");
  }

  // --- counts

  const ids = (part, kind) => (part.dataset[kind] ?? "").split(" ").filter(Boolean);
  const right = (names) => names.filter((id) => keeper.right(id)).length;
  const tried = (names) => names.filter((id) => keeper.tried(id));

  function show() {
    if (!keeper) return;
    for (const cell of document.querySelectorAll("td[data-questions]"))
      tell(cell, "questions", right);
    for (const cell of document.querySelectorAll("td[data-claims]"))
      tell(cell, "claims", (names) => tried(names).length);
    for (const cell of document.querySelectorAll("td[data-sentences]"))
      cell.textContent = judged(ids(cell, "sentences"));
    document.querySelectorAll(".ask-count").forEach(countAll);
    document.querySelectorAll(".ask-standing").forEach(again);
  }

  function tell(cell, kind, counted) {
    const names = ids(cell, kind), done = counted(names);
    cell.textContent = `${done} of ${names.length}`;
    cell.toggleAttribute("data-done", done === names.length);
  }

  // Sentences of the unseen articles: how many were judged as here, of those that were judged.
  function judged(keys) {
    const known = tried(keys);
    return known.length ? `${right(known)} of ${known.length}` : "";
  }

  // How much is done, in words and as a bar beside them; of a lesson in a list, once it is begun.
  function countAll(words) {
    const asked = ids(words, "questions"), claims = ids(words, "claims");
    const seen = tried(claims).length, done = right(asked) + seen;
    const text = [`${right(asked)} of ${asked.length} questions right`];
    if (claims.length) text.push(`${seen} of ${claims.length} claims judged`);
    const begun = tried(asked).length + seen || !words.matches(".ask-begun");
    words.textContent = begun ? text.join(", ") : "";
    const bar = words.closest(".ask-bar, .ask-standing")?.querySelector("progress");
    if (bar) bar.value = done / (asked.length + claims.length);
  }

  // What is to be repeated and, of one lesson, what is not answered yet.
  async function again(panel) {
    const asked = ids(panel.querySelector(".ask-count"), "questions"), begun = tried(asked);
    const repeat = begun.filter((id) => !keeper.right(id));
    const listed = panel.id === "your-answers" && begun.length > 0;
    const missing = listed ? asked.filter((id) => !keeper.tried(id)) : [];
    const titles = repeat.length + missing.length ? await book.data("questions/titles") : {};
    const lists = [named("To repeat", repeat, titles), named("Not answered yet", missing, titles)];
    panel.querySelector(".ask-again").replaceChildren(...lists.filter(Boolean));
  }

  // The first of some questions as links, and how many more there are.
  function named(title, names, titles) {
    if (!names.length) return null;
    const line = element("p", `${title}: `);
    names.slice(0, SHOWN).forEach((id, at) => line.append(at ? "; " : "", link(id, titles[id])));
    if (names.length > SHOWN) line.append(`; and ${names.length - SHOWN} more`);
    return line;
  }

  const link = (id, [page, text]) =>
    Object.assign(element("a", text), { href: `${page}.html#ask-${id}` });

  const element = (tag, text = "") =>
    Object.assign(document.createElement(tag), { textContent: text });

  // --- the answers as a file

  function prepare(panel) {
    const press = (name, act) =>
      panel.querySelector(`[data-act=${name}]`).addEventListener("click", act);
    const say = (text) => {
      panel.querySelector(".ask-said").textContent = [text, keeper.trouble].filter(Boolean).join(" ");
    };
    const file = panel.querySelector("[type=file]");
    press("save", () => say(save()));
    press("bring", () => file.click());
    press("forget", () => ask(() => say(forget())));
    file.addEventListener("change", async () => {
      if (file.files.length) say(await bring(file.files[0]));
      file.value = ""; // the same file can be chosen once more
    });
    if (keeper.damaged) panel.querySelector(".ask-buttons").append(damagedButton());
    say("");
  }

  function download(name, text) {
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    Object.assign(element("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000); // a slow disk may still read it
  }

  const answers = (count) => (count === 1 ? "1 answer" : `${count} answers`);
  const today = () => keeping.now().slice(0, 10);

  function save() {
    keeper.look();
    const count = keeping.howMany(keeper.kept);
    if (!count && !Object.keys(keeper.kept.predictions).length)
      return "There is nothing to save yet: no question is answered.";
    const name = `magnesium-progress-${today()}.json`;
    download(name, keeper.text());
    return `${answers(count)} saved as “${name}”. Look among your downloads.`;
  }

  async function bring(file) {
    try {
      const text = file.size > course.tables.largest ? "" : await file.text();
      const kept = keeping.broughtBack(file.name, file.size, text);
      const fresh = keeper.add(kept), count = keeping.howMany(kept);
      course.refresh();
      show();
      return `${answers(count)} brought back from “${file.name}”, ${fresh} of them new here.`;
    } catch (problem) {
      return `${problem.message} Nothing was changed.`;
    }
  }

  function forget() {
    keeper.forget();
    course.refresh();
    show();
    return "Your answers are forgotten.";
  }

  function damagedButton() {
    const button = element("button", "Save the damaged record");
    button.type = "button";
    button.addEventListener("click", () =>
      download(`magnesium-progress-damaged-${today()}.json`, keeper.damaged),
    );
    return button;
  }

  // Ask before answers are forgotten.
  function ask(act) {
    const dialog = element("dialog"), form = element("form");
    dialog.className = "ask-dialog";
    form.method = "dialog";
    const text = element(
      "p", "Forget all answers of all lessons that this browser keeps? A file that you saved stays.",
    );
    text.id = "ask-forget";
    dialog.setAttribute("aria-labelledby", text.id);
    const no = Object.assign(element("button", "Keep them"), { value: "" });
    const yes = Object.assign(element("button", "Forget them"), { value: "yes" });
    form.append(text, no, yes);
    dialog.append(form);
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue === "yes") act();
    });
    dialog.showModal();
  }
}
