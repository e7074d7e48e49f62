// What JupyterLab gets for the course: a bar that starts a lesson, the menu Lesson, and care that
// nothing is changed by accident.
import { Code } from "./folding.js";
import { goOn, noteLinks } from "./following.js";
import { freshCopy } from "./fresh_copy.js";
import { Glossary } from "./glossary.js";
import { keepPictures } from "./keeping_pictures.js";
import { guard, isLocked, unlock } from "./locking.js";
import { lookAfter } from "./models.js";
import { makeRoom, makeRoomIn } from "./narrow.js";
import { waitForWidgets } from "./patience.js";
import { present, presentAddressed } from "./presenting.js";
import { StartBar } from "./starting.js";
import { nameTables } from "./tables.js";

const ID = "magnesium-course:plugin";
const STYLES = ["lesson.css", "presenting.css"];
const USED = ["apputils", "notebook", "services"].map((name) => `@jupyterlab/${name}`);

waitForWidgets();

async function load(shared, name) {
  const [version] = Object.values(shared[name]);
  return (await version.get())();
}

// A notebook of the course says which lesson it is; `python start.py notebooks` writes that.
const lessonOf = (panel) => panel?.content.model?.getMetadata("magnesium_course")?.lesson;

function addStyles() {
  for (const name of STYLES) {
    const href = new URL(name, import.meta.url).href;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
}

export async function makePlugin(shared) {
  await lookAfter(shared, load);
  const names = [...USED, "@lumino/widgets"];
  const [apputils, notebook, services, widgets] = await Promise.all(
    names.map((name) => load(shared, name)),
  );
  const lab = { ...apputils, ...notebook, ...services, ...widgets };
  return {
    id: ID,
    autoStart: true,
    requires: [lab.INotebookTracker],
    activate: (app, tracker) => activate(app, tracker, lab),
  };
}

function activate(app, tracker, lab) {
  const bars = new WeakMap(); // of each open lesson
  const lookAgain = () => app.commands.notifyCommandChanged("magnesium:code"); // in the toolbar
  addStyles();
  guard(tracker);
  const makeRoomAround = makeRoom(app);
  tracker.widgetAdded.connect(async (_, panel) => {
    await panel.context.ready;
    if (!lessonOf(panel)) return;
    panel.node.classList.add("course-lesson");
    panel.node.classList.toggle("course-locked", panel.content.widgets.some(isLocked));
    new Glossary(panel, app.serviceManager.contents);
    bars.set(panel, new StartBar(panel, lab));
    keepPictures(panel);
    makeRoomIn(panel);
    nameTables(panel);
    makeRoomAround();
    lookAgain();
    noteLinks(panel);
    goOn(panel);
  });
  tracker.currentChanged.connect(lookAgain);

  const current = () => tracker.currentWidget;
  const isLesson = () => bars.has(current());
  const add = (name, label, execute, more) =>
    app.commands.addCommand(`magnesium:${name}`, { label, isEnabled: isLesson, execute, ...more });
  add("start", "Start This Lesson", () => bars.get(current()).start());
  add("code", "Show the Code", () => new Code(current().content).toggle(), {
    isVisible: isLesson,
    isToggled: () => isLesson() && new Code(current().content).isShown,
  });
  add("present", "Present This Lesson", () => present(app, current(), bars.get(current())), {
    isEnabled: () => Boolean(current()),
  });
  add("fresh", "Fresh Copy of This Lesson", () =>
    freshCopy(app, current(), lessonOf(current()), bars.get(current()), lab));
  add("edit", "Edit This Lesson", () => unlock(current()), {
    isEnabled: () => isLesson() && current().content.widgets.some(isLocked),
  });
  presentAddressed(app, (panel) => bars.get(panel));
}
