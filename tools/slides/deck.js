// Opens a deck: each slide's words are made to fit, and plotly draws its pictures in their places.
// With ?read behind its address a deck is one page to read, at the reader's own size of letters.
const SMALLEST = 0.72;
const LARGER = 1.35; // than in the lesson, whose smallest letters have 12 pixels: 16 of 720

// A picture as an image, which keeps sharp at every size.
const draw = async (image, width, height) => {
  const { data, layout } = JSON.parse(image.nextElementSibling.textContent);
  const size = { width: Math.round(width), height: Math.round(height ?? layout.height ?? 450) };
  image.src = await Plotly.toImage({ data, layout: { ...layout, ...size } }, { format: "svg", ...size });
  await image.decode();
};

// Smaller words, step by step, until nothing runs over the slide's edge.
const fitWords = (slide) => {
  for (let size = 1; size > SMALLEST - 0.01; size -= 0.04) {
    slide.style.fontSize = `${size}em`;
    if (slide.scrollHeight <= slide.clientHeight && slide.scrollWidth <= slide.clientWidth) return;
  }
};

// A picture that cannot be drawn leaves its sentence; the deck opens all the same.
const fit = (slide) => {
  fitWords(slide);
  const images = [...slide.querySelectorAll("figure img")];
  const inPlace = (image) => draw(image, image.clientWidth / LARGER, image.clientHeight / LARGER);
  return Promise.allSettled(images.map(inPlace));
};
const fitAll = (within) => Promise.all([...within.querySelectorAll(".slide")].map(fit));

const read = () => {
  document.querySelector(".reveal").removeAttribute("class");
  document.body.className = "reading";
  document.querySelector(".read").remove();
  const width = Math.min(760, document.body.clientWidth - 32);
  const images = [...document.querySelectorAll("figure img")];
  return Promise.allSettled(images.map((image) => draw(image, Math.max(width, 580))));
};

let deck;
const present = async () => {
  deck = new Reveal({
    width: 1280, height: 720, margin: 0, center: false, display: "flex", hash: true,
    slideNumber: "c/t", transition: "none", pdfSeparateFragments: false, pdfMaxPagesPerSlide: 1,
  });
  const isPrint = /print-pdf/.test(location.search);
  const laidOut = new Promise((done) => deck.on(isPrint ? "pdf-ready" : "ready", done));
  // What is being drawn now can be waited for.
  deck.on("slidechanged", ({ currentSlide }) => (window.drawn = fitAll(currentSlide)));
  await deck.initialize();
  await laidOut;
  document.querySelector(".reveal").removeAttribute("role"); // it is a document, not an application
  await (window.drawn = fitAll(isPrint ? document : deck.getCurrentSlide()));
};

(new URLSearchParams(location.search).has("read") ? read() : present()).then(() => {
  document.body.dataset.ready = "";
});
