"""Start the course, or test it: see `python start.py --help`.

Only Python's own library is used here, so that a bare Python is enough.
"""

import argparse
import hashlib
import importlib.util
import io
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import venv
from pathlib import Path

# An older Python stops at one of the next two lines, and shows this sentence.
NEEDED: str = "This course needs Python 3.11 or newer: https://www.python.org/downloads/"
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"{NEEDED} (This is Python {sys.version_info[0]}.{sys.version_info[1]}.)")

ROOT = Path(__file__).resolve().parent
LESSONS = ROOT / "data" / "lessons"
FIRST_PAGE = "lab/tree/notebooks/00_start_here.ipynb"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DIST_INFO = ("Lib" if os.name == "nt" else "lib/python*") + "/site-packages/*.dist-info"
LOG = VENV / "install.log"
MADE_BY = VENV / "made_by.txt"  # which Python made .venv, and where; written when it is made
INSTALLED = VENV / "installed.txt"  # the locks that are installed; written last of all
JUPYTER = ROOT / "jupyter"  # JupyterLab's settings for the course
ENDING_S = 15  # that a server may take to end
# In the names of pip's variables, what says where packages come from.
SOURCES = "INDEX|FIND_LINKS|HOST|CERT|PROXY|CACHE|TIMEOUT|RETRIES|CONFIG_FILE|KEYRING|USE_"
RUNTIME = ROOT / "requirements.txt"
DEV = ROOT / "requirements-dev.txt"  # all of RUNTIME, and the tools for tests

HELP = """\
Start the course on magnesium and bone health, or look after it.

tasks:
  lab         install what is missing and open the first lesson (also without a task)
  doctor      tell whether the course can run here, and what to do if not
  present     show a lesson as slides with live widgets: python start.py present 05
  class       see what a class has answered, from the files that students hand in
  exam        write an examination whose numbers nobody has seen: python start.py exam --help
  slides      make decks that need no Python and no network, in build/slides/
  book        make the course as pages that need no Python, in build/book/
  instructor  make guides, syllabuses and question files of the lessons, in instructor/
  new         begin a lesson from a template: python start.py new 11_name "Title"
  check       check in seconds what you have changed: python start.py check 05
  test        style, types, import floors, unit tests, notebooks, lesson audit, browser tests
  notebooks   run all notebooks again and store their results
  evidence    tell in docs/evidence.md how each fact of data/ was verified
  bench       measure how fast the explorers answer, in a real browser
  load        measure what a class needs on a hub: python start.py load --students 20
  lock        choose the exact versions again (--upgrade: the newest ones)
  address     write the public address of the course into all links: once it is published

Further options go to what the task runs: python start.py lab --no-browser --port=9000,
python start.py notebooks --help.
"""
TASKS = re.findall(r"^  (\w+) ", HELP, re.MULTILINE)
MODULES = {"class": "classroom"}  # Python keeps this word for itself


class Stop(Exception):
    """What the user has to know, in a sentence."""


# --- the environment in .venv


def prepare(lock: Path) -> None:
    """Make `.venv` and install the lock, unless that has been done."""
    if not is_made():
        make_environment()
    if not is_installed(lock):
        install(lock)


def is_made() -> bool:
    """Tell whether this Python has made a complete `.venv` in this folder."""
    return PYTHON.exists() and MADE_BY.exists() and MADE_BY.read_bytes() == maker()


def maker() -> bytes:
    """Return what an environment is bound to: a Python and a folder, the same in each locale."""
    python = f"Python {sys.version_info[0]}.{sys.version_info[1]}"
    return os.fsencode(f"{python}\n{sys.base_prefix}\n{ROOT}\n")


def make_environment() -> None:
    """Make an empty `.venv`, in place of one that another Python made or that is half made."""
    if Path(sys.prefix).resolve() == VENV:
        raise Stop("The environment .venv must be made anew: type deactivate, then call again.")
    if not (has("ensurepip") or has("pip")):
        raise Stop("This Python has no pip. On Debian or Ubuntu: sudo apt install python3-venv")
    print("Making a place for the course's packages, .venv ...", flush=True)
    try:
        venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=has("ensurepip"))
        MADE_BY.write_bytes(maker())
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(f"Python cannot make {VENV}: {error}") from error
    except ValueError as error:  # a colon in the name of a folder, for example
        raise Stop(f"Rename the folder of the course or move it: {error}") from error


def has(module: str) -> bool:
    """Tell whether this Python has a module: Debian keeps ensurepip in a package of its own."""
    return importlib.util.find_spec(module) is not None


def is_installed(lock: Path) -> bool:
    """Tell whether this very lock has been installed to the end."""
    return INSTALLED.exists() and digest(lock) in INSTALLED.read_text("utf-8").split()


def digest(lock: Path) -> str:
    """Return a sum that changes with whatever is installed: versions, the course, settings."""
    settings = (file for kind in ("json", "js", "css") for file in JUPYTER.rglob(f"*.{kind}"))
    files = [lock, ROOT / "pyproject.toml", *sorted(settings)]
    parts = (part for file in files for part in (bytes(file.relative_to(ROOT)), file.read_bytes()))
    return hashlib.sha256(b"".join(parts)).hexdigest()


