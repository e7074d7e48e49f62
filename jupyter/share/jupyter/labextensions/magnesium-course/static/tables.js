// Tables for those who do not see them: each has a name, and each row a heading. Markdown, in which
// lessons and their outputs write them, has words for neither.
const BARE = ".jp-RenderedMarkdown table:not([aria-label])";
const WORDS = ".jp-RenderedMarkdown :is(h1, h2, h3, p)";
const PAUSE_MS = 300;

// The last heading or sentence before the table.
function nameOf(table, room) {
  const isBefore = (words) =>
    words.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING && words.textContent.trim();
  const before = [...room.querySelectorAll(WORDS)].findLast(isBefore);
  return before?.textContent.replace("¶", "").trim().slice(0, 200) ?? "Table";
}

export function nameTables({ content: { node }, disposed }) {
  let waiting;
  const name = () => {
    for (const table of node.querySelectorAll(BARE)) {
      table.ariaLabel = nameOf(table, node);
      for (const cell of table.querySelectorAll("thead th")) cell.scope = "col";
      for (const cell of table.querySelectorAll("tbody td:first-child")) cell.role = "rowheader";
    }
  };
  const observer = new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(name, PAUSE_MS);
  });
  observer.observe(node, { childList: true, subtree: true });
  disposed.connect(() => observer.disconnect());
  name();
}
