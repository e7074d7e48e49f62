// A part of a page, with its properties and what is in it. Widgets that make parts begin with this
// file (live.py): a widget is one file, and cannot import another.
export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
