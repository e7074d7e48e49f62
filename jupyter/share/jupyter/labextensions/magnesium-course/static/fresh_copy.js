// Brings a lesson back as it was installed. The reader's file stays beside it, with its date.
import { Code } from "./folding.js";

export async function freshCopy(app, panel, lesson, bar, lab) {
  const { context } = panel;
  const kept = datedName(context.path, new Date());
  const asked = await lab.showDialog({
    title: "A fresh copy of this lesson?",
    body:
      "The lesson comes back as it was installed. Your file is kept beside it as " +
      `“${kept.split("/").at(-1)}”, and all your answers are kept.`,
    buttons: [lab.Dialog.cancelButton(), lab.Dialog.okButton({ label: "Fresh copy" })],
  });
  if (!asked.button.accept) return;
  try {
    const original = await originalOf(app, context.path, lesson, lab);
    const content = context.model.toJSON();
    await app.serviceManager.contents.save(kept, { type: "notebook", format: "json", content });
    context.model.fromJSON(original);
    context.model.sharedModel.clearUndoHistory();
    panel.node.classList.add("course-locked");
    new Code(panel.content).toggle(false);
    panel.content.activeCellIndex = 0;
    bar.beginAnew();
    await context.save();
  } catch (problem) {
    await lab.showErrorMessage("No fresh copy", problem.message);
  }
}

// "05_lesson.ipynb" -> "05_lesson 2026-03-01 101500.ipynb"
function datedName(path, now) {
  const two = (number) => String(number).padStart(2, "0");
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join("-");
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join("");
  return path.replace(/(\.ipynb)?$/, ` ${date} ${time}.ipynb`);
}

async function originalOf(app, path, lesson, { ServerConnection }) {
  const { serverSettings } = app.serviceManager;
  const query = new URLSearchParams({ beside: path });
  const url = `${serverSettings.baseUrl}magnesium-course/originals/${lesson}?${query}`;
  const answer = await ServerConnection.makeRequest(url, {}, serverSettings);
  if (answer.ok) return answer.json();
  throw new Error(
    "The original of this lesson is not on this machine. Nothing was changed; get the course anew " +
      "from where you got it.",
  );
}
