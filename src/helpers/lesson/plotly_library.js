// Puts plotly.js on the page, once: the kernel hands it over, packed, to a page that lacks it.
async function unpacked(bytes) {
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain, { headers: { "Content-Type": "text/javascript" } }).blob();
}

export default {
  initialize({ model }) {
    if (window.Plotly) return;
    model.on("msg:custom", async (message, [bytes]) => {
      if (!window.Plotly) await import(URL.createObjectURL(await unpacked(bytes)));
    });
    model.send("plotly.js");
  },
};
