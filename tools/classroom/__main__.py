"""See what a class has answered: one page and tables from the files that students hand in.

    python start.py class FOLDER              all progress files in a folder and below it
    python start.py class FOLDER --out DIR    write to another folder than build/class/

Students press Save my progress and hand in the file. Nothing leaves this machine.
"""

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from tools.classroom.files import handed_in
from tools.classroom.report import files
from tools.classroom.results import asked

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Read a folder and write the page."""
    parser = argparse.ArgumentParser(
        prog="python start.py class",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="where the students' files are")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "class", help="where to write")
    given = parser.parse_args(arguments)
    found = sorted(path for path in given.folder.rglob("*.json") if path.is_file())
    if not found:
        parser.error(f"there is no progress file (*.json) in {given.folder}")
    handed = handed_in(tqdm(found, unit="file", leave=False, disable=None), given.folder, asked())
    if not handed.students:
        parser.error("\n".join(["no file could be read:", *handed.left_out]))
    write(given.out, files(handed))
    print(f"{len(handed.students)} students, {len(handed.left_out)} things left out.")
    print(f"Open {(given.out / 'class.html').resolve().as_uri()}")
    return 0


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write the files; a table begins with the mark by which spreadsheets know UTF-8."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        encoding = "utf-8-sig" if name.endswith(".csv") else "utf-8"
        (folder / name).write_text(text, encoding)


if __name__ == "__main__":
    sys.exit(main())
