"""The tables of data/: valid as a package, sourced, and helpful when one of them is spoiled."""

import csv
import re
import shutil

import frictionless
import numpy as np
import pytest

from helpers import references, tables

WITHOUT_SOURCES = ("central_facts", "weak_addresses")  # rows of others, and signs of addresses
NAMES = tables.names()


def test_package_is_valid():
    frictionless.system.trusted = True  # data/ lies outside the working directory
    report = frictionless.validate(str(tables.DATA / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_package_describes_every_table_and_nothing_else():
    assert set(NAMES) == {file.stem for file in tables.DATA.glob("*.csv")}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_SOURCES])
def test_every_row_has_a_source_that_resolves(name):
    frame = tables.table(name)
    column = "source_keys" if "source_keys" in frame else "source_key"
    for keys in frame[column]:
        for key in keys.split(";"):
            assert references.reference(key).url.startswith("https://")
    assert set(frame["checked"]) <= {"read", "second-hand", "not re-checked"}


@pytest.mark.parametrize("name", NAMES)
def test_labels_name_every_column_once(name):
    labels = tables.labels(name)
    assert list(labels) == list(tables.table(name).columns)
    assert len(set(labels.values())) == len(labels)


def test_label_carries_the_unit():
    assert tables.labels("forms")["solubility_g_per_100_ml"] == "Solubility in water (g/100 mL)"
    assert tables.labels("forms")["name"] == "Name"


def test_missing_cells_read_as_nan_and_empty_text():
    forms = tables.table("forms").set_index("form")
    assert np.isnan(forms.loc["threonate", "solubility_g_per_100_ml"])
    assert forms.loc["oxide", "note"] == ""


def test_a_changed_copy_leaves_the_table_alone():
    mine = tables.table("forms")
    mine.loc[0, "name"] = "spoiled"
    assert tables.table("forms").loc[0, "name"] == "Magnesium oxide"


def test_forms_of_studies_and_labels_are_known():
    known = set(tables.table("forms")["form"])
    assert set(tables.table("labels")["form"]) <= known
    others = {"citrate", "amino_acid_chelate", "best_product", "worst_product"}
    others |= {"mineral_water", "tracer"}
    assert set(tables.table("absorption_studies")["form"]) <= known | others


