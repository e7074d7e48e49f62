"""A class of synthetic students comes back as it was planted, and hostile files do no harm."""

import csv
import json
import re
from datetime import datetime, timedelta
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from helpers.lesson.progress import Progress
from helpers.lesson.questions import questions
from helpers.practice import catalogue
from tools.classroom.__main__ import main
from tools.classroom.files import handed_in
from tools.classroom.practice import practised
from tools.classroom.report import files
from tools.classroom.results import asked, objectives, results, to_revise, to_take_up

LESSON = "05_supplement_forms"
LABEL, SPLIT = "citrate-elemental", "split-the-dose"
COMPOUND = "750"  # the mass of the compound taken for magnesium
WHEN = "2026-03-01T10:00:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sixty students: twenty read the compound as magnesium and then find it, forty are right."""
    for number in range(60):
        one = Progress(tmp_path / f"student-{number:02}.json")
        if number < 20:
            one.used_hints(LABEL, 2)
            one.record(LABEL, False, COMPOUND)
        one.record(LABEL, True, "121.2 mg")
        one.call_me("Owl" if number < 2 else "")
    return tmp_path


def handed(folder: Path):
    return handed_in(sorted(folder.rglob("*.json")), folder, asked())


def page_of(**entry: Any) -> str:
    answer = {"right": True, "tries": 1, "answer": "121", "when": WHEN} | entry
    return json.dumps({"version": 2, "answers": {LABEL: answer}})


def test_what_was_planted_comes_back(folder: Path) -> None:
    [one] = results(handed(folder).students)
    assert (one.name, one.answered) == (LABEL, 60)
    assert one.right_at_first == pytest.approx(40 / 60)
    assert one.right == 1
    assert one.tries == pytest.approx(80 / 60)
    assert one.hints == pytest.approx(40 / 60)
    message, count = one.mixed_up
    assert count == 20
    assert message in {mistake.message for mistake in questions(LESSON)[LABEL].mistakes}
    assert to_take_up([one]) == [one]
    [goal] = objectives([one])
    assert (goal.lesson, goal.right_at_first) == (LESSON, one.right_at_first)


def test_a_corrected_misconception_does_not_vanish(tmp_path: Path) -> None:
    one = Progress(tmp_path / "a.json")
    for right, answer in ((False, COMPOUND), (True, "121.2 mg")):
        one.record(LABEL, right, answer)
    [result] = results(handed(tmp_path).students)
    assert result.right_at_first == 0
    assert result.mixed_up is not None


def test_the_newest_file_of_a_student_counts_and_namesakes_stay_apart(folder: Path) -> None:
    copy = json.loads((folder / "student-00.json").read_text("utf-8"))
    copy["answers"] = {LABEL: json.loads(page_of(tries=9))["answers"][LABEL]}
    (folder / "older.json").write_text(json.dumps(copy), "utf-8")
    found = handed(folder)
    assert len(found.students) == 60
    assert found.left_out == ["older.json: an older file of the same student."]
    assert [one.name for one in found.students].count("Owl") == 2


def test_options_and_claims_are_judged_as_in_the_lesson(tmp_path: Path) -> None:
    wrong = next(option for option in questions(LESSON)[SPLIT].options if not option.right)
    one = Progress(tmp_path / "a.json")
    one.record(SPLIT, False, wrong.text)
    one.record("A1-23", False, "supported")
    found = {result.name: result for result in results(handed(tmp_path).students)}
    assert found[SPLIT].mixed_up == (wrong.message, 1)
    assert found["A1-23"].is_claim and not found[SPLIT].is_claim
    assert found["A1-23"].mixed_up == ("Judged “supported”.", 1)


def test_questions_that_tell_little_are_named(tmp_path: Path) -> None:
    right, *wrong = sorted(questions(LESSON)[SPLIT].options, key=lambda option: not option.right)
    for number in range(20):
        one = Progress(tmp_path / f"{number}.json")
        chosen = wrong[0] if number < 5 else right
        one.record(SPLIT, chosen.right, chosen.text)
        one.record(LABEL, True, "121.2 mg")
    found = {one.name: one for one in results(handed(tmp_path).students)}
    assert set(found[SPLIT].unchosen) == {option.text for option in wrong[1:]}
    assert [one.name for one in to_revise(found.values())] == [LABEL, SPLIT]
    page = files(handed(tmp_path))["class.html"]
    assert "Everybody was right at first." in page
    assert f"Nobody chose “{wrong[1].text}”." in page
    (tmp_path / "0.json").unlink()
    assert not to_revise(results(handed(tmp_path).students))