def install(lock: Path) -> None:
    """Install the exact packages of the lock, then the course itself."""
    INSTALLED.unlink(missing_ok=True)
    LOG.write_text("", "utf-8")
    print("Installing the course's packages: once, for a few minutes.", flush=True)
    # The lock names all there is. Where a package needs another with an extra, the pip of Python
    # 3.11 and 3.12 would look for a newer one.
    pip("--no-deps", "--require-hashes", "--requirement", str(lock), names=pinned(lock))
    pip("--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    locks = [RUNTIME, DEV] if lock == DEV else [RUNTIME]
    INSTALLED.write_text("\n".join(map(digest, locks)), "utf-8")


def pinned(lock: Path) -> list[str]:
    """Return the names in the lock; one that differs between systems comes once for each."""
    return re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.M)


def pip(*arguments: str, names: list[str] | None = None) -> None:
    """Run pip install: its many words go to the log, one line of progress to the screen."""
    runner = [str(PYTHON), "-m", "pip"]
    if "pip" not in installed_names():  # then the pip of this Python can do it from outside
        runner = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    quiet = ["--no-input", "--progress-bar=off", "--disable-pip-version-check"]
    command = [*runner, "install", *quiet, *arguments]
    variables = environment(PIP_USER="0", PYTHONUNBUFFERED="1")
    with LOG.open("a", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=variables)
        try:
            watch(process, names or [])
        finally:
            process.terminate()
            process.wait()
    if process.returncode:
        raise Stop(why_pip_failed(log_text()))


def log_text() -> str:
    """Return what pip has said so far."""
    return LOG.read_text("utf-8", "replace")


def watch(process: subprocess.Popen[bytes], names: list[str]) -> None:
    """Show how far pip is, until it ends: in place, or each tenth package in a file."""
    shown = ""
    while process.poll() is None:
        line, count = progress(log_text(), installed_names(), names)
        if names and line != shown and (sys.stdout.isatty() or count % 10 == 0):
            in_place = "\r" + line.ljust(len(shown)) if sys.stdout.isatty() else line + "\n"
            print(in_place, end="", flush=True)
            shown = line
        time.sleep(0.1)
    print(end="\n" if shown and sys.stdout.isatty() else "")


def progress(log: str, installed: list[str], names: list[str]) -> tuple[str, int]:
    """Return "[ 34/110] downloading pandas" and 34, from pip's words and the packages in place."""
    if "Installing collected packages" in log:
        verb, done = "installing", [name for name in installed if name in names]
    else:
        verb = "downloading"
        done = re.findall(r"^(?:Collecting|Requirement already satisfied:) ([\w.-]+)", log, re.M)
    total = len(names) - len(re.findall("^Ignoring ", log, re.M))  # for other systems or Pythons
    return f"[{len(done):3}/{total}] {verb} {done[-1] if done else '...'}", len(done)


def installed_names() -> list[str]:
    """Return the packages in `.venv`, the latest one last."""
    folders = sorted((made_at(folder), folder.name) for folder in VENV.glob(DIST_INFO))
    return [re.sub(r"[-_.]+", "-", name.split("-")[0]).lower() for _, name in folders]


def made_at(folder: Path) -> float:
    """Return when a folder was made; 0 if pip has just put another in its place."""
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def why_pip_failed(log: str) -> str:
    """Return a sentence from pip's words, and where to read them all."""
    errors = re.findall(r"^ERROR: (.+)", log, re.M) or log.splitlines() or ["no reason is known"]
    reason = f"The installation stopped: {errors[-1]}"
    if "Retrying (" in log:
        reason = "The server with the Python packages cannot be reached: is there a network?"
    return f"{reason}\nCall python start.py again to go on. Every detail is in {LOG}"


def environment(**variables: str) -> dict[str, str]:
    """Return the environment for all that is started: packages and programs of `.venv` first."""
    kept = {name: value for name, value in os.environ.items() if not is_other_tools(name)}
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    return {**kept, "PATH": path, "PYTHONUTF8": "1", **variables}


def is_other_tools(name: str) -> bool:
    """Tell whether a variable was set for another Python, or says how pip is to install there.

    Where packages come from (indexes, proxies, certificates) is the machine's business and stays.
    """
    return bool(re.match(r"PYTHON[A-Z]", name)) or (
        name.startswith("PIP_") and not re.search(SOURCES, name)
    )


# --- the course, and the tools of its maintainers


def lab(options: list[str]) -> int:
    """Open JupyterLab on the first lesson."""
    return open_page(FIRST_PAGE, options)


def present(options: list[str]) -> int:
    """Open JupyterLab on the slides of a lesson."""
    lessons = sorted(page.stem for page in LESSONS.glob("*.toml"))
    wanted = Path(options[0]).stem if options else "?"
    found = [lesson for lesson in lessons if lesson.startswith(wanted)]
    if len(found) != 1:
        known = ", ".join(lessons)
        raise Stop(f"Which lesson? For example: python start.py present 05. There are {known}.")
    page = f"lab/workspaces/present/tree/notebooks/{found[0]}.ipynb?reset&present"
    return open_page(page, options[1:], keep_answers=False)


