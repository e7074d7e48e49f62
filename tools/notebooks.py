"""Run the notebooks again and store them so that a second run changes no byte.

    python start.py notebooks                        all of them
    python start.py notebooks 05_supplement_forms    one of them

Pictures for repository previews are drawn anew only where a figure has changed, because another
machine's fonts would change every one of them.
"""

import argparse
import asyncio
import base64
import hashlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from tqdm import tqdm

from helpers import __version__, references, tables
from tools.folding import seat
from tools.glossary import set_glossary

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
PLOTLY, PNG = "application/vnd.plotly.v1+json", "image/png"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# The rest is left by editors and kernels.
CELL_METADATA = {"slideshow", "tags", "jp-MarkdownHeadingCollapsed"}
# The first line of a lesson. Its comment stands in Python's message where the line stops.
VERSION_LINE = (
    f"from helpers import v{__version__.replace('.', '_')}"
    "  # Stops here? Install the course: python start.py (on a hub: ask who looks after it)"
)
TIMEOUT_S = 300
PICTURE_WIDTH = 700


class Stop(Exception):
    """Why a notebook is not refreshed, in one sentence."""


def main(arguments: list[str] | None = None) -> int:
    """Refresh the notebooks that the command line names, or all."""
    parser = argparse.ArgumentParser(
        prog="python start.py notebooks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("notebook", nargs="*", help="name or path; all of them if none is given")
    try:
        refresh_all([find(name) for name in parser.parse_args(arguments).notebook])
    except Stop as sentence:
        print(sentence, file=sys.stderr)
        return 1
    return 0


def find(name: str) -> Path:
    """The notebook of this name or path."""
    for path in (Path(name), NOTEBOOKS / name, NOTEBOOKS / f"{name}.ipynb"):
        if path.suffix == ".ipynb" and path.is_file():
            return path.resolve()
    known = ", ".join(path.stem for path in own())
    raise Stop(f"There is no notebook {name!r}; use one of {known or 'those in notebooks/'}.")


def own() -> list[Path]:
    """The course's notebooks, without copies that a reader has kept beside them."""
    return [path for path in sorted(NOTEBOOKS.glob("*.ipynb")) if " " not in path.name]


def refresh_all(paths: list[Path]) -> None:
    """Refresh notebooks one after the other, with a progress bar that counts cells."""
    notebooks = {path: read(path) for path in paths or own()}
    total = sum(len(notebook.cells) for notebook in notebooks.values())
    with tqdm(total=total, unit="cell", leave=False, disable=None) as bar:
        for path, notebook in notebooks.items():
            bar.set_description(path.stem)
            changed = refresh(path, notebook, bar.update)
            bar.write(f"{path.stem}: {'stored anew' if changed else 'unchanged'}")


def refresh(path: Path, notebook: NotebookNode, tick: Callable[[], Any] = lambda: None) -> bool:
    """Execute one notebook and store it; say whether the file has changed."""
    pictures = stored_pictures(notebook)
    if path in own():
        set_version(notebook)
    execute(path, notebook, tick)
    normalise(notebook)
    set_glossary(path.stem, notebook)
    set_references(notebook, citations(path.stem, notebook))
    if path in own():
        set_page(path.stem, notebook)
    add_pictures(path, notebook, pictures)
    text = nbformat.writes(notebook) + "\n"
    return write(path, text)


def read(path: Path) -> NotebookNode:
    """Read a notebook; a cell without an id of its own gets one that follows from its text."""
    try:
        notebook = json.loads(path.read_text("utf-8"))
        give_ids(notebook["cells"])
        return nbformat.reads(json.dumps(notebook | {"nbformat_minor": 5}), as_version=4)
    except (ValueError, KeyError, TypeError, nbformat.ValidationError) as error:
        raise Stop(f"{shown(path)} cannot be read as a notebook: {error}") from error


def give_ids(cells: list[dict[str, Any]]) -> None:
    """Keep each cell's id; where it is missing or taken, derive one."""
    taken: set[str] = set()
    for position, cell in enumerate(cells):
        if cell.get("id") in {None, *taken}:
            text = f"{position} {''.join(cell['source'])}"
            cell["id"] = hashlib.sha256(text.encode()).hexdigest()[:8]
        taken.add(cell["id"])


# --- run


def execute(path: Path, notebook: NotebookNode, tick: Callable[[], Any]) -> None:
    """Run every cell in a fresh kernel, as a learner who has answered nothing yet."""
    reached = [0]

    def at_cell(cell: NotebookNode, cell_index: int) -> None:
        reached[0] = cell_index
        tick()

    client = NotebookClient(
        notebook,
        timeout=TIMEOUT_S,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        on_cell_start=at_cell,
        extra_arguments=["--log-level=ERROR"],  # no word on unencrypted local connections
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            client.execute(env=kernel_environment(Path(folder)))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise Stop(failure(path, notebook, reached[0], error)) from error


def kernel_environment(folder: Path) -> dict[str, str]:
    """The environment without what is the user's own: answers, start-up files, history."""
    own = {"MAGNESIUM_COURSE_PROGRESS": str(folder / "progress.json"), "IPYTHONDIR": str(folder)}
    return os.environ | own


def failure(path: Path, notebook: NotebookNode, index: int, error: Exception) -> str:
    """Which notebook and cell stopped, and why."""
    line = notebook.cells[index].source.strip().partition("\n")[0]
    if isinstance(error, CellExecutionError):
        reason = f"{error.ename}: {error.evalue}"
    elif isinstance(error, CellTimeoutError):
        reason = f"it ran for more than {TIMEOUT_S} s"
    else:
        reason = "Python ended"
    place = f"{shown(path)}, cell {index + 1} (`{line}`)"
    return f"{place} stopped: {reason}. The file is left as it was."


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


# --- normalise


def normalise(notebook: NotebookNode) -> None:
    """Drop what differs from run to run and from machine to machine."""
    language = notebook.metadata.get("language_info", {"name": "python"})
    language.pop("version", None)
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": language})
    for cell in notebook.cells:
        kept = CELL_METADATA & cell.metadata.keys()
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in kept})
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Printed text in one piece: a kernel sends it in pieces as time allows."""
    whole: list[NotebookNode] = []
    for output in outputs:
        if whole and output.get("name") and output.get("name") == whole[-1].get("name"):
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


# --- the reader's seat


def set_version(notebook: NotebookNode) -> None:
    """Have the first cell ask for the version of the course that the lesson is for."""
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    rest = re.sub(r"\Afrom helpers import v\d\S*  #.*\n", "", first.source)
    first.source = f"{VERSION_LINE}\n{rest}"


def set_page(name: str, notebook: NotebookNode) -> None:
    """Say to JupyterLab which page this is; fold and lock what is not the reader's to change."""
    notebook.metadata["magnesium_course"] = {"lesson": name}
    for cell in notebook.cells:
        cell.metadata |= seat(cell)


