// What a link on a slide leads to, said on the slide: a link must not end the talk.

const withoutMarks = (text) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*`]/g, "");

// The entry of a glossary, whose terms are headings, that an anchor names.
function entry(cells, anchor) {
  const words = cells.flatMap(({ source }) => [source].flat().join("").split(/^### /m));
  const found = words.find((word) => word.split("\n")[0].trim().replaceAll(" ", "-") === anchor);
  const [name, ...text] = found?.split("\n") ?? [];
  return found && { title: name, text: withoutMarks(text.join(" ").trim()) };
}

async function inGlossary(contents, path, anchor) {
  const { content } = await contents.get(path);
  return entry(content.cells, anchor);
}

// Title and text for a link; `address` where it leads out of the lessons.
export async function explained(link, contents, path) {
  const title = link.textContent;
  if (new URL(link.href).origin !== location.origin) return { title, text: "", address: link.href };
  const [, file, anchor] = /([^/?#]+\.ipynb)(?:\?[^#]*)?#?(.*)/.exec(decodeURI(link.href)) ?? [];
  const beside = path.replace(/[^/]*$/, "") + file;
  const found = anchor && (await inGlossary(contents, beside, anchor).catch(() => null));
  return found || { title, text: "This lesson can be opened after the talk." };
}
