"""start.py, run as a newcomer runs it; pip and JupyterLab are stand-ins where that is enough."""

import ast
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
HANGS_S = 120  # ends what hangs; no machine is so slow
SITE = (
    "Lib/site-packages" if os.name == "nt" else f"lib/python3.{sys.version_info[1]}/site-packages"
)
LOCK = """\
alpha==1.0 \\
    --hash=sha256:00
beta==2.0 ; sys_platform == 'other' \\
    --hash=sha256:00
"""

PIP = """
import os, pathlib, sys
folder = pathlib.Path(__file__).parents[1]
with (folder / "calls.txt").open("a", encoding="utf-8") as calls:
    print(" ".join(sys.argv[1:]), file=calls)
print("Ignoring beta: markers don't match\\nCollecting alpha==1.0\\nInstalling collected packages")
sys.exit(os.environ.get("STAND_IN_SAYS"))
"""
JUPYTERLAB = """
import json, os, pathlib, socket, sys, time
where = pathlib.Path(os.environ["JUPYTER_RUNTIME_DIR"]) / "jpserver-1.json"
with socket.create_server(("127.0.0.1", 0)) as server:
    port = server.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    where.write_text(json.dumps({"url": url, "port": port, "token": "abc"}))
    time.sleep(0.3)
sys.exit(0 if "--no-browser" in sys.argv else 3)
"""


class Course:
    """A small course: the real start.py, and a `.venv` with stand-ins for pip and JupyterLab."""

    def __init__(self, root: Path):
        self.root, self.venv = root, root / ".venv"
        shutil.copy(ROOT / "start.py", root)
        for lock in ("requirements.txt", "requirements-dev.txt"):
            (root / lock).write_text(LOCK)
        (root / "pyproject.toml").write_text("")
        venv.create(self.venv, symlinks=os.name != "nt")
        (self.venv / "made_by.txt").write_bytes(self.module().maker())
        (self.venv / SITE / "pip-1.dist-info").mkdir()
        for name, code in {"pip": PIP, "jupyterlab": JUPYTERLAB}.items():
            package = self.venv / SITE / name
            package.mkdir()
            (package / "__main__.py").write_text(code)

    def module(self) -> ModuleType:
        """This course's start.py, imported."""
        spec = importlib.util.spec_from_file_location("start_of_course", self.root / "start.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def start(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "start.py", *arguments],
            cwd=self.root,
            env=os.environ | {"DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": ""} | variables,
            capture_output=True,
            text=True,
            timeout=HANGS_S,
        )

    def pip_calls(self) -> list[str]:
        calls = self.venv / SITE / "calls.txt"
        return calls.read_text("utf-8").splitlines() if calls.exists() else []


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def test_help_tells_every_task(course: Course) -> None:
    said = course.start("--help")
    assert said.returncode == 0
    tasks = re.findall(r"^  (\w+) ", said.stdout, re.MULTILINE)
    assert {"lab", "doctor", "test"} < set(tasks)
    choices = course.start("none").stderr
    assert all(f"'{task}'" in choices for task in tasks)


def test_doctor_looks_at_what_is_there_and_installs_nothing(course: Course) -> None:
    doctor = course.root / "src" / "helpers" / "doctor.py"
    doctor.parent.mkdir(parents=True)
    doctor.write_text("import sys; print(sys.prefix); sys.exit(1)")
    said = course.start("doctor")
    assert not said.stderr
    assert (said.returncode, Path(said.stdout.strip())) == (1, course.venv)
    assert course.pip_calls() == []
    shutil.rmtree(course.venv)
    assert course.start("doctor").returncode == 1


def test_unknown_task_gets_a_sentence(course: Course) -> None:
    said = course.start("tset")
    assert said.returncode == 2
    assert "invalid choice: 'tset' (choose from" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_older_python_gets_a_sentence(version: tuple[int, int]) -> None:
    pretend = f"import runpy, sys; sys.version_info = {version}; runpy.run_path('start.py')"
    said = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True)
    number = ".".join(map(str, version))
    assert said.stderr.startswith("This course needs Python 3.11 or newer")
    assert f"(This is Python {number}.)" in said.stderr
    assert "Traceback" not in said.stderr


def test_older_python_can_read_the_file() -> None:
    ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 7))


def test_first_call_installs_and_tells_the_address(course: Course) -> None:
    said = course.start("lab", "--no-browser")
    assert said.returncode == 0, said.stderr
    lock, itself = course.pip_calls()
    assert "--no-deps --require-hashes --requirement" in lock and lock.endswith("requirements.txt")
    assert "--no-index --no-deps --no-build-isolation --editable" in itself
    address = r"\n    http://127\.0\.0\.1:\d+/lab/tree/notebooks/00_start_here\.ipynb\?token=abc\n"
    assert re.search(address, said.stdout)
    assert "Until next time: python start.py" in said.stdout


