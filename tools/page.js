// What the browser tests and the benchmark read from a lesson's page, as window.course.
{
  // Layers that plotly lays over a picture; a person sees nothing of them.
  const OVERLAYS = "defs, .hoverlayer, .zoomlayer, .draglayer";
  const graphs = () => [...document.querySelectorAll(".course-card .js-plotly-plot")];
  const name = (graph) => graph.closest("[aria-label]")?.getAttribute("aria-label") ?? "";
  const frame = () => new Promise(requestAnimationFrame);

  // What is drawn: every curve, bar and marker with its place, and every word.
  const drawn = (graph) =>
    [...graph.querySelectorAll("path, text")]
      .filter((mark) => !mark.closest(OVERLAYS))
      .map((mark) =>
        [mark.getAttribute("d"), mark.getAttribute("transform"), mark.textContent].join("|"),
      )
      .join("\n");

  // Resolves when a picture has kept still: JupyterLab sizes a card when it first comes into view.
  const settled = async (graph, frames = 15) => {
    graph.scrollIntoView({ block: "center" });
    for (let still = 0, before = ""; still < frames; ) {
      await frame();
      const now = drawn(graph);
      still = now === before ? still + 1 : 0;
      before = now;
    }
  };

  const scrolls = (part) => /auto|scroll/.test(getComputedStyle(part).overflowX);

  // The parts of a card that reach beyond its sides, and the words that a picture cuts off.
  const overflowing = (card) => {
    const beyond = (part, whole) => {
      const [inner, outer] = [part, whole].map((box) => box.getBoundingClientRect());
      return inner.width && (inner.right > outer.right + 1 || inner.left < outer.left - 1);
    };
    const parts = [...card.querySelectorAll("*")].filter(
      (part) => !part.closest("svg svg, g, defs") && !scrolls(part.parentElement),
    );
    const words = [...card.querySelectorAll("svg.main-svg text")].filter((text) =>
      beyond(text, text.closest("svg.main-svg")),
    );
    const cell = card.closest(".jp-OutputArea-output");
    return [
      ...(beyond(card, cell) ? [card] : []),
      ...parts.filter((part) => beyond(part, card)),
      ...words,
    ].map((part) => `${part.tagName}.${part.getAttribute("class")}: ${part.textContent}`.slice(0, 90));
  };

  const prompts = () =>
    [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].map((p) => p.textContent.trim());

  // Resolves when cells have started to run after this call and all of them have ended.
  const ran = () =>
    new Promise((resolve) => {
      let started = false;
      const look = () => {
        const running = prompts().some((prompt) => prompt.includes("*"));
        started ||= running;
        if (started && !running) {
          observer.disconnect();
          resolve(prompts());
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    });

  window.course = { graphs, name, drawn, frame, settled, overflowing, prompts, ran };
}
