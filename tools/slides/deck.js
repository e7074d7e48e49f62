// Opens a deck: pictures are drawn by plotly, and each slide's words are made to fit.
const SMALLEST = 0.6;

// A picture as an image, which keeps sharp at every size.
const draw = async (image) => {
  const { data, layout } = JSON.parse(image.nextElementSibling.textContent);
  const size = { width: 760, height: layout.height ?? 450 };
  image.src = await Plotly.toImage({ data, layout }, { format: "svg", ...size });
};

// Smaller words, step by step, until nothing runs over the slide's edge.
const fit = (slide) => {
  for (let size = 1; size >= SMALLEST; size -= 0.04) {
    slide.style.fontSize = `${size}em`;
    if (slide.scrollHeight <= slide.clientHeight && slide.scrollWidth <= slide.clientWidth) return;
  }
};

const fitShown = ({ currentSlide }) => currentSlide.querySelectorAll(".slide").forEach(fit);
// A picture that cannot be drawn leaves its sentence; the deck opens all the same.
const drawn = Promise.allSettled([...document.querySelectorAll("figure img")].map(draw));
const deck = new Reveal({
  width: 1280, height: 720, margin: 0.02, center: false, display: "flex", hash: true,
  slideNumber: "c/t", transition: "none", pdfSeparateFragments: false,
});
deck.on("slidechanged", fitShown);
deck.on("pdf-ready", () => document.querySelectorAll(".slide").forEach(fit));
drawn.then(() => deck.initialize()).then(() => {
  fitShown({ currentSlide: deck.getCurrentSlide() });
  document.body.dataset.ready = "";
});
