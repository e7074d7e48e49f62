"""pyproject.toml, both locks, environment.yml and the documents say the same."""

import ast
import os
import re
import site
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import helpers
from helpers.tables import toml
from tools.notebooks import VERSION_LINE

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.txt", "requirements-dev.txt")
DIRECT = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
TOOLS = [Requirement(text) for group in PROJECT["dependency-groups"].values() for text in group]
NOT_IMPORTED = {"plotly"}  # its JavaScript is sent
ADDRESS = re.compile(r"://|^\s*(-i|-f|-e|-r|-c|--(extra-)?index|--find|--trusted)|@ ", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def pins(name: str) -> list[str]:
    """Return each "name==version ; where" of a lock."""
    entries = text(name).replace("\\\n", " ").splitlines()
    return [entry.split("--hash")[0].strip() for entry in entries if entry.strip()]


def parsed(lines: list[str]) -> dict[str, list[Requirement]]:
    """Return requirements by name; one that differs between systems comes more than once."""
    found: dict[str, list[Requirement]] = {}
    for requirement in map(Requirement, lines):
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_is_exact_and_has_hashes(lock: str) -> None:
    entries = text(lock).replace("\\\n", " ").splitlines()
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==\S+ ", entry), f"not one exact version: {entry[:80]}"
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), f"no hash: {entry[:80]}"


@pytest.mark.parametrize("name", [*LOCKS, "environment.yml", "pyproject.toml"])
def test_no_address_of_a_package_registry(name: str) -> None:
    if name == "pyproject.toml":
        assert not [r for r in DIRECT + TOOLS if r.url]
        assert set(PROJECT["tool"]).isdisjoint({"uv", "pip"})
    else:
        lines = [line for line in text(name).splitlines() if not line.startswith("#")]
        assert not [line for line in lines if ADDRESS.search(line)]


@pytest.mark.parametrize(("lock", "wanted"), [(LOCKS[0], DIRECT), (LOCKS[1], DIRECT + TOOLS)])
def test_lock_fulfils_pyproject(lock: str, wanted: list[Requirement]) -> None:
    locked = parsed(pins(lock))
    for requirement in wanted:
        versions = [str(one.specifier)[2:] for one in locked[canonicalize_name(requirement.name)]]
        for version in versions:
            assert requirement.specifier.contains(version), f"{requirement} but {version} locked"


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_all_that_its_packages_need(lock: str) -> None:
    """For nothing else is installed: pip does not look for more."""
    locked = parsed(pins(lock))
    for need in needs(list(locked)):
        versions = [str(one.specifier)[2:] for one in locked.get(canonicalize_name(need.name), [])]
        assert any(map(need.specifier.contains, versions)), f"{need} but {versions} locked"


def needs(names: list[str]) -> Iterator[Requirement]:
    """Yield what installed packages ask for here, with the extras that others want of them."""
    wanted, seen = [(name, "") for name in names], set()
    while wanted:
        name, extra = wanted.pop()
        for need in map(Requirement, needed(name)):
            key = (name, extra, str(need))
            if key not in seen and (not need.marker or need.marker.evaluate({"extra": extra})):
                seen.add(key)
                yield need
                wanted += [(need.name, more) for more in need.extras]


def needed(name: str) -> list[str]:
    """Return what a package says that it needs; nothing of one for another system."""
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def test_development_lock_holds_the_runtime_lock_unchanged() -> None:
    assert set(pins("requirements.txt")) <= set(pins("requirements-dev.txt"))


def test_environment_holds_the_runtime_lock_unchanged() -> None:
    *conda, pip = yaml.safe_load(text("environment.yml"))["dependencies"]
    assert pip["pip"] == pins("requirements.txt")
    (python,) = (one.split("=")[1] for one in conda if one.startswith("python="))
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert tuple(map(int, python.split("."))) >= (3, 11)


def test_what_builds_the_course_is_locked() -> None:
    assert PROJECT["build-system"]["requires"] == PROJECT["dependency-groups"]["build"]


def sources() -> Iterator[tuple[str, str]]:
    """Yield what a learner runs: the modules, and the code cells of each notebook."""
    for path in (ROOT / "src").rglob("*.py"):
        yield path.name, path.read_text("utf-8")
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = nbformat.read(path, 4).cells
        yield path.name, "\n".join(cell.source for cell in cells if cell.cell_type == "code")


def imported(source: str) -> set[str]:
    """Return the top names of all imports, also of those within functions."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    inner = {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom) and not n.level}
    return {name.split(".")[0] for name in plain | inner} - {*sys.stdlib_module_names, "helpers"}


def test_imports_are_direct_dependencies_and_each_dependency_is_used() -> None:
    owners = packages_distributions()
    used = {
        canonicalize_name(owners[name][0]): f"{file}: import {name}"
        for file, source in sources()
        for name in imported(source)
    }
    direct = {canonicalize_name(one.name) for one in DIRECT}
    assert used.keys() - direct == set(), {used[name] for name in used.keys() - direct}
    assert direct - used.keys() == NOT_IMPORTED


def test_addresses_agree_with_pyproject() -> None:
    repository = PROJECT["project"]["urls"]["Repository"]
    owner = repository.removeprefix("https://github.com/")
    citation = yaml.safe_load(text("CITATION.cff"))
    assert citation["repository-code"] == repository
    assert citation["version"] == PROJECT["project"]["version"]
    elsewhere = [
        address
        for address in re.findall(
            r"https://(?:github\.com|mybinder\.org/v2/gh)/\S+", text("README.md")
        )
        if f"/{owner}" not in address
    ]
    assert not elsewhere


def test_the_course_and_every_page_have_one_version() -> None:
    assert helpers.__version__ == PROJECT["project"]["version"]
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = nbformat.read(path, 4).cells
        first = next(cell for cell in cells if cell.cell_type == "code")
        assert first.source.splitlines()[0] == VERSION_LINE, path.stem


def test_a_lesson_of_another_version_says_how_to_mend_it() -> None:
    with pytest.raises(ImportError, match=r"for version 9\.1 of the course, but version .*anew"):
        from helpers import v9_1  # noqa: F401


def test_without_the_course_the_first_line_of_a_lesson_tells_the_way(tmp_path: Path) -> None:
    """IPython prints the line that stopped, and with it the comment."""
    shell = "from IPython.core.interactiveshell import InteractiveShell"
    code = f"{shell}; InteractiveShell().run_cell({VERSION_LINE!r})"
    paths = os.pathsep.join(site.getsitepackages())
    variables = os.environ | {"PYTHONPATH": paths, "IPYTHONDIR": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=tmp_path, env=variables, capture_output=True,
        text=True,
    )  # fmt: skip
    assert "No module named 'helpers'" in said.stdout
    assert "Install the course: python start.py (on a hub: ask" in said.stdout


def test_readme_lists_every_lesson_with_its_minutes() -> None:
    rows = re.findall(r"\(notebooks/(\w+)\.ipynb\) \| (\d+) \|", text("README.md"))
    lessons = sorted(path.stem for path in (ROOT / "data" / "lessons").glob("*.toml"))
    assert rows == [(name, str(toml(f"lessons/{name}")["minutes"])) for name in lessons]
