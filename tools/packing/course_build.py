"""Builds the course: flit does it all but two things, which `Builder` adds.

An ordinary installation carries data/ with it. The line that leads an editable one to src/ is
ASCII: Python before 3.13 reads it in the system's own encoding, in which "Kürs" is another folder.
"""

import os
from pathlib import Path

from flit_core import wheel
from flit_core.buildapi import (
    build_editable,
    build_sdist,
    build_wheel,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def path_line(folder: Path) -> str:
    """A line of a .pth file that adds a folder to Python's path, whatever letters are in it."""
    plain = str(folder)
    if plain.isascii():
        return plain
    return f"import os, sys; sys.path.append(os.fsdecode({os.fsencode(folder)!r}))"


class Builder(wheel.WheelBuilder):
    """Flit's builder of wheels, with data/ and with ASCII lines."""

    def copy_module(self) -> None:
        """Take data/ along, as helpers/data."""
        super().copy_module()
        for file in sorted((self.directory / "data").rglob("*")):
            if file.is_file():
                self._add_file(file, Path("helpers", file.relative_to(self.directory)))

    def add_pth(self) -> None:
        """Lead Python to src/."""
        with self._write_to_zip(f"{self.module.name}.pth") as file:
            file.write(path_line(self.module.source_dir.resolve()))


wheel.WheelBuilder = Builder
