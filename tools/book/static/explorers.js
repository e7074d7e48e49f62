// Explorers that move: all that they show was computed when the book was made (positions.py).
{
  const LIBRARY = "plotly/plotly-basic.min.js";
  const LEAST = 580; // pixels: the narrowest picture whose words do not meet
  const NOT_COMPUTED = "This was not computed for the book, so nothing is shown.";

  const unpacked = (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(plain).json();
  };

  // A copy, for plotly writes into what it gets; a line is stored by its steps (packing.py).
  const copied = (part) => {
    if (part === null || typeof part !== "object") return part;
    if (Array.isArray(part)) return part.map(copied);
    if (!part.deltas) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, copied(value)]));
    const [decimals, ...steps] = part.deltas;
    let sum = 0;
    return steps.map((step) => (sum += step) / 10 ** decimals);
  };

  const stateAt = ({ shared, gaps, parts, states }, places) => {
    const state = copied(shared);
    states[places].forEach((number, i) => {
      const holder = gaps[i].slice(0, -1).reduce((part, key) => part[key], state);
      holder[gaps[i].at(-1)] = copied(parts[number]);
    });
    return state;
  };

  // A sentence is written only when it is another one: what is announced was changed.
  const say = (place, html, kind) => {
    if (!place) return;
    if (kind) place.dataset.kind = kind;
    if (place.said === html) return;
    place.innerHTML = place.said = html;
    place.style.minHeight = html && `${place.offsetHeight}px`; // what follows does not jump back
  };

  const liveLesson = (words) => {
    const link = document.querySelector("a.open-live");
    return link ? `<a href="${link.href}">${words}</a>` : words;
  };

  class Explorer {
    constructor(card) {
      this.card = card;
      this.inputs = [...card.querySelectorAll("[data-start]")];
      this.start = this.inputs.map((input) => input.dataset.start);
      this.picture = card.querySelector(".explorer-picture");
      this.ready = this.prepare();
      this.ready.catch(() => this.note("What this explorer shows could not be loaded. Please load the page again."));
      card.addEventListener("input", ({ target }) => this.move(this.inputs.indexOf(target)));
      card.querySelector(".explorer-reset")?.addEventListener("click", () => this.place(this.start));
      // The still picture is the same; the library, which is heavy, comes when a hand does.
      for (const sign of ["pointerover", "focusin", "touchstart"])
        card.addEventListener(sign, () => this.draw(), { once: true, passive: true });
    }

    // The numbers are at hand before a hand comes.
    async prepare() {
      const { words, packed } = await book.data(this.card.dataset.states);
      this.words = words;
      this.data = await unpacked(packed);
      this.show(); // a browser may have kept where the controls stood
      if (!this.picture.querySelector("img")) this.draw();
    }

    get places() {
      return this.inputs.map((input) => input.value);
    }

    place(places) {
      this.inputs.forEach((input, i) => (input.value = places[i]));
      this.note("");
      this.show();
    }

    // What was not computed is not made up: the other controls go back to where they start.
    move(moved) {
      this.note("");
      if (!this.data || moved < 0) return;
      if (!this.data.states[this.places]) this.bringBack(moved);
      this.show();
    }

    bringBack(moved) {
      const together = (input) => "together" in input.dataset;
      const stays = (input, i) =>
        i === moved || (together(input) && together(this.inputs[moved]));
      const back = this.inputs.filter((input, i) => !stays(input, i) && input.value !== this.start[i]);
      if (!back.length) return;
      for (const input of back) input.value = input.dataset.start;
      const names = back.map((input) => `“${input.dataset.name}”`).join(", ");
      this.note(`Back to the start: ${names}. The book does not hold every combination; ${liveLesson("the live lesson")} does.`);
    }

    note(html) {
      say(this.card.querySelector(".explorer-note"), html);
    }

    show() {
      const { places, data } = this;
      if (!data) return;
      this.tellPlaces();
      this.state = data.states[places] && stateAt(data, places);
      const { said, first, entered } = this.state ?? {
        said: ["problem", `${NOT_COMPUTED} ${liveLesson("Open the live lesson")}.`], first: ["problem", NOT_COMPUTED], entered: [],
      };
      say(this.card.querySelector(".explorer-first"), first[1], first[0]);
      say(this.card.querySelector(".explorer-said"), said[1], said[0]);
      say(this.card.querySelector(".explorer-entered"), entered.join("; "));
      this.picture.hidden = !this.state;
      if (this.drawn || places.some((place, i) => place !== this.start[i])) this.draw();
    }

    tellPlaces() {
      this.inputs.forEach((input, i) => {
        const output = this.card.querySelector(`output[for="${input.id}"]`);
        if (!output) return;
        output.textContent = this.words[i][input.value];
        input.setAttribute("aria-valuetext", output.textContent);
      });
    }

    async draw() {
      await Promise.all([book.script(LIBRARY), this.ready]);
      if (!this.state) return;
      const { figure, alt } = this.state;
      this.drawn ??= this.canvas();
      this.drawn.setAttribute("aria-label", alt);
      const layout = { uirevision: "kept", ...figure.layout };
      await Plotly.react(this.drawn, figure.data, layout, { displayModeBar: false, responsive: true });
      this.picture.querySelector("img")?.remove();
    }

    canvas() {
      const canvas = document.createElement("div");
      canvas.setAttribute("role", "img");
      this.picture.append(canvas);
      fitting.observe(this.picture);
      return canvas;
    }
  }

  // In a narrow window the whole picture is in sight, smaller.
  const fitting = new ResizeObserver((entries) => {
    for (const { target } of entries)
      target.style.setProperty("--scale", Math.min(1, target.clientWidth / LEAST));
  });
  for (const picture of document.querySelectorAll(".explorer-picture")) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "explorer-larger", textContent: "Larger picture" });
    button.setAttribute("aria-pressed", false);
    button.addEventListener("click", () => {
      const larger = picture.classList.toggle("larger");
      button.setAttribute("aria-pressed", larger);
      picture.tabIndex = larger ? 0 : -1; // scrolled by keyboard, too
    });
    picture.after(button);
  }

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      new Explorer(target);
    }
  }, { rootMargin: "300px" });
  for (const card of document.querySelectorAll(".explorer[data-states]")) seen.observe(card);

  // Paper shows pictures that nobody has scrolled to, too.
  addEventListener("beforeprint", () => {
    for (const image of document.images) image.loading = "eager";
  });
}
