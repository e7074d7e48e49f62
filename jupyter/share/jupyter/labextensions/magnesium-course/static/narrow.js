// On a phone, or with large letters, JupyterLab's own bars would leave the lesson no room.
const NARROW = matchMedia("(max-width: 760px)");

const shownWhenWide = (widget) => widget?.setHidden(NARROW.matches);

// The list of files and the line at the bottom; JupyterLab's settings may show them again at first.
export function makeRoom(app) {
  let closed = false;
  const fit = () => {
    const isOpen = app.shell.leftCollapsed === false; // undefined in Notebook 7
    if (NARROW.matches && isOpen) app.shell.collapseLeft();
    if (!NARROW.matches && closed) app.shell.expandLeft();
    closed = NARROW.matches && (closed || isOpen);
    for (const widget of app.shell.widgets("bottom"))
      if (widget.id === "jp-main-statusbar") shownWhenWide(widget);
  };
  app.restored.then(fit);
  NARROW.addEventListener("change", fit);
  return fit;
}

// The buttons over a notebook: the menu has them all.
export function makeRoomIn(panel) {
  const fit = () => shownWhenWide(panel.toolbar);
  fit();
  NARROW.addEventListener("change", fit);
  panel.disposed.connect(() => NARROW.removeEventListener("change", fit));
}
