"""State how many minutes each lesson takes, as tools/lessons.py counts them.

    python -m tools.minutes

writes them into data/lessons/ and into the table of README.md. What the notebooks show is made anew
by python start.py notebooks.
"""

import re
from pathlib import Path

from tools import lessons

ROOT = Path(__file__).resolve().parents[1]
ROW = r"(\(notebooks/{name}\.ipynb\) \| )\d+"


def main() -> None:
    """Write the minutes of all lessons, and print them."""
    for name in lessons.names():
        minutes = lessons.minutes(lessons.lesson(name))
        print(f"{name}: about {minutes} minutes")
        put(ROOT / "data" / "lessons" / f"{name}.toml", r"(?m)(^minutes = )\d+", minutes)
        put(ROOT / "README.md", ROW.format(name=name), minutes)


def put(file: Path, pattern: str, minutes: int) -> None:
    """Replace the number that follows the one place where the pattern fits."""
    text, count = re.subn(pattern, rf"\g<1>{minutes}", file.read_text("utf-8"))
    if count != 1:
        raise ValueError(f"{file.name}: {count} places to state the minutes; expected one.")
    file.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
