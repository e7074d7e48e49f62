"""How fast the explorers answer, in a real browser: python start.py bench.

For every slider of every lesson: milliseconds from a key press until the picture itself has
changed and been painted, measured inside the page. Beside it a bare ipywidgets slider that echoes
its value in a label, pressed just before, and, for the first lesson, plotly's FigureWidget in place
of the course's figure. And the time of Restart Kernel and Run All Cells and the kernel's memory
beside a notebook that only imports pandas, plotly and the parts of SciPy that the lesson uses. Each
lesson is printed as it is measured.
"""

import argparse
import ast
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import nbformat
import psutil  # type: ignore[import-untyped]
from jupyter_client import BlockingKernelClient
from playwright.sync_api import Locator, sync_playwright
from tqdm import tqdm

sys.path.append(str(Path(__file__).resolve().parents[1]))
from helpers.lesson.standing import lessons
from tools.lab import HANG_MS, NO_BROWSER, Lab, browser_program, launch, running_server

NAMES = lessons()
GOAL_REDRAWN, GOAL_ARRAYS, GOAL_SECONDS, GOAL_MEMORY = 2.0, 1.5, 2.0, 1.25
RUNS = 3
TURN = 8
BAR = "{desc} [{n_fmt}/{total_fmt}]{postfix}"
ECHO = """\
import ipywidgets

slider, label = ipywidgets.IntSlider(50), ipywidgets.Label("50")
slider.observe(lambda change: setattr(label, "value", str(change.new)), "value")
label.add_class("echo")
ipywidgets.VBox([slider, label])"""
IMPORTS = ("pandas", "plotly")
# The public parts of SciPy that a kernel has loaded.
PARTS = """sorted({".".join(name.split(".")[:2]) for name in __import__("sys").modules
  if name.startswith("scipy.") and not name.split(".")[1].startswith("_")})"""
FIGURE_WIDGET = """\
import ipywidgets
import plotly.graph_objects as go
import traitlets
from helpers.lesson import explorer, showing


class AsFigureWidget(ipywidgets.VBox):
    figure, alt = traitlets.Dict(), traitlets.Unicode()

    def __init__(self, **traits):
        super().__init__(**traits)
        self.add_class("course-figure")

    @traitlets.observe("figure")
    def _draw(self, change):
        figure = go.Figure(change.new)
        if not self.children or len(self.children[0].data) != len(figure.data):
            self.children = [go.FigureWidget(figure)]
            return
        with self.children[0].batch_update():
            for old, new in zip(self.children[0].data, figure.data):
                old.update(new.to_plotly_json())
            self.children[0].layout.update(figure.layout.to_plotly_json())


explorer.LiveFigure = showing.LiveFigure = AsFigureWidget"""
# What brings a picture into view: the course's, until it has its size there, and any other.
SETTLED = "course.settled"
IN_VIEW = "(picture) => picture.scrollIntoView({ block: 'center' })"
# The keys that move a slider towards its farther end and back, and how many steps are there.
KEYS = """(slider) => {
  const [low, high, step] = [slider.min, slider.max, slider.step].map(Number);
  const at = slider.valueAsNumber;
  const steps = [(high - at) / step, (at - low) / step];
  const keys = ["ArrowRight", "ArrowLeft"];
  return [...(steps[0] >= steps[1] ? keys : keys.reverse()), Math.floor(Math.max(...steps) + 1e-9)];
}"""


@dataclass
class Answers:
    """Milliseconds from key press to picture, None where the picture did not change."""

    slider: str
    times: list[float | None]
    only_arrays: bool = False

    @property
    def unanswered(self) -> int:
        """How many presses left the picture as it was."""
        return self.times.count(None)

    @property
    def quartile(self) -> float:
        """The lower quartile of the answered presses."""
        return statistics.quantiles(self._seen(), n=4)[0]

    @property
    def median(self) -> float:
        """The answered press in the middle."""
        return statistics.median(self._seen())

    @property
    def goal(self) -> float:
        """At most this many times the echo."""
        return GOAL_ARRAYS if self.only_arrays else GOAL_REDRAWN

    def _seen(self) -> list[float]:
        seen = [time for time in self.times if time is not None]
        return seen if len(seen) > 1 else [float("nan")] * 2


@dataclass
class Cost:
    """Seconds of Restart Kernel and Run All Cells, and the kernel's memory afterwards in MB."""

    seconds: float
    megabytes: float


