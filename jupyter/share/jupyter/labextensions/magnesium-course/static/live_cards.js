// Which of a lesson's cards Python knows. Of a card that it does not know ipywidgets would show an
// error, "model not found", as after Python has ended and the lesson is opened again: here the
// picture or the words show that are stored beside it, until Python knows the card.
const WIDGET = "application/vnd.jupyter.widget-view+json";
const ENDED = ["restarting", "autorestarting", "dead"];

export class LiveCards {
  constructor({ content, sessionContext }, isLesson) {
    Object.assign(this, { notebook: content, session: sessionContext, known: new Set() });
    const { rendermime } = content; // this notebook's own
    const { preferredMimeType } = rendermime;
    rendermime.preferredMimeType = (data, ...rest) =>
      preferredMimeType.call(rendermime, isLesson() ? this.showable(data) : data, ...rest);
    this.session.iopubMessage.connect((_, message) => this.hear(message));
    this.session.kernelChanged.connect(() => this.known.clear());
    this.session.statusChanged.connect((_, status) => ENDED.includes(status) && this.known.clear());
  }

  // What can be shown of an output.
  showable(data) {
    const { [WIDGET]: card, ...stored } = data;
    return card && !this.known.has(card.model_id) ? stored : data;
  }

  // A card that Python makes or closes; it makes a card before it shows it.
  hear({ header, content }) {
    if (header.msg_type === "comm_open") this.known.add(content.comm_id);
    if (header.msg_type === "comm_close") this.known.delete(content.comm_id);
  }

  // Whether Python knows all cards of the lesson; those that it knows come alive.
  async look() {
    await this.session.ready;
    for (const id of Object.keys(await this.asked())) this.known.add(id);
    this.notebook.widgets.forEach(({ outputArea }) => outputArea && this.enliven(outputArea));
    const ids = [...cardIds(this.notebook)];
    return ids.length > 0 && ids.every((id) => this.known.has(id));
  }

  async asked() {
    try {
      const kernel = this.session.session?.kernel;
      const reply = await kernel?.requestCommInfo({ target_name: "jupyter.widget" });
      return reply?.content.comms ?? {};
    } catch {
      return {}; // Python ended meanwhile
    }
  }

  enliven(area) {
    const shown = area.widgets.flatMap(({ widgets }) => widgets ?? []);
    const isLive = shown.some(({ mimeType }) => mimeType === WIDGET);
    const isKnown = [...cardIdsOf(area.model)].some((id) => this.known.has(id));
    if (isKnown && !isLive) area.onStateChanged(area.model); // draws its outputs anew
  }
}

function* cardIds({ model }) {
  for (const { outputs } of model.cells) if (outputs) yield* cardIdsOf(outputs);
}

function* cardIdsOf(outputs) {
  for (let at = 0; at < outputs.length; at++) {
    const card = outputs.get(at).data[WIDGET];
    if (card) yield card.model_id;
  }
}
