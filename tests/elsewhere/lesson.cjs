// Opens a lesson in Firefox, starts it, moves a control, and prints what a reader then sees.
const puppeteer = require("puppeteer-core");

const [program, address] = process.argv.slice(2);
const HANG_MS = 120_000;

async function main() {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: program });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(HANG_MS);
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.setViewport({ width: 1366, height: 650 });
    await page.goto(address);
    await (await page.waitForSelector(".course-press")).click();
    await page.waitForSelector("[data-course='ready']");
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".course-figure")].every((box) => box.querySelector(".main-svg")),
    );
    const pictures = await page.$$eval(".course-figure [role=img]", (all) => all.map((one) => one.ariaLabel));
    const slider = await page.waitForSelector(".course-controls [type=range]:enabled");
    const label = () => page.evaluate((range) => range.closest(".course-card").innerText, slider);
    const before = await label();
    await slider.focus();
    await page.keyboard.press("End");
    await page.waitForFunction(
      (range, text) => range.closest(".course-card").innerText !== text, {}, slider, before,
    );
    console.log(JSON.stringify({ version: await browser.version(), pictures, errors }));
  } finally {
    await browser.close();
  }
}

main();