def open_page(page: str, options: list[str], keep_answers: bool = True) -> int:
    """Start JupyterLab on a page and stay until it ends."""
    prepare(RUNTIME)
    print("Starting JupyterLab ...", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        variables = {"JUPYTER_RUNTIME_DIR": folder, "JUPYTER_TOKEN": secrets.token_hex(16)}
        if not keep_answers:  # what a class answers is not the teacher's own
            variables["MAGNESIUM_COURSE_PROGRESS"] = str(Path(folder) / "progress.json")
        command = lab_command(page, options)
        server = subprocess.Popen(command, cwd=ROOT, env=environment(**variables))
        try:
            tell_address(server, Path(folder), page)
            if server.wait():
                raise Stop("JupyterLab stopped; if it does so again, delete .venv and call again.")
        except KeyboardInterrupt:
            close(server)
    print("\nJupyterLab is closed and what you saved is kept. Until next time: python start.py")
    return 0


def lab_command(page: str, options: list[str]) -> list[str]:
    """Return the call of JupyterLab, which takes port 8888 or the next one that is free."""
    command = [str(PYTHON), "-m", "jupyterlab", f"--LabApp.default_url=/{page}"]
    command += [f"--ServerApp.root_dir={ROOT}", "--ServerApp.answer_yes=True", "--allow-root"]
    # A browser packed as a snap may not read the file through which Jupyter would open it.
    command += ["--ServerApp.use_redirect_file=False"]
    command += ["--ServerApp.log_level=ERROR", "--LabApp.log_level=ERROR"]
    return command + (["--no-browser"] if is_headless() else []) + options


def is_headless() -> bool:
    """Without a screen, Linux would find only a browser for the terminal."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform.startswith("linux") and not any(map(os.environ.get, screens))


def tell_address(server: subprocess.Popen[bytes], folder: Path, page: str) -> None:
    """Print the address as soon as the server listens."""
    while server.poll() is None:
        files = folder.glob("jpserver-*.json")
        for address in filter(None, (address_in(file, page) for file in files)):
            print(f"\nThe course is open at\n\n    {address}\n", flush=True)
            print(
                "Keep this window open while you learn; Ctrl+C in it ends the course.", flush=True
            )
            return
        time.sleep(0.05)


def address_in(file: Path, page: str) -> str:
    """Return the page's address, or nothing while the server is not yet listening."""
    try:
        info = json.loads(file.read_text("utf-8"))
        host = urllib.parse.urlsplit(info["url"]).hostname
        socket.create_connection((host, info["port"]), timeout=1).close()
    except (OSError, ValueError):
        return ""
    return f"{info['url']}{page}{'&' if '?' in page else '?'}token={info['token']}"


def close(server: subprocess.Popen[bytes]) -> None:
    """End the server and its kernels, whether or not it heard the Ctrl+C too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an impatient second one changes nothing
    if os.name != "nt":  # there it would be killed at once
        server.terminate()
    wait_for_end(server)


def wait_for_end(server: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was told to end has ended.

    When all is done a thread that came too late to be told (AnyIO's, 4.16) may hold it for ever.
    """
    try:
        server.wait(timeout=ENDING_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def doctor(options: list[str]) -> int:
    """Look for what is broken; nothing is installed for it, so that it tells what is there."""
    python = str(PYTHON) if PYTHON.exists() else sys.executable
    command = [python, str(ROOT / "src" / "helpers" / "doctor.py"), *options]
    return subprocess.run(command, cwd=ROOT, env=environment()).returncode


def tool(name: str, options: list[str]) -> int:
    """Run one of the maintainers' tools, each a file of its own."""
    prepare(DEV)
    command = [str(PYTHON), "-m", f"tools.{MODULES.get(name, name)}", *options]
    return subprocess.run(command, cwd=ROOT, env=environment()).returncode


def main() -> int:
    """Run the task that the command line names."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # the name of a folder may have any letters
            stream.reconfigure(errors="backslashreplace")
    task, options = chosen(sys.argv[1:])
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end as cleanly as by Ctrl+C
    try:
        own = {"lab": lab, "doctor": doctor, "present": present}
        return own[task](options) if task in own else tool(task, options)
    except Stop as sentence:
        print(f"\n{sentence}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped. Call python start.py again to go on.", file=sys.stderr)
    return 1


def chosen(arguments: list[str]) -> tuple[str, list[str]]:
    """Return the task and its options, which may stand in front; without a task it is lab."""
    parser = argparse.ArgumentParser(
        prog="python start.py",
        usage="python start.py [task] [options]",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    hidden = argparse.SUPPRESS  # the tasks are described above
    parser.add_argument("task", choices=TASKS, metavar="task", help=hidden)
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        at = next((n for n, word in enumerate(arguments) if word in TASKS), None)
        first = ["lab"] if at is None else [arguments[at]]
        arguments = first + [word for n, word in enumerate(arguments) if n != at]
    return parser.parse_args(arguments[:1]).task, arguments[1:]


if __name__ == "__main__":
    sys.exit(main())
