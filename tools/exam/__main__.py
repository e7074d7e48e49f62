"""Write an examination: papers to print, their keys, and the same for learning platforms.

    python start.py exam --out ~/exam          5 papers of 20 questions, from all lessons
    python start.py exam --out ~/exam --objectives 03 05/label --questions 10 --variants 2
    python start.py exam --list                the objectives, and how many questions each has

All papers ask the same questions, each with numbers of its own. DIR gets papers/ and keys.html
(print them with the browser), and moodle/, qti/ and canvas/ to upload. Keep keys.html to yourself:
it has the right answers, and the seed that gives the same papers again.
"""

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from tools.exam.choosing import choose, objectives, served
from tools.exam.drawing import new_seed, papers, read_seed, shown
from tools.exam.files import files
from tools.lessons import ROOT

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # one for each paper


def main(arguments: list[str] | None = None) -> int:
    """Draw the papers and write them."""
    parser = argparse.ArgumentParser(
        prog="python start.py exam",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--out", type=Path, metavar="DIR", help="a new folder, not inside the course")
    what = "lessons (03) or objectives (03/serum); all if none is named"
    add("--objectives", nargs="+", default=[], metavar="NAME", help=what)
    add("--questions", type=int, default=20, metavar="N", help="how many on each paper; 20")
    add("--variants", type=int, default=5, metavar="N", help="how many papers; 5")
    add("--seed", default="", help="32 digits from a key: the same papers again; a secret new one")
    add("--list", action="store_true", help="show the objectives and stop")
    given = parser.parse_args(arguments)
    if given.list:
        print("\n".join(objectives()))
        return 0
    try:
        written = make(given)
    except ValueError as problem:
        parser.error(str(problem))
    print(f"{given.variants} papers with {given.questions} questions in {written}")
    print(f"Keep this one to yourself: {(written / 'keys.html').as_uri()}")
    return 0


def make(given: argparse.Namespace) -> Path:
    """Draw and write all; raises ValueError, in a sentence, for what cannot be."""
    out, seed = folder(given.out), read_seed(given.seed) if given.seed else new_seed()
    if not 1 <= given.variants <= len(LETTERS):
        raise ValueError(f"--variants: {given.variants} cannot be; give 1 to {len(LETTERS)}.")
    items = choose(served(given.objectives), given.questions, seed)
    letters = LETTERS[: given.variants]
    bar = tqdm(letters, unit="paper", leave=False, disable=None)
    for name, content in files([*papers(seed, bar, items)], again(given, seed)).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(content)
    return out


def again(given: argparse.Namespace, seed: int) -> str:
    """The call that gives the same papers again."""
    objectives = f"--objectives {' '.join(given.objectives)} " if given.objectives else ""
    return (
        f"python start.py exam {objectives}--questions {given.questions} "
        f"--variants {given.variants} --seed {shown(seed)} --out DIR"
    )


def folder(out: Path | None) -> Path:
    """Where to write. Raises ValueError for a place that is public or holds something already."""
    if out is None:
        raise ValueError("where to? Give a new folder: --out ~/exam")
    path = out.expanduser().resolve()
    if path.is_relative_to(ROOT):
        raise ValueError(
            f"--out: {path} lies inside the course, which is public: a key there would soon be "
            "published with it. Give a folder elsewhere, such as ~/exam."
        )
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ValueError(f"--out: {path} holds something already; give a new folder.")
    return path


if __name__ == "__main__":
    sys.exit(main())
