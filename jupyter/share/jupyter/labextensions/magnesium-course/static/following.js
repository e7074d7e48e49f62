// A link to a place in a lesson that was not open yet lands on that place: JupyterLab (4.6) looks
// for it before it has drawn the lesson, finds nothing, and stays at the top.

const LINK = '.jp-RenderedMarkdown a[href*=".ipynb"][href*="#"]';
let followed; // the address of the link that was pressed last

export function noteLinks(panel) {
  panel.node.addEventListener("click", ({ target }) => (followed = target.closest?.(LINK)?.href), true);
}

// To the place in a lesson just opened.
export function goOn(panel) {
  const { pathname, hash } = new URL(followed ?? "", location.origin);
  if (!hash || !decodeURI(pathname).endsWith(`/${panel.context.path}`)) return;
  followed = undefined;
  const id = CSS.escape(decodeURIComponent(hash.slice(1)));
  onceThere(panel.node, `[data-jupyter-id="${id}"]`, (place) => place.scrollIntoView());
}

function onceThere(node, selector, act) {
  const watch = new MutationObserver(() => {
    const found = node.querySelector(selector);
    if (!found) return;
    watch.disconnect();
    act(found);
  });
  watch.observe(node, { childList: true, subtree: true });
}
