// What the browser tests and the benchmark read from a lesson's page, as window.course.
{
  // Layers that plotly lays over a picture; a person sees nothing of them.
  const GRAPH = ".js-plotly-plot";
  const OVERLAYS = "defs, .hoverlayer, .zoomlayer, .draglayer";
  const HANG_MS = 120_000; // ends what hangs and nothing else: no machine is so slow
  const HOPE_MS = 15_000;
  const frame = () => new Promise(requestAnimationFrame);

  const inTime = (promise, what) => {
    const late = (_, refuse) =>
      setTimeout(() => refuse(new Error(`${what} within ${HANG_MS / 1000} s`)), HANG_MS);
    return Promise.race([promise, new Promise(late)]);
  };

  // What is drawn: every curve, bar and marker with its place, and every word.
  const drawn = (graph) =>
    [...graph.querySelectorAll("path, text")]
      .filter((mark) => !mark.closest(OVERLAYS))
      .map((mark) =>
        [mark.getAttribute("d"), mark.getAttribute("transform"), mark.textContent].join("|"),
      )
      .join("\n");

  const pictures = () => document.querySelectorAll(".course-figure:has(svg)").length;

  // What an explorer shows: picture, sentence, and the numbers in its boxes.
  const state = (card) => ({
    picture: drawn(card.querySelector(".js-plotly-plot")),
    sentence: [...card.querySelectorAll(".course-status")].map((said) => said.textContent).join("|"),
    entries: [...card.querySelectorAll("[type=text]")].map((box) => box.value).join("|"),
    buttons: [...card.querySelectorAll("button")].map((button) => button.textContent).join("|"),
  });

  // Whether a picture is as wide as its place: JupyterLab lays a card out when it comes into view,
  // and plotly follows a moment later.
  const fits = (graph) => {
    const drawing = graph.querySelector(".main-svg");
    const seen = graph.clientWidth > 0;
    return !seen || (drawing && Math.abs(drawing.clientWidth - graph.clientWidth) <= 1);
  };

  // Brings a part into view; resolves when its pictures have the size that they will have there.
  const settled = (part) => {
    const follow = async () => {
      part.scrollIntoView({ block: "center" });
      await frame(); // laid out
      await frame(); // and those that watch sizes have been told
      const graphs = part.matches(GRAPH) ? [part] : [...part.querySelectorAll(GRAPH)];
      while (!graphs.every(fits)) await frame();
    };
    return inTime(follow(), "a picture did not get the size of its place");
  };

  // The words of a picture that its legend lies on.
  const underLegend = (graph) => {
    const legends = [...graph.querySelectorAll(".legend .bg")].map((legend) => legend.getBoundingClientRect());
    const words = [...graph.querySelectorAll("svg.main-svg text")].filter(
      (text) => text.textContent && !text.closest(`.legend, ${OVERLAYS}`),
    );
    return words.filter((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      return legends.some((legend) =>
        left < legend.right && legend.left < right && top < legend.bottom && legend.top < bottom);
    });
  };

  // The parts of a card that reach beyond its sides (unless they can be scrolled to), and the words
  // that a picture cuts off at its own edge or covers.
  const overflowing = (card) => {
    const beyond = (part, whole) => {
      const [inner, outer] = [part, whole].map((box) => box.getBoundingClientRect());
      return inner.width && (inner.right > outer.right + 1 || inner.left < outer.left - 1);
    };
    const parts = [...card.querySelectorAll("*:not(svg *)")].filter((part) => {
      const room = part.parentElement.closest(".course-figure, .course-fold > details > div");
      return beyond(part, card) && !(room && getComputedStyle(room).overflowX === "auto");
    });
    const words = [...card.querySelectorAll("svg.main-svg text")].filter((text) =>
      beyond(text, text.closest("svg.main-svg")),
    );
    const covered = [...card.querySelectorAll(GRAPH)].flatMap(underLegend);
    const itself = beyond(card, card.closest(".jp-OutputArea-output")) ? [card] : [];
    return [...itself, ...parts, ...words, ...covered].map(
      (part) => `${part.tagName} ${part.getAttribute("class")}: ${part.textContent}`.slice(0, 90),
    );
  };

  // Resolves with what is still wrong when nothing is any more, or when that is past hope: the page
  // has the state to be judged by then, but may owe the last touches.
  const remaining = async (faults) => {
    const end = performance.now() + HOPE_MS;
    while (faults().length && performance.now() < end) await frame();
    return faults();
  };

  // The same for all cards of the page, at rest.
  const overflow = async () => {
    const cards = [...document.querySelectorAll(".course-card")];
    for (const card of cards) await settled(card);
    const found = await remaining(() => cards.flatMap(overflowing));
    cards.find((card) => overflowing(card).length)?.scrollIntoView(); // for the screenshot
    return found;
  };

  // What is wrong with the slide on the screen: it is empty, or parts of it are out of sight and
  // not in a list that scrolls by itself, or a legend lies on them.
  const PARTS = "h1, h2, h3, p, li, td, th, pre, label, button, input, select, svg.main-svg";
  const slideFaults = () => {
    const floor = document.querySelector(".course-bar").getBoundingClientRect().top;
    const parts = [...document.querySelectorAll(`.course-on-slide :is(${PARTS})`)].filter((part) =>
      part.checkVisibility({ visibilityProperty: true }),
    );
    // The last ones by the key that leads on.
    const scrolls = (part) => part.closest(".course-more, .course-answer ~ *, .jp-Editor, .jp-RenderedMarkdown table");
    const outside = parts.filter((part) => {
      const { bottom, right } = part.getBoundingClientRect();
      return (bottom > floor + 1 || right > window.innerWidth + 1) && !scrolls(part);
    });
    const broken = parts.filter((part) => part.textContent.startsWith("Error displaying widget"));
    const graphs = [...document.querySelectorAll(`.course-on-slide ${GRAPH}`)];
    const covered = graphs.flatMap(underLegend);
    const named = (part) => `${part.tagName}: ${part.textContent}`.slice(0, 90);
    return parts.length ? [...outside, ...broken, ...covered].map(named) : ["nothing is on it"];
  };

  // The same once the pictures on the slide have their size.
  const slideAtRest = async () => {
    const graphs = () => [...document.querySelectorAll(`.course-on-slide ${GRAPH}`)];
    const follow = async () => {
      do await frame();
      while (!graphs().every(fits));
    };
    await inTime(follow(), "a picture did not get the size of its place");
    return remaining(slideFaults);
  };

  // The smallest letters of the slide as they are drawn, in % of its height: of prose, of all, and
  // the words that have them. Formulas, sub- and superscripts are apart.
  const PROSE = ".jp-RenderedMarkdown :is(p, li), .course-status, .course-card p";
  const APART = "sub, sup, mjx-container, .MathJax, script, style, [style*='font-size: 70%'], [style*='font-size:70%']";
  const letters = () => {
    const slide = document.querySelector(".jp-WindowedPanel-viewport");
    const scale = slide.getBoundingClientRect().width / slide.offsetWidth;
    const found = { prose: [100, ""], all: [100, ""] };
    const note = (kind, size, words) => size < found[kind][0] && (found[kind] = [size, words]);
    for (const cell of document.querySelectorAll(".course-on-slide")) {
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const { data, parentElement: parent } = texts.currentNode;
        const seen = parent.checkVisibility({ visibilityProperty: true });
        if (!data.trim() || !seen || parent.closest(APART)) continue;
        const size = parseFloat(getComputedStyle(parent).fontSize) * scale;
        const share = Math.round((size / window.innerHeight) * 10_000) / 100;
        const isSmall = parent.closest("svg, .course-sources, kbd, code, figcaption");
        note("all", share, data.slice(0, 40));
        if (parent.closest(PROSE) && !isSmall) note("prose", share, data.slice(0, 40));
      }
    }
    return found;
  };

  const prompts = () =>
    [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].map((p) => p.textContent.trim());

  // Resolves when cells have started to run after this call and all of them have ended.
  const ran = () => inTime(haveRun(), "not all cells had run");
  const haveRun = () =>
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

  // What a picture is made of apart from the numbers in its arrays.
  const structure = ({ data, layout }) =>
    JSON.stringify([data, layout], (key, value) =>
      Array.isArray(value) && value.every((entry) => typeof entry !== "object") ? [] : value,
    );

  // Resolves with the milliseconds from the next key press until what is seen of a part (picture
  // or words) has changed and been painted for the last time, or null if nothing changed.
  const answer = (part, quietMs = 150, patienceMs = 3000) =>
    new Promise((resolve) => {
      const look = () => (part.matches(".js-plotly-plot") ? drawn(part) : part.textContent);
      const paint = new MessageChannel();
      let [seen, pressed, changed, asked] = [look(), null, null, false];
      paint.port1.onmessage = () => (changed = performance.now());
      const atFrame = () => {
        asked = false;
        const now = look();
        if (pressed !== null && now !== seen) paint.port2.postMessage(null);
        seen = now;
      };
      const observer = new MutationObserver(() => {
        if (!asked) asked = Boolean(requestAnimationFrame(atFrame));
      });
      observer.observe(part, {
        attributes: true, characterData: true, childList: true, subtree: true,
      });
      const onKey = () => (pressed = performance.now());
      window.addEventListener("keydown", onKey, { capture: true, once: true });
      const end = () => {
        const now = performance.now();
        const over = pressed !== null && now - pressed > patienceMs;
        if (!over && (changed === null || now - changed < quietMs)) return;
        clearInterval(clock);
        observer.disconnect();
        resolve(changed === null ? null : changed - pressed);
      };
      const clock = setInterval(end, 20);
    });

  // How high the controls that matter, the picture and the (first) sentence of an explorer are,
  // one with the other, and how high the part of the window is in which a lesson scrolls.
  const together = (card) => {
    const parts = [".course-controls", ".course-figure", ".course-status"];
    const boxes = parts.map((part) => card.querySelector(part).getBoundingClientRect());
    const needed = Math.max(...boxes.map((b) => b.bottom)) - Math.min(...boxes.map((b) => b.top));
    return [needed, card.closest(".jp-WindowedPanel-outer").clientHeight];
  };

  // Opens (or closes) More in all explorers.
  const unfold = (open) => {
    const folds = document.querySelectorAll(".course-fold:has(+ .course-more) > details");
    for (const fold of folds) fold.open = open;
  };

  window.course = {
    together, unfold, underLegend,
    drawn, pictures, state, settled, overflow, slideAtRest, letters, structure, answer, prompts, ran,
  };
}
