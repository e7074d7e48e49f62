"""A class on a hub, without browsers: python start.py load --students 20.

Starts a JupyterHub on this machine. That many students log on at once, each runs a lesson, and
then all move sliders. What comes out is how soon they were ready, how quickly a picture followed,
and what a student takes of memory and processor: a row of the table in docs/performance.md.

A browser fetches the pages of JupyterLab and draws, too; that is not in the numbers.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
import uuid
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from itertools import chain, cycle
from pathlib import Path
from typing import Any

import nbformat
import psutil  # type: ignore[import-untyped]
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect
from tqdm import tqdm

from tools.hub import ALL_START_S, Hub, missing, running_hub

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
LONGEST = "06_dosing_safely"
Message = dict[str, Any]
TABLE = """\
| Lesson | Students | Cores | Half ready, s | All ready, s | Slider, ms | 95 %, ms | MB each \
| Processor until ready, s each | of it the hub, s each | Processor at work, % of a core each |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
| {lesson} | {students} | {cores} | {half:.0f} | {all:.0f} | {median:.0f} | {most:.0f} | {mb:.0f} \
| {until_ready:.1f} | {hub_ready:.2f} | {at_work:.1f} |

Hub and proxy without students: {hub_mb:.0f} MB. Sliders moved: {moves}, by each student one in \
{every:g} s.
Other work kept {busy:.1f} of {cores} cores busy before the start; what it did meanwhile is in \
the seconds and milliseconds."""


# --- one student


class Kernel:
    """The Python behind a lesson, talked to as JupyterLab does."""

    def __init__(self, socket: WebSocketClientConnection):
        self.socket, self.session = socket, uuid.uuid4().hex
        self.widgets: dict[str, dict[str, Any]] = {}

    async def run(self, code: str) -> None:
        """Run a cell to its end and note the widgets that come of it."""
        async with aclosing(self._ask("execute_request", {"code": code})) as answers:
            async for message, _ in answers:
                if message["msg_type"] == "comm_open":
                    content = message["content"]
                    self.widgets[content["comm_id"]] = content["data"].get("state", {})

    async def move(self, slider: str, value: float) -> float | None:
        """Set a slider; return the milliseconds until a picture came, None without one."""
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        came = None
        async with aclosing(self._ask("comm_msg", {"comm_id": slider, "data": data})) as answers:
            async for message, milliseconds in answers:
                if "figure" in message["content"].get("data", {}).get("state", {}):
                    came = milliseconds
        return came

    async def _ask(self, kind: str, content: Message) -> AsyncGenerator[tuple[Message, float]]:
        """Send a message; yield what comes of it, and the milliseconds since, until all is done."""
        start, name = time.perf_counter(), uuid.uuid4().hex
        await self.socket.write_message(json.dumps(self._message(kind, name, content)))
        while (text := await self.socket.read_message()) is not None:
            message = json.loads(text) if isinstance(text, str) else {}  # bytes are for a page
            if message.get("parent_header", {}).get("msg_id") == name:
                yield message, 1000 * (time.perf_counter() - start)
                if message["content"].get("execution_state") == "idle":
                    return
        why = f"{self.socket.close_code} {self.socket.close_reason or ''}".strip()
        raise ConnectionError(f"The connection to a student's Python has ended ({why}).")

    def _message(self, kind: str, name: str, content: Message) -> Message:
        header = {"msg_id": name, "msg_type": kind, "session": self.session, "version": "5.3"}
        about = {"header": header, "parent_header": {}, "metadata": {}, "buffers": []}
        return about | {"channel": "shell", "content": content}


class Student:
    """One student of the hub."""

    def __init__(self, hub: Hub, number: int):
        self.hub, self.name = hub, f"student-{number}"

    async def get_ready(self, cells: list[str]) -> None:
        """Log on, wait for the server, start Python and run a lesson."""
        server = f"/hub/api/users/{self.name}/server"
        await self._ask(f"/hub/api/users/{self.name}", "POST")
        await self._ask(server, "POST")
        told = await self._ask(f"{server}/progress")  # ends with the start
        if '"ready": true' not in told:
            raise RuntimeError(f"No server for {self.name}: {told}")
        kernels = f"/user/{self.name}/api/kernels"
        kernel = json.loads(await self._ask(kernels, "POST"))
        channels = self._request(f"{kernels}/{kernel['id']}/channels")
        channels.url = channels.url.replace("http", "ws", 1)
        self.kernel = Kernel(await websocket_connect(channels))
        for code in cells:
            await self.kernel.run(code)
        self.slider, self.values = await self._living_slider()

    async def _living_slider(self) -> tuple[str, Iterator[float]]:
        """The first slider of the lesson that a picture follows, and two places for it."""
        for name, state in self.kernel.widgets.items():
            if {"low", "high", "step"} <= state.keys():
                value, step = state["value"], state["step"]
                other = value + step if value + step <= state["high"] else value - step
                if await self.kernel.move(name, other):
                    return name, cycle([value, other])
        raise LookupError("No picture of this lesson follows a slider.")

    async def move(self) -> float:
        """Move the slider by one step; return the milliseconds until the picture came."""
        came = await self.kernel.move(self.slider, next(self.values))
        if came is None:
            raise LookupError(f"No picture followed the slider of {self.name}.")
        return came

    async def _ask(self, path: str, method: str = "GET") -> str:
        answer = await AsyncHTTPClient().fetch(self._request(path, method))
        return answer.body.decode()

    def _request(self, path: str, method: str = "GET") -> HTTPRequest:
        headers = {"Authorization": f"token {self.hub.token}"}
        body = "" if method == "POST" else None
        return HTTPRequest(
            self.hub.url + path, method, headers, body,
            connect_timeout=ALL_START_S, request_timeout=ALL_START_S,
        )  # fmt: skip


# --- the class


@dataclass
class Taken:
    """What is taken so far: megabytes and seconds of processor by all, seconds by the hub alone."""

    megabytes: float
    seconds: float
    hub_seconds: float


def taken(hub: Hub) -> Taken:
    """What the hub takes, and all that it has started. Shared memory is counted once."""
    itself = psutil.Process(hub.process.pid)
    processes = [itself, *itself.children(recursive=True)]
    seconds = [sum(process.cpu_times()[:2]) for process in processes]  # of its own, and the system
    return Taken(sum(map(memory_of, processes)) / 1e6, sum(seconds), seconds[0])


def memory_of(process: psutil.Process) -> int:
    """The bytes of one process; where the system does not tell shares, those of it alone."""
    memory = process.memory_full_info()
    return getattr(memory, "pss", memory.uss)


async def until_ready(students: list[Student], cells: list[str]) -> list[float]:
    """All get ready at once; return the seconds that each has waited."""
    start = time.monotonic()
    with tqdm(total=len(students), desc="students ready", unit="") as bar:

        async def get_ready(student: Student) -> float:
            await student.get_ready(cells)
            bar.update()
            return time.monotonic() - start

        return await asyncio.gather(*map(get_ready, students))


async def at_work(students: list[Student], seconds: float, every: float) -> list[float]:
    """All move sliders, one after the other; return the milliseconds of each move."""
    end = time.monotonic() + seconds
    with tqdm(desc="sliders moved", unit="") as bar:

        async def work(place: int, student: Student) -> list[float]:
            moves = []
            await asyncio.sleep(every * place / len(students))
            while time.monotonic() < end:
                moves.append(await student.move())
                bar.update()
                await asyncio.sleep(every)
            return moves

        moves = await asyncio.gather(*(work(*both) for both in enumerate(students)))
        return list(chain.from_iterable(moves))


async def measure(hub: Hub, given: argparse.Namespace) -> str:
    """Put a class on the hub; return the table."""
    AsyncHTTPClient.configure(None, max_clients=2 * given.students)
    busy = min(os.getloadavg()[0], os.cpu_count() or 1)
    lesson = nbformat.read(NOTEBOOKS / f"{given.lesson}.ipynb", as_version=4)
    cells = [cell.source for cell in lesson.cells if cell.cell_type == "code"]
    students = [Student(hub, number) for number in range(1, given.students + 1)]
    alone = taken(hub)
    ready = await until_ready(students, cells)
    after = taken(hub)
    moves = await at_work(students, given.seconds, given.every)
    end = taken(hub)
    return TABLE.format(
        lesson=given.lesson[:2], students=given.students, cores=os.cpu_count(),
        half=statistics.median(ready), all=max(ready),
        median=statistics.median(moves), most=sorted(moves)[int(0.95 * len(moves))],
        mb=(end.megabytes - alone.megabytes) / given.students,
        until_ready=(after.seconds - alone.seconds) / given.students,
        hub_ready=(after.hub_seconds - alone.hub_seconds) / given.students,
        at_work=100 * (end.seconds - after.seconds) / given.seconds / given.students,
        hub_mb=alone.megabytes, moves=len(moves), every=given.every, busy=busy,
    )  # fmt: skip


def main() -> int:
    """Measure what the command line asks for, and print the table."""
    given = options()
    if lacking := missing():
        sys.exit(lacking)
    with running_hub() as hub:
        print(asyncio.run(measure(hub, given)))
    return 0


def options() -> argparse.Namespace:
    """Read the command line."""
    what, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser("python start.py load", description=what, epilog=more)
    parser.add_argument("--students", type=number, default=20, help="how many (20)")
    say = f"one of {', '.join(LESSONS)} ({LONGEST})"
    parser.add_argument("--lesson", choices=LESSONS, default=LONGEST, metavar="LESSON", help=say)
    say = "seconds between two moves of a student (4)"
    parser.add_argument("--every", type=float, default=4, help=say)
    say = "how long sliders are moved (60)"
    parser.add_argument("--seconds", type=number, default=60, help=say)
    return parser.parse_args()


def number(text: str) -> int:
    """A number of at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of at least 1.")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