@dataclass
class Lesson:
    """What was measured of one lesson, and the cost of what it imports."""

    name: str
    echo: Answers
    cost: Cost
    imports: Cost
    answers: list[Answers]


class Bench:
    """Measures notebook after notebook in one JupyterLab."""

    def __init__(self, lab: Lab, presses: int, progress: tqdm):
        self.lab, self.presses, self.progress = lab, presses, progress

    def echo(self) -> Answers:
        """The bare slider and its label."""
        with self._opened("echo"):
            self.lab.run_all()
            handle, label = (self.lab.page.locator(part) for part in (".noUi-handle", ".echo"))
            # JupyterLab would take the arrow keys for shortcuts of its own.
            handle.evaluate("(handle) => handle.setAttribute('data-lm-suppress-shortcuts', '')")
            return Answers("echo", self._times(handle, label, "ArrowRight", "ArrowLeft"))

    def imports(self, modules: tuple[str, ...]) -> Cost:
        """A notebook that only imports these modules."""
        path = self.lab.server.notebooks / "imports.ipynb"
        write_notebook(path, "\n".join(f"import {module}" for module in modules))
        with self._opened("imports"):
            return self._cost()

    def lesson(self, name: str) -> Lesson:
        """A lesson, with all of its sliders, and the echo just before."""
        echo = self.echo()
        with self._opened(name):
            cost = self._cost()
            modules = IMPORTS + parts_of_scipy(self.lab.server.connection_file(self.lab.file))
            answers = [self._answers(*parts) for parts in self._sliders()]
        return Lesson(name, echo, cost, self.imports(modules), answers)

    def figure_widget(self, name: str) -> dict[str, Answers]:
        """The first slider of each explorer of a lesson, by its name, with FigureWidget."""
        with self._opened(f"{name}-figure-widget"):
            self.lab.run_all()
            firsts = [self._answers(*parts, IN_VIEW) for parts in self._sliders(":first-child")]
        return {first.slider: first for first in firsts}

    @contextmanager
    def _opened(self, name: str) -> Iterator[None]:
        self.progress.set_description(name)
        self.lab.open(f"{name}.ipynb")
        yield
        self.lab.save()
        self.lab.close()
        self.lab.server.end_kernel(self.lab.file)
        self.progress.update()

    def _cost(self) -> Cost:
        seconds = statistics.median(self.lab.restart_and_run_all() for _ in range(RUNS))
        return Cost(seconds, memory(self.lab.server.kernel(self.lab.file)))

    def _sliders(self, which: str = "") -> Iterator[tuple[str, Locator, Locator]]:
        """The name, slider and picture of the explorers' sliders."""
        self.lab.page.evaluate("course.unfold(true)")
        for card in self.lab.page.locator(".course-card:has(.course-controls)").all():
            title = (card.locator(".course-title").text_content() or "").strip()
            for slider in card.locator(f".course-number{which} [type=range]").all():
                name = f"{title}: {slider.get_attribute('aria-label')}"
                yield name, slider, card.locator(".js-plotly-plot")

    def _answers(
        self, name: str, slider: Locator, picture: Locator, shown: str = SETTLED
    ) -> Answers:
        self.progress.set_postfix_str(name)
        picture.evaluate(shown)
        there, back, room = slider.evaluate(KEYS)
        before = picture.evaluate("course.structure")
        self._time(slider, picture, there)  # to warm up, and to see what changes
        only_arrays = picture.evaluate("course.structure") == before
        self._time(slider, picture, back)
        times = self._times(slider, picture, there, back, min(room, TURN))
        return Answers(name, times, only_arrays)

    def _times(
        self, slider: Locator, part: Locator, there: str, back: str, turn: int = TURN
    ) -> list[float | None]:
        keys = islice(cycle([there] * turn + [back] * turn), self.presses)
        return [self._time(slider, part, key) for key in keys]

    def _time(self, slider: Locator, part: Locator, key: str) -> float | None:
        answer = part.evaluate_handle("(part) => ({ time: course.answer(part) })")
        slider.press(key)
        return answer.evaluate("({ time }) => time")


def memory(kernel: str) -> float:
    """The megabytes that only this kernel's process holds."""
    for process in psutil.process_iter(["cmdline"]):
        if any(kernel in part for part in process.info["cmdline"] or ()):
            return process.memory_full_info().uss / 1e6
    raise LookupError(f"The process of kernel {kernel} is not there.")