# --- references


def citations(name: str, notebook: NotebookNode) -> list[str]:
    """The keys of everything a lesson cites: text, explorers, questions and claims."""
    texts = [*cited_texts(notebook), questions_text(name)]
    claims = tables.table("claims")
    keys = ";".join(claims.loc[claims["lesson"] == name, "source_keys"]).split(";")
    return [*references.cited("\n".join(texts)), *card_sources(notebook.cells), *filter(None, keys)]


def cited_texts(notebook: NotebookNode) -> Iterator[str]:
    """The Markdown that a reader meets in a notebook, without the list of references."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and not is_references(cell):
            yield cell.source
        for output in cell.get("outputs", ()):
            yield output.get("data", {}).get("text/markdown", "")


def card_sources(cells: Iterable[NotebookNode]) -> Iterator[str]:
    """The sources that the cards of these cells show."""
    for cell in cells:
        for output in cell.get("outputs", ()):
            yield from filter(None, output.get("metadata", {}).get("sources", "").split(";"))


def questions_text(name: str) -> str:
    path = tables.DATA / "questions" / f"{name}.toml"
    return path.read_text("utf-8") if path.exists() else ""


def is_references(cell: NotebookNode) -> bool:
    """Tell whether this is the generated list of references."""
    return "references" in cell.metadata.get("tags", ())


def set_references(notebook: NotebookNode, keys: list[str]) -> None:
    """Write the last cell: the list of all that is cited, or no cell if nothing is."""
    found = [cell for cell in notebook.cells if is_references(cell)]
    others = [cell for cell in notebook.cells if not is_references(cell)]
    cell = found[0] if found else new_references_cell()
    cell.source = f"## References\n\n{references.bibliography(keys)}"
    notebook.cells = [*others, cell] if keys else others


def new_references_cell() -> NotebookNode:
    metadata = {"slideshow": {"slide_type": "slide"}, "tags": ["references"]}
    return nbformat.v4.new_markdown_cell(id="references", metadata=metadata)


# --- pictures


def figure_bundles(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """What each cell shows that holds a plotly figure."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if PLOTLY in output.get("data", {}):
                yield output.data