# Spoiled copies


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of data/ that helpers read instead; spoil it at will."""
    folder = tmp_path / "data"
    shutil.copytree(tables.DATA, folder)
    monkeypatch.setattr(tables, "DATA", folder)
    return folder


def cells(folder, name="forms"):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def save(folder, rows, name="forms"):
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def column(rows, name):
    return rows[0].index(name)


def sentence(name="forms"):
    with pytest.raises(tables.TableError) as error:
        tables.table(name)
    return str(error.value)


@pytest.mark.parametrize(
    ("where", "value", "expected"),
    [
        ("solubility_g_per_100_ml", "abc", "a number (at least 0, at most 1000), or an empty cell"),
        ("solubility_g_per_100_ml", "nan", "a number (at least 0, at most 1000), or an empty cell"),
        ("solubility_g_per_100_ml", "-1", "a number (at least 0, at most 1000), or an empty cell"),
        ("solubility_g_per_100_ml", "1e9", "a number (at least 0, at most 1000), or an empty cell"),
        ("solubility_g_per_100_ml", "1,5", "a number (at least 0, at most 1000), or an empty cell"),
        ("name", "", "text"),
        ("checked", "maybe", "one of read, second-hand, not re-checked"),
        ("formula", "Mg O", "text (matching ^[A-Za-z0-9().]+$)"),
    ],
)
def test_spoiled_cell(copy, where, value, expected):
    rows = cells(copy)
    rows[6][column(rows, where)] = value
    save(copy, rows)
    assert sentence() == (
        f"data/forms.csv, row 7, column {where}: {value!r} does not fit; expected {expected}."
    )


def test_part_of_a_person(copy):
    rows = cells(copy, "absorption_studies")
    rows[5][column(rows, "n")] = "12.5"
    save(copy, rows, "absorption_studies")
    assert sentence("absorption_studies") == (
        "data/absorption_studies.csv, row 6, column n: '12.5' does not fit; expected a whole "
        "number (at least 1, at most 10000), or an empty cell."
    )


def test_missing_cell(copy):
    rows = cells(copy)
    rows[3].pop()
    save(copy, rows)
    assert sentence() == "data/forms.csv, row 4 has 8 cells; expected 9."


def test_extra_cell(copy):
    rows = cells(copy)
    rows[3].append("more")
    save(copy, rows)
    assert sentence() == "data/forms.csv, row 4 has 10 cells; expected 9."


def test_half_edited_last_row(copy):
    with (copy / "forms.csv").open("a", encoding="utf-8") as file:
        file.write("fumarate,Magnesium fum")
    last = len(tables.DATA.joinpath("forms.csv").read_text(encoding="utf-8").splitlines())
    assert sentence() == f"data/forms.csv, row {last} has 2 cells; expected 9."


def test_quote_left_open(copy):
    with (copy / "forms.csv").open("a", encoding="utf-8") as file:
        file.write('fumarate,"Magnesium fum')
    assert "cannot be read (unexpected end of data); expected cells" in sentence()


def test_same_key_twice(copy):
    rows = cells(copy)
    save(copy, [*rows, rows[1]])
    assert sentence() == (
        f"data/forms.csv, row {len(rows) + 1}, column form: oxide is already in row 2; "
        "expected a value of its own."
    )


def test_empty_file(copy):
    (copy / "forms.csv").write_text("", encoding="utf-8")
    assert sentence().startswith("data/forms.csv, row 1: the file is empty; expected the columns")


def test_no_rows(copy):
    save(copy, cells(copy)[:1])
    assert sentence() == (
        "data/forms.csv has no rows; expected at least one below the column names."
    )


def test_missing_file(copy):
    (copy / "forms.csv").unlink()
    assert sentence() == "data/forms.csv is missing; expected it beside the other tables."


def test_missing_column(copy):
    rows = cells(copy)
    save(copy, [row[:2] + row[3:] for row in rows])
    assert sentence().startswith("data/forms.csv, row 1: the column formula is missing; expected")


def test_semicolons_of_a_spreadsheet(copy):
    text = (copy / "forms.csv").read_text(encoding="utf-8").replace(",", ";")
    (copy / "forms.csv").write_text(text, encoding="utf-8")
    assert "row 1: the column form is missing" in sentence()


def test_columns_in_another_order(copy):
    rows = cells(copy)
    save(copy, [row[::-1] for row in rows])
    assert sentence().startswith("data/forms.csv, row 1: the columns are note, checked")


def test_mark_in_front_of_a_spreadsheet_file_is_no_problem(copy):
    text = (copy / "forms.csv").read_text(encoding="utf-8")
    (copy / "forms.csv").write_text(text, encoding="utf-8-sig")
    assert tables.table("forms").loc[0, "form"] == "oxide"


def test_not_utf8(copy):
    (copy / "forms.csv").write_bytes("form,M\xfchlbauer".encode("latin-1"))
    assert sentence() == "data/forms.csv cannot be read; expected text saved as UTF-8."


def test_unknown_table():
    assert sentence("form").startswith("'form' is no table of the course; use one of forms, ")


def test_spoiled_description(copy):
    (copy / "datapackage.json").write_text('{"resources": [', encoding="utf-8")
    assert sentence().startswith("data/datapackage.json cannot be read: Expecting value: line 1")


def test_toml(copy):
    (copy / "good.toml").write_text('words = ["a"]', encoding="utf-8")
    tables.toml("good")["words"].append("b")
    assert tables.toml("good") == {"words": ["a"]}


def test_broken_toml(copy):
    (copy / "broken.toml").write_text("a = 1\nb = \n", encoding="utf-8")
    with pytest.raises(tables.TableError, match=r"data/broken\.toml cannot be read: .*line 2"):
        tables.toml("broken")


def test_missing_toml(copy):
    with pytest.raises(tables.TableError, match=r"data/questions/00\.toml is missing"):
        tables.toml("questions/00")


# --- looking up


def test_a_row_is_found_by_one_key_or_several() -> None:
    assert tables.row("forms", form="oxide")["formula"] == "MgO"
    both = tables.row("bone_studies", study="orchard2014", outcome="hip density")
    assert both["value"] == 3
    with pytest.raises(KeyError):
        tables.row("forms", form="granite")


def test_what_a_caller_does_to_a_row_changes_no_other() -> None:
    tables.row("forms", form="oxide")["formula"] = "none"
    assert tables.row("forms", form="oxide")["formula"] == "MgO"


def test_one_column_by_another() -> None:
    assert tables.by("forms", "form", "formula")["oxide"] == "MgO"


def test_sources_stand_once_each() -> None:
    femg = tables.table("femg")
    assert tables.sources("femg") == ("elisaf1997", "leeds_mgu", "aust_prescr", "clinlabnav_umg")
    assert tables.sources(femg[femg["kind"] == "group"]) == ("elisaf1997",)


def test_every_claim_of_the_five_articles_is_judged_once() -> None:
    assert len(tables.table("claims")) == 125


ADVICE = re.compile(
    r"\bshould\b|makes? most sense|(?:^|[,;:.] )(?:then )?(?:add|avoid|buy|choose|correct|do not|"
    r"eat|follow|for a [^,]* give|give|keep|look|repeat|start|stop|take|use)\b", re.IGNORECASE,
)  # fmt: skip


@pytest.mark.parametrize("claim", tables.table("claims")["claim"])
def test_a_claim_can_be_true_or_false_and_is_no_advice(claim: str) -> None:
    assert not ADVICE.search(claim)