def parts_of_scipy(connection_file: str) -> tuple[str, ...]:
    """The public parts of SciPy that this kernel has loaded."""
    client = BlockingKernelClient(connection_file=connection_file)
    client.load_connection_file()
    client.start_channels()
    try:
        reply = client.execute(
            "", user_expressions={"parts": PARTS}, reply=True, timeout=HANG_MS / 1000
        )
    finally:
        client.stop_channels()
    found = reply["content"]["user_expressions"]["parts"]["data"]["text/plain"]
    return tuple(ast.literal_eval(found))


def add_notebooks(folder: Path, first: str) -> None:
    """Put the notebooks to compare with beside the lessons."""
    write_notebook(folder / "echo.ipynb", ECHO)
    lesson = nbformat.read(folder / f"{first}.ipynb", as_version=4)
    lesson.cells.insert(0, nbformat.v4.new_code_cell(FIGURE_WIDGET))
    nbformat.write(lesson, folder / f"{first}-figure-widget.ipynb")


def write_notebook(path: Path, code: str) -> None:
    """Write a notebook of one cell."""
    cells = [nbformat.v4.new_code_cell(code)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def mark(ratio: float, goal: float) -> str:
    """A ratio beside its goal."""
    return f"{ratio:5.2f} {'✓' if ratio <= goal else '✗'} (goal {goal:g})"


def print_lesson(lesson: Lesson, beside: dict[str, Answers]) -> None:
    """Every slider beside the echo, and running the lesson beside its imports."""
    echo, imports = lesson.echo.quartile, lesson.imports
    print(f"\n{lesson.name:62}{'ms: lower quartile, median; times the echo':46}FigureWidget")
    print(f"  {'echo':60}{echo:6.1f}{lesson.echo.median:7.1f}")
    for answers in lesson.answers:
        print_slider(answers, beside.get(answers.slider), echo)
    seconds, megabytes = lesson.cost.seconds, lesson.cost.megabytes
    time = f"{seconds:5.2f} s, {mark(seconds / imports.seconds, GOAL_SECONDS)}"
    size = f"{megabytes:4.0f} MB, {mark(megabytes / imports.megabytes, GOAL_MEMORY)}"
    print(f"  its imports: {imports.seconds:5.2f} s, {imports.megabytes:4.0f} MB")
    print(f"  restart and run all, times the imports: {time}; kernel: {size}", flush=True)


def print_slider(answers: Answers, other: Answers | None, echo: float) -> None:
    """One line of the first table."""
    times = f"{answers.quartile:6.1f}{answers.median:7.1f}"
    beside = (
        f"{other.quartile:8.1f}{other.median:7.1f}{other.quartile / echo:6.2f}" if other else ""
    )
    print(
        f"  {answers.slider[:58]:60}{times}  {mark(answers.quartile / echo, answers.goal)}{beside}"
    )
    if answers.unanswered:
        print(f"    ✗ {answers.unanswered} presses did not change the picture")


def main() -> int:
    """Measure what the command line names and print it; 1 if a press was not answered."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lesson", nargs="*", metavar="LESSON", help=f"one of {', '.join(NAMES)}")
    parser.add_argument("--presses", type=int, default=16, help="presses for each slider (16)")
    given = parser.parse_args()
    if unknown := set(given.lesson) - set(NAMES):
        parser.error(f"there is no lesson {', '.join(sorted(unknown))}; use {', '.join(NAMES)}")
    if not browser_program():
        parser.error(NO_BROWSER)
    return measure(given.lesson or NAMES, given.presses)


def measure(names: list[str], presses: int) -> int:
    """Measure these lessons and print what comes out; 1 if a press was not answered."""
    unanswered = 0
    with running_server() as server, sync_playwright() as playwright:
        add_notebooks(server.notebooks, names[0])
        window = launch(playwright).new_context(viewport={"width": 1280, "height": 720})
        with tqdm(total=1 + 3 * len(names), bar_format=BAR) as progress:
            bench = Bench(Lab(window, server), presses, progress)
            beside = bench.figure_widget(names[0])
            for name in names:
                lesson = bench.lesson(name)
                print_lesson(lesson, beside)
                unanswered += sum(answers.unanswered for answers in lesson.answers)
    return int(unanswered > 0)


if __name__ == "__main__":
    sys.exit(main())
