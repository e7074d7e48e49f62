// Makes a slide as large as its window allows, so that it is read from the back row.

const DESIGNED_FOR = { width: 1280, height: 720 };
// Times the letters of a lesson. Its smallest have 12 pixels: 16 of 720 need at least this.
const [LARGEST, SMALLEST] = [2, 1.35];
// Times the height that a picture has in the lesson: at best, at least, and where nothing else helps.
const TALLEST = 2, LOWEST = [1, 0.9, 0.85], EMERGENCY = [0.8, 0.77, 0.74, 0.71];
// Where the sentence stands beside its picture or under it, with the sources or without.
const LOOKS = [[], ["course-under"], ["course-tight"], ["course-under", "course-tight"]];
const STEP = 0.05;
const PARTS = ".jp-OutputArea, .jp-OutputArea-output, .course-card, .course-status";

const down = (from, to) =>
  Array.from({ length: Math.round((from - to) / STEP) + 1 }, (_, step) => from - step * STEP);

export class Fitting {
  constructor(stage) {
    this.room = stage.querySelector(".jp-WindowedPanel-outer");
    this.slide = stage.querySelector(".jp-WindowedPanel-viewport");
  }

  // Where there is too much, what came first makes room for what came last; what does not fit even
  // alone can be scrolled.
  fit(cells) {
    const rest = cells.map(({ node }) => node);
    for (const node of rest) node.classList.remove("course-before");
    while (!LOWEST.some((least) => this.fitAll(least)) && rest.length > 1)
      rest.shift().classList.add("course-before");
    if (!this.fits()) EMERGENCY.some((least) => this.fitAll(least));
    this.room.scrollTop = 0;
  }

  fitAll(least) {
    return LOOKS.some((look) => {
      for (const name of LOOKS.at(-1)) this.slide.classList.toggle(name, look.includes(name));
      return this.fitSizes(least);
    });
  }

  // Large letters, then large pictures.
  fitSizes(least) {
    const { width, height } = DESIGNED_FOR;
    const unit = Math.min(window.innerWidth / width, window.innerHeight / height);
    this.set("grow", least);
    const fits = (size) => this.set("scale", size * unit) && this.fits();
    if (!fits(SMALLEST)) return false;
    down(LARGEST, SMALLEST).some(fits);
    return down(TALLEST, least).some((size) => this.set("grow", size) && this.fits());
  }

  set(name, value) {
    this.slide.style.setProperty(`--course-${name}`, value);
    return true;
  }

  fits() {
    const isWide = (part) => part.scrollWidth > part.clientWidth + 1;
    const { height } = this.slide.getBoundingClientRect();
    return height <= this.room.clientHeight && ![...this.slide.querySelectorAll(PARTS)].some(isWide);
  }

  // One screen on in a slide that is too long; false at its end.
  scroll(screens) {
    const before = this.room.scrollTop;
    this.room.scrollTop += 0.85 * screens * this.room.clientHeight;
    return Math.abs(this.room.scrollTop - before) > 1;
  }
}