def test_presenting_tells_the_address_of_the_slides(course: Course) -> None:
    lessons = course.root / "data" / "lessons"
    lessons.mkdir(parents=True)
    for name in ("01_bone", "02_kidney"):
        (lessons / f"{name}.toml").touch()
    for lesson in ("02", "02_kidney.ipynb", str(course.root / "notebooks" / "02_kidney.ipynb")):
        said = course.start("present", lesson, "--no-browser")
        assert said.returncode == 0, said.stderr
        assert "/tree/notebooks/02_kidney.ipynb?reset&present&token=abc\n" in said.stdout
    for unclear in ((), ("03",), ("0",)):
        said = course.start("present", *unclear)
        assert said.returncode == 1
        assert "Which lesson?" in said.stderr
        assert "There are 01_bone, 02_kidney." in said.stderr


def test_second_call_starts_at_once(course: Course) -> None:
    course.start()
    before = len(course.pip_calls())
    said = course.start()
    assert len(course.pip_calls()) == before
    assert "Installing" not in said.stdout


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml", "jupyter/a/b.js"])
def test_changed_lock_is_noticed(course: Course, changed: str) -> None:
    (course.root / "jupyter" / "a").mkdir(parents=True)
    course.start()
    with (course.root / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert "Installing the course's packages" in course.start().stdout
    assert len(course.pip_calls()) == 4


def test_tools_install_the_other_lock(course: Course) -> None:
    (course.root / "tools").mkdir()
    (course.root / "tools" / "lock.py").write_text("import sys; print('options', sys.argv[1:])")
    said = course.start("lock", "--upgrade")
    assert "options ['--upgrade']" in said.stdout
    assert course.pip_calls()[0].endswith("requirements-dev.txt")
    course.start("lock")
    course.start()
    assert len(course.pip_calls()) == 2, "the tools' lock holds the course's packages too"


def test_exit_code_of_a_tool_is_passed_on(course: Course) -> None:
    (course.root / "tools").mkdir()
    (course.root / "tools" / "bench.py").write_text("raise SystemExit(1)")
    assert course.start("bench").returncode == 1


def test_half_install_is_repaired(course: Course) -> None:
    said = course.start(STAND_IN_SAYS="ERROR: hashes do not match")
    assert said.returncode == 1
    assert "The installation stopped: hashes do not match" in said.stderr
    assert str(course.venv / "install.log") in said.stderr
    assert course.start().returncode == 0
    assert len(course.pip_calls()) == 3


def test_interrupted_update_is_repaired_even_if_the_old_lock_comes_back(course: Course) -> None:
    course.start()
    lock = course.root / "requirements.txt"
    lock.write_text(LOCK.replace("1.0", "1.1"))
    course.start(STAND_IN_SAYS="interrupted")
    lock.write_text(LOCK)
    course.start()
    assert len(course.pip_calls()) == 5


def test_no_network_gets_a_sentence(course: Course) -> None:
    said = course.start(
        STAND_IN_SAYS="WARNING: Retrying (Retry(total=4, ...\nERROR: No matching alpha"
    )
    assert "cannot be reached: is there a network?" in said.stderr
    assert "Call python start.py again" in said.stderr


def test_failing_jupyterlab_gets_a_sentence(course: Course) -> None:
    said = course.start(BROWSER="true")  # the stand-in ends with 3 unless it is headless
    assert said.returncode == 1
    assert said.stderr.strip().endswith("delete .venv and call again.")


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_server_that_does_not_end_is_ended(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = course.module()
    monkeypatch.setattr(start, "ENDING_S", 0.1)
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(99)"
    )
    server = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    assert server.stdout and server.stdout.readline()  # from now on it hears nothing
    server.terminate()
    start.wait_for_end(server)
    assert server.returncode == -signal.SIGKILL


@pytest.mark.parametrize("other", ["Python 3.99\n/usr\n/here\n", None])
def test_environment_of_another_python_is_made_anew(
    course: Course, monkeypatch: pytest.MonkeyPatch, other: str | None
) -> None:
    start = course.module()
    assert start.is_made()
    start.MADE_BY.write_text(other) if other else start.MADE_BY.unlink()
    assert not start.is_made()
    monkeypatch.setattr(start, "has", lambda module: module == "pip")  # a new pip takes seconds
    start.make_environment()
    assert start.is_made()
    assert not (course.venv / SITE / "pip").exists(), "nothing of the old one is left"


def test_python_without_pip_gets_a_sentence(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = course.module()
    monkeypatch.setattr(start, "has", lambda module: False)
    with pytest.raises(start.Stop, match="apt install python3-venv"):
        start.make_environment()
    assert start.is_made(), "what was there is left alone"


def test_moved_folder_is_noticed(course: Course, tmp_path: Path) -> None:
    moved = course.root.rename(tmp_path.with_name(tmp_path.name + " moved"))
    course.root = moved
    assert not course.module().is_made()


def test_folder_that_cannot_be_written_gets_a_sentence(course: Course) -> None:
    shutil.rmtree(course.venv)
    course.venv.write_text("a file is in the way")
    said = course.start()
    assert said.returncode == 1
    assert "Python cannot make" in said.stderr and "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("log", "installed", "line"),
    [
        ("", [], "[  0/4] downloading ..."),
        ("Ignoring d: markers\nCollecting a==1 (from -r)\n", [], "[  1/3] downloading a"),
        ("Requirement already satisfied: a==1\nCollecting b-c==1", [], "[  2/4] downloading b-c"),
        ("Installing collected packages: a, b-c", ["pip", "a"], "[  1/4] installing a"),
    ],
)
def test_progress(course: Course, log: str, installed: list[str], line: str) -> None:
    assert course.module().progress(log, installed, ["a", "b-c", "d", "e"])[0] == line


def test_address_is_told_only_when_the_server_listens(course: Course) -> None:
    file, address_in = course.root / "jpserver-1.json", course.module().address_in
    file.write_text("{")
    assert address_in(file, "lab") == "", "it is being written"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        info = {"url": f"http://127.0.0.1:{port}/", "port": port, "token": "abc"}
        file.write_text(json.dumps(info))
        assert address_in(file, "lab").endswith("/lab?token=abc")
    assert address_in(file, "lab") == "", "nobody listens"


def test_installed_names_come_in_order_and_as_the_lock_writes_them(course: Course) -> None:
    for age, name in enumerate(("pandas-3.1.1", "Jupyter_Core-5.9.1")):
        folder = course.venv / SITE / f"{name}.dist-info"
        folder.mkdir()
        os.utime(folder, (age, age))
    assert course.module().installed_names()[:2] == ["pandas", "jupyter-core"]
    assert course.module().made_at(course.venv / "gone.dist-info") == 0, "pip puts another there"


def test_started_programs_see_only_the_course(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    start = course.module()
    variables = start.environment(MORE="1")
    assert "PYTHONPATH" not in variables
    assert variables["MORE"] == "1"
    assert variables["PATH"].startswith(str(start.BIN))


OTHER_TOOLS = {
    "PYTHONHOME": "/nowhere", "PYTHONPATH": "/elsewhere", "PYTHONWARNINGS": "error",
    "PYTHONSAFEPATH": "1", "PIP_TARGET": "/elsewhere", "PIP_REQUIRE_HASHES": "1",
    "PIP_DRY_RUN": "1", "PIP_PREFIX": "/elsewhere", "PIP_USER": "1",
}  # fmt: skip
MACHINES_OWN = {
    "PIP_INDEX_URL": "https://packages.example/simple", "PIP_CERT": "/etc/own.pem",
    "PIP_TRUSTED_HOST": "packages.example", "HTTPS_PROXY": "http://proxy.example:3128",
    "SSL_CERT_FILE": "/etc/own.pem", "CONDA_PREFIX": "/opt/conda", "PIP_CACHE_DIR": "/cache",
}  # fmt: skip


def test_what_other_tools_set_does_no_harm_and_the_way_to_packages_stays(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**OTHER_TOOLS, **MACHINES_OWN}.items():
        monkeypatch.setenv(name, value)
    variables = course.module().environment()
    assert not OTHER_TOOLS.keys() & variables.keys()
    assert {name: variables.get(name) for name in MACHINES_OWN} == MACHINES_OWN


@pytest.mark.parametrize(("words", "task", "options"), [
    ([], "lab", []), (["--port", "9000"], "lab", ["--port", "9000"]),
    (["--port=9000"], "lab", ["--port=9000"]), (["--no-browser", "lab"], "lab", ["--no-browser"]),
    (["lab", "--port", "9000"], "lab", ["--port", "9000"]), (["present", "05"], "present", ["05"]),
    (["notebooks", "--help"], "notebooks", ["--help"]),
])  # fmt: skip
def test_the_task_and_its_options(course: Course, words, task, options) -> None:
    assert course.module().chosen(words) == (task, options)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such folder")
def test_a_folder_that_venv_refuses_gets_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "Mg: bone"
    folder.mkdir()
    shutil.copy(ROOT / "start.py", folder)
    said = subprocess.run([sys.executable, "start.py"], cwd=folder, capture_output=True, text=True)
    assert said.returncode == 1
    assert "Rename the folder of the course or move it" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locales")
def test_an_environment_is_known_again_in_another_locale(tmp_path: Path) -> None:
    folder = tmp_path / "Kürs 日本"
    folder.mkdir()
    course = Course(folder)
    for locale in ({"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C.UTF-8"}):
        said = course.start(PYTHONCOERCECLOCALE="0", **locale)
        assert said.returncode == 0, said.stderr
        assert "Making a place" not in said.stdout


def test_settings_ask_nobody_outside() -> None:
    share, etc = Path(sys.prefix, "share/jupyter/lab"), Path(sys.prefix, "etc/jupyter")
    overrides = json.loads((share / "settings/overrides.json").read_text("utf-8"))
    told = {"checkForUpdates": False, "fetchNews": "false"}
    assert overrides["@jupyterlab/apputils-extension:notification"] == told
    server = json.loads((etc / "jupyter_lab_config.json").read_text("utf-8"))["LabApp"]
    assert server["news_url"] is None
    assert server["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    assert server["extension_manager"] == "readonly"


def test_a_python_that_starts_in_a_crowd_is_waited_for() -> None:
    """A server closes the connection to one that takes longer; usually that is a minute."""
    settings = Path(sys.prefix, "etc/jupyter/jupyter_server_config.json")
    server = json.loads(settings.read_text("utf-8"))
    assert server["MappingKernelManager"]["kernel_info_timeout"] >= 600


REAL_LAB = """
import sys, start
start.PYTHON, start.prepare = sys.executable, lambda lock: None
sys.exit(start.main())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no other way to send a Ctrl+C")
def test_taken_port_and_ctrl_c_with_the_real_jupyterlab() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        arguments = ["lab", "--no-browser", f"--ServerApp.port={port}"]
        command = [sys.executable, "-c", REAL_LAB, *arguments]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, preexec_fn=hear_ctrl_c
        )
        try:
            address = next(filter(None, map(address_in, process.stdout)))
            assert f":{port}/" not in address
            assert urllib.request.urlopen(address, timeout=HANGS_S).status == 200
        finally:
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=HANGS_S)
    assert "what you saved is kept" in said
    assert process.returncode == 0


def hear_ctrl_c() -> None:
    """Where the tests run in the background, shells let nothing hear it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def address_in(line: str) -> str | None:
    found = re.search(r"http://\S+token=\w+", line)
    return found and found[0]


def test_all_steps_run_and_the_last_line_tells(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    test = load_tool("test")
    show = "import os; print(os.environ['MAGNESIUM_COURSE_PROGRESS'])"
    steps = {"one": ["-c", "raise SystemExit(1)"], "two": ["-c", show], "three": ["-c", "1/0"]}
    monkeypatch.setattr(test, "STEPS", steps)
    monkeypatch.setattr(sys, "argv", ["test"])
    assert test.main() == 1
    *_, progress, heading, one, two, three, last = filter(None, capfd.readouterr().out.splitlines())
    assert progress.endswith("progress.json") and not progress.startswith(str(ROOT))
    assert heading == "== three"
    times = [re.fullmatch(r" +\d+ s  (\w+)", line)[1] for line in (one, two, three)]
    assert times == [*steps]
    assert last.startswith("2 of 3 steps failed: one, three.")


def load_tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tool_{name}", ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_steps_passed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture) -> None:
    test = load_tool("test")
    monkeypatch.setattr(test, "STEPS", {"one": ["-c", "pass"]})
    monkeypatch.setattr(sys, "argv", ["test"])
    assert test.main() == 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("All 1 steps passed.")


def test_a_quick_run_leaves_out_the_longest_steps(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    test = load_tool("test")
    assert test.STEPS.keys() > test.SLOW
    monkeypatch.setattr(test, "STEPS", {"one": ["-c", "pass"], "notebooks": ["-c", "1/0"]})
    monkeypatch.setattr(sys, "argv", ["test", "--quick"])
    assert test.main() == 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("All 1 steps passed.")


def test_lines_that_no_test_runs_are_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture, tmp_path: Path
) -> None:
    """Of a course of one module with two functions, one of them tested."""
    module = "def tested():\n    return 1\n\n\ndef forgotten():\n    return 2\n"
    (tmp_path / "module.py").write_text(module)
    (tmp_path / "test_module.py").write_text(
        "import module\n\n\ndef test():\n    module.tested()\n"
    )
    (tmp_path / "pyproject.toml").write_text(
        '[tool.coverage.run]\nsource = ["."]\nomit = ["test_*"]\nparallel = true\n'
        "[tool.coverage.report]\nshow_missing = true\n"
    )
    test = load_tool("test")
    monkeypatch.setattr(test, "ROOT", tmp_path)
    monkeypatch.setattr(test, "STEPS", {"one": test.PYTEST, "two": ["-c", "pass"]})
    monkeypatch.setattr(sys, "argv", ["test", "--coverage"])
    assert test.main() == 0
    assert re.search(r"^module\.py +4 +1 +75% +6$", capfd.readouterr().out, re.MULTILINE)
