// On a phone, or with large letters, JupyterLab's own bars would leave the lesson no room.
const NARROW = matchMedia("(max-width: 760px)");

const shownWhenWide = (widget) => widget?.setHidden(NARROW.matches);

// The list of files and the line at the bottom.
export function makeRoom(app) {
  const fit = () => {
    if (NARROW.matches) app.shell.collapseLeft?.();
    for (const widget of app.shell.widgets("bottom"))
      if (widget.id === "jp-main-statusbar") shownWhenWide(widget);
  };
  app.restored.then(fit);
  NARROW.addEventListener("change", fit);
}

// The buttons over a notebook: the menu has them all.
export function makeRoomIn(panel) {
  const fit = () => shownWhenWide(panel.toolbar);
  fit();
  NARROW.addEventListener("change", fit);
  panel.disposed.connect(() => NARROW.removeEventListener("change", fit));
}
