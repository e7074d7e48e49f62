// Gives a test the functions of a module that it keeps to itself; nothing of the page is touched.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const KIT = join(ROOT, "src", "helpers", "lesson");
export const LAB = join(ROOT, "jupyter/share/jupyter/labextensions/magnesium-course/static");

export const inside = (path, names = "") => import(address(path, `export { ${names} };`));

function address(path, more = "") {
  const text = readFileSync(path, "utf-8").replace(
    /from "(\.\/[^"]+)"/g, (_, beside) => `from "${address(join(dirname(path), beside))}"`,
  );
  return `data:text/javascript,${encodeURIComponent(`${text}\n${more}`)}`;
}
