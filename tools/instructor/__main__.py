"""Make what an instructor takes away from the lessons, in instructor/.

A guide to each lesson, two syllabuses, and the questions for learning platforms. All of it comes
from the lessons, their questions and claims, so that a second run changes no byte.
"""

import argparse
import sys
from pathlib import Path

from tools.instructor import bank, canvas, guide, moodle, notes, qti, syllabus
from tools.instructor.teaching import teaching
from tools.lessons import ROOT, Material, lesson, names

FOLDER = ROOT / "instructor"
# What is made has such a name; other files in the folder are somebody's own.
MADE = ("guide/*.md", "notes/*.json", "moodle/*.xml", "qti/*.zip", "canvas/*.zip", "syllabus_*.md")


def main(arguments: list[str] | None = None) -> int:
    """Write all files."""
    parser = argparse.ArgumentParser("python start.py instructor", description=__doc__)
    parser.parse_args(arguments)
    print(f"instructor/: {write(FOLDER)} files changed")
    return 0


def write(folder: Path) -> int:
    """Write what has changed, remove what is no longer made; return the number of both."""
    wanted = made()
    left_over = stored(folder).keys() - wanted.keys()
    for name in left_over:
        (folder / name).unlink()
    return len(update(folder, wanted)) + len(left_over)


def update(folder: Path, wanted: dict[str, bytes]) -> list[str]:
    """Write those of some files that have changed; return their names."""
    found = stored(folder)
    changed = [name for name in wanted if found.get(name) != wanted[name]]
    for name in changed:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wanted[name])
    return changed


def stored(folder: Path) -> dict[str, bytes]:
    """What has been made of it, by name."""
    files = (path for pattern in MADE for path in folder.glob(pattern))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def made() -> dict[str, bytes]:
    """What belongs into the folder, by name."""
    pages = {f"syllabus_{name}.md": text for name, text in syllabus.syllabuses().items()}
    files = {name: text.encode() for name, text in pages.items()}
    for material in map(lesson, names()):
        files |= of_lesson(material)
    return files


def of_lesson(material: Material) -> dict[str, bytes]:
    """The files of one lesson."""
    given, quiz = teaching(material.name), bank.of_lesson(material)
    return {
        f"guide/{material.name}.md": guide.guide(given).encode(),
        f"notes/{material.name}.json": notes.notes(given),
        f"moodle/{material.name}.xml": moodle.questions(quiz),
        f"qti/{material.name}.zip": qti.package(quiz),
        f"canvas/{material.name}.zip": canvas.package(quiz),
    }


if __name__ == "__main__":
    sys.exit(main())