def test_questions_of_practice_that_tell_little_are_named(tmp_path: Path) -> None:
    """Thirty students are always right at one, never at another, and leave out an option."""
    choice = next(item for item in catalogue().values() if item.kind == "choice")
    plain = [option.text for option in choice.entry.options if "{" not in option.text]
    numbers = [item.id for item in catalogue().values() if item.kind == "number"]
    easy, hard, fine, *_ = numbers
    for number in range(30):
        one = Progress(tmp_path / f"{number}.json")
        for name, right, answer in (
            (easy, True, "1"), (hard, False, "1"), (fine, number % 2 == 0, "1"),
            (choice.id, number % 2 == 0, plain[number % 2]),
        ):  # fmt: skip
            entry = {"draw": number, "right": right, "answer": answer, "hints": 0, "when": WHEN}
            one.review(name, entry)
    page = files(handed(tmp_path))["class.html"]
    assert page.count("30 answers in practice.") == 3
    assert "30 answers in practice. All were right." in page
    assert "30 answers in practice. None was right." in page
    found = {one.name: one for one in practised(handed(tmp_path).students)}
    assert found[easy].right == 1 and found[hard].right == 0
    assert found[choice.id].right == 0.5
    assert found[choice.id].unchosen == tuple(plain[2:])


def test_practice_that_cannot_be_is_named_and_left_out(tmp_path: Path) -> None:
    reviews = {"no-such": [], next(iter(catalogue())): [{"draw": -1}]}
    (tmp_path / "a.json").write_text(json.dumps({"answers": {}, "reviews": reviews}))
    found = handed(tmp_path)
    assert found.students[0].reviews == {}
    assert len(found.left_out) == 2
    assert found.left_out[0] == "a.json, practice of “no-such”: the course has no such question."


HOSTILE = {
    "half.json": '{"answers": {',
    "list.json": "[1, 2]",
    "deep.json": "[" * 100_000,
    "empty.json": "",
    "huge.json": "x" * 1_100_000,
    "bytes.json": b"\xff\xfe\x00",
}
STRANGE = {  # not to be left out, but to be written
    "half-a-sign.json": json.dumps(json.loads(page_of(first="\ud800")) | {"nickname": "\ud800"}),
    "turned\u202enosj.json": page_of(),
    "marked.json": "\ufeff" + page_of(),
}
UNBELIEVABLE = {
    "tries.json": page_of(tries=10**7),
    "negative.json": page_of(tries=-1),
    "future.json": page_of(when=f"{datetime.now() + timedelta(days=400):%Y-%m-%dT%H:%M:%S}Z"),
    "past.json": page_of(when="1887-01-01T00:00:00Z"),
    "unknown.json": json.dumps({"answers": {"no-such": json.loads(page_of())["answers"][LABEL]}}),
}


def test_hostile_files_are_named_and_left_out(folder: Path) -> None:
    for name, text in (HOSTILE | UNBELIEVABLE).items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / name).write_bytes(data)
    found = handed(folder)
    for name in HOSTILE | UNBELIEVABLE:
        assert [line for line in found.left_out if line.startswith(name)], name
    [one] = results(found.students)
    assert one.answered == 60


def test_strange_signs_stop_no_report(tmp_path: Path) -> None:
    for name, text in STRANGE.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    assert len(handed(tmp_path).students) == len(STRANGE)
    assert "\u202e" not in (tmp_path / "out" / "class.html").read_text("utf-8")


class Tags(HTMLParser):
    """The tags of a page, with the attributes of each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def test_markup_and_formulas_of_a_student_are_text(tmp_path: Path) -> None:
    one = Progress(tmp_path / "<img src=x onerror=alert(1)>.json")
    one.call_me("=cmd|'/c calc'!A1<script>alert(1)</script>")
    one.record(LABEL, False, "<script>alert(2)</script>")
    one.record(SPLIT, False, "javascript:alert(3)")
    made = files(handed(tmp_path))
    tags = Tags()
    tags.feed(made["class.html"])
    assert not {"script", "img", "iframe", "link"} & {tag for tag, _ in tags.found}
    assert not [name for _, attrs in tags.found for name, _ in attrs if name.startswith("on")]
    assert "&lt;script&gt;" in made["class.html"]
    for name, text in made.items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
            assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-\D", cell)], name


def test_the_page_asks_for_nothing(folder: Path) -> None:
    page = files(handed(folder))["class.html"]
    assert not re.search(r'(?:src|href)="(?!https://doi)', page.replace('href="https://', ""))
    assert "default-src 'none'" in page


def test_the_command_writes_and_says_where(folder: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "a folder of mine"
    assert main([str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "60 students" in said and "class.html" in said
    assert {path.name for path in out.iterdir()} == {
        "class.html", "questions.csv", "objectives.csv", "students.csv",
    }  # fmt: skip


def test_a_folder_without_files_is_said(tmp_path: Path, capsys) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert "there is no progress file" in capsys.readouterr().err
