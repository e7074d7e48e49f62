// The scripts of the book's questions without a page: they share one global, `course`.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";

const STATIC = join(dirname(fileURLToPath(import.meta.url)), "../../tools/book/static");

export function load(...names) {
  for (const name of names) runInThisContext(readFileSync(join(STATIC, `${name}.js`), "utf-8"));
  return globalThis.course;
}
