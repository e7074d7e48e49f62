"""A browser that finds the fonts of one family alone, whatever the machine has."""

import shutil
import subprocess
from pathlib import Path

# As wide as Arial and Helvetica, letter by letter: what most readers see. And the widest of the
# usual ones, which a bare Linux shows instead.
USUAL, WIDEST = "Liberation", "DejaVu"
NO_FONTS = (
    "The fonts {family} were not found, so nothing was seen in them. "
    "(Debian or Ubuntu: apt install fonts-liberation fonts-dejavu-core; only Linux needs them.)"
)
CONFIG = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>
"""


def only(family: str, folder: Path) -> dict[str, str]:
    """The environment variables for this family alone; empty if the machine does not have it.

    `folder` keeps the configuration for as long as the browser runs.
    """
    files = {file.name: file for file in _files(family)}
    if not files:
        return {}
    fonts = folder / family
    fonts.mkdir(parents=True)
    for name, file in files.items():
        (fonts / name).symlink_to(file)
    config = folder / f"{family}.conf"
    config.write_text(CONFIG.format(fonts=fonts, cache=folder / "cache"), "utf-8")
    return {"FONTCONFIG_FILE": str(config)}


def _files(family: str) -> list[Path]:
    """The files of a family, found by fontconfig (Linux and the like)."""
    if not shutil.which("fc-list"):
        return []
    command = ["fc-list", "--format=%{file}\n"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [Path(file) for file in found.splitlines() if Path(file).name.startswith(family)]