def fingerprint(figure: dict[str, Any]) -> str:
    return json.dumps(figure, sort_keys=True)


def stored_pictures(notebook: NotebookNode) -> dict[str, str]:
    """The pictures of a notebook by the figure that they show."""
    bundles = [bundle for bundle in figure_bundles(notebook) if PNG in bundle]
    return {fingerprint(bundle[PLOTLY]): bundle[PNG] for bundle in bundles}


def add_pictures(path: Path, notebook: NotebookNode, pictures: dict[str, str]) -> None:
    """Give each figure its picture; draw those that are not among the stored ones."""
    figures = {fingerprint(bundle[PLOTLY]): bundle[PLOTLY] for bundle in figure_bundles(notebook)}
    missing = {key: figure for key, figure in figures.items() if key not in pictures}
    if missing:
        drawn = draw(path, list(missing.values()))
        pictures = pictures | dict(zip(missing, drawn, strict=True))
    for bundle in figure_bundles(notebook):
        bundle[PNG] = pictures[fingerprint(bundle[PLOTLY])]


def draw(path: Path, figures: list[dict[str, Any]]) -> list[str]:
    """Draw figures as PNG in base64, with Chromium or Chrome."""
    from choreographer.errors import BrowserClosedError, BrowserFailedError, ChromeNotFoundError

    try:
        return asyncio.run(drawn(figures))
    except (BrowserClosedError, BrowserFailedError, ChromeNotFoundError, OSError) as error:
        raise Stop(
            f"{shown(path)}: new or changed pictures to draw: {len(figures)}. This needs Chromium "
            "or Chrome: install one (on Debian: apt-get install chromium) or name its program in "
            "the variable BROWSER_PATH. The file is left as it was."
        ) from error


async def drawn(figures: list[dict[str, Any]]) -> list[str]:
    """Draw figures one after the other in one browser, with the installed plotly.js only."""
    from kaleido import Kaleido

    async with Kaleido(mathjax=False) as artist:
        images = [await artist.calc_fig(figure, picture_options(figure)) for figure in figures]
    return [base64.b64encode(image).decode() for image in images]


def picture_options(figure: dict[str, Any]) -> dict[str, Any]:
    return {"format": "png", "width": PICTURE_WIDTH, "height": figure["layout"].get("height", 450)}


def write(path: Path, text: str) -> bool:
    """Replace the file in one step, so that a stop in between leaves the old one."""
    if path.read_text("utf-8") == text:
        return False
    half = path.with_suffix(".half")
    try:
        half.write_text(text, "utf-8", newline="\n")
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise Stop(f"{shown(path)} cannot be written ({error.strerror}).") from error
    return True


if __name__ == "__main__":
    sys.exit(main())
