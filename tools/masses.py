"""Ask periodictable about the formulas of the course, and keep what it says.

python -m tools.masses
"""

import json
import re

from helpers import formulas, tables
from helpers.science import kidney, quantities

TABLES = ("forms", "magnesium_products")
OTHERS = ("Mg", "H2O", kidney.CREATININE, *quantities.VITAMIN_D_FORMULAS.values())


def main() -> None:
    """Write the file."""
    formulas.STORED.write_text(stored(), "utf-8", newline="\n")


def stored() -> str:
    """What the file is to hold: the masses of each part of a formula, a line for each."""
    named = [formula for name in TABLES for formula in tables.table(name)["formula"]]
    parts = {part for formula in named for part in re.split(r"[.·]", formula) if part}
    found = {part: formulas.computed(part) for part in sorted({*parts, *OTHERS})}
    lines = (f"  {json.dumps(part)}: {json.dumps(masses)}" for part, masses in found.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
