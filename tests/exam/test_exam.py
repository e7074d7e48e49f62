"""An examination: balanced, secret, the same again from its seed, and graded by its key."""

import io
import os
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from helpers.lesson.card import plain
from helpers.lesson.questions import Choice, Numeric, questions
from helpers.practice import Item, catalogue, draw
from tools.exam import drawing
from tools.exam.__main__ import LETTERS, main
from tools.exam.choosing import choose, named, served
from tools.exam.drawing import LOWEST, Paper, is_public, new_seed, papers, read_seed, shown
from tools.exam.files import answer, files, page, quiz
from tools.instructor.bank import html, right_ranges
from tools.lessons import ROOT

SEED = LOWEST + 20260301
THIRTY = choose(served([]), 30, SEED)


@pytest.fixture(scope="module")
def drawn() -> list[Paper]:
    return [*papers(SEED, "AB", THIRTY)]


@pytest.fixture(scope="module")
def made(drawn: list[Paper]) -> dict[str, bytes]:
    return files(drawn, "python start.py exam")


# --- what is asked


def test_no_question_comes_twice_and_all_papers_ask_the_same(drawn: list[Paper]) -> None:
    names = [[case.id for case in paper.cases] for paper in drawn]
    assert names[0] == names[1]
    assert len(set(names[0])) == 30


def test_each_paper_has_cases_of_its_own_and_none_that_a_lesson_gives_away(
    drawn: list[Paper],
) -> None:
    texts = [case.text for paper in drawn for case in paper.cases]
    assert len(set(texts)) == len(texts)
    assert not any(is_public(case) for paper in drawn for case in paper.cases)


def test_thirty_questions_serve_thirty_objectives() -> None:
    assert set(Counter(map(named, THIRTY)).values()) == {1}


@pytest.mark.parametrize("seed", range(5))
def test_objectives_are_balanced_and_so_is_difficulty(seed: int) -> None:
    items = [
        Item(f"{goal}-{level}-{n}", "03_x", goal, "number", level, False, None, "")
        for goal in "abcd"
        for level in ("easy", "medium", "medium", "hard")
        for n in range(3)
    ]
    chosen = choose(items, 12, seed)
    assert set(Counter(map(named, chosen)).values()) == {3}
    assert set(Counter(one.difficulty for one in chosen).values()) == {4}


def test_what_a_lesson_asks_or_answers_is_public() -> None:
    name = next(item.id for item in catalogue().values() if item.in_lesson)
    fixed = questions(catalogue()[name].lesson)[name]
    case = draw(name, 3)
    assert is_public(replace(case, question=fixed))
    assert is_public(replace(case, question=replace(fixed, text="Asked in other words?")))
    other = replace(fixed, text="Asked in other words?", answer=1.5 * fixed.answer)
    assert not is_public(replace(case, question=other))


def test_a_public_case_and_one_of_another_paper_are_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item = next(item for item in catalogue().values() if item.in_lesson)
    one, two = (draw(item.id, seed) for seed in (3, 4))
    public = replace(one, question=questions(item.lesson)[item.id])
    cases = iter([public, one, one, public, two])
    monkeypatch.setattr(drawing, "draw", lambda name, seed: next(cases))
    assert [paper.cases for paper in papers(SEED, "AB", [item])] == [(one,), (two,)]


def test_more_papers_than_a_question_has_cases_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = draw(THIRTY[0].id, 3)
    monkeypatch.setattr(drawing, "draw", lambda name, seed: case)
    with pytest.raises(ValueError, match=rf"{case.id} has too few cases; ask for fewer"):
        list(papers(SEED, "AB", THIRTY[:1]))


def test_only_the_objectives_that_are_named_are_asked() -> None:
    assert {named(one) for one in served(["03/serum", "05"])} >= {"03/serum", "05/label"}
    assert {one.lesson[:2] for one in served(["05"])} == {"05"}


# --- the seed


def test_the_seed_gives_the_same_papers_and_another_one_others(drawn: list[Paper]) -> None:
    again = [*papers(read_seed(shown(SEED)), "AB", choose(served([]), 30, SEED))]
    assert again == drawn
    other = papers(new_seed(), "A", THIRTY[:5])
    assert [case.text for case in next(other).cases] != [case.text for case in drawn[0].cases[:5]]


@pytest.mark.parametrize("seed", ["42", "0" * 32, "x" * 32, "f" * 31, "-" + "f" * 31])
def test_a_seed_that_can_be_guessed_is_refused_with_the_reason(seed: str) -> None:
    with pytest.raises(ValueError, match=r"The code of this course is public.*keys\.html"):
        read_seed(seed)


def test_secret_seeds_differ_and_are_taken_back() -> None:
    seeds = {new_seed() for _ in range(100)}
    assert len(seeds) == 100
    assert all(read_seed(shown(seed)) == seed for seed in seeds)


def test_the_seed_of_a_case_is_as_big_as_that_of_the_paper(drawn: list[Paper]) -> None:
    assert all(case.seed > 2**200 for paper in drawn for case in paper.cases)


# --- graded by its key


def test_who_answers_by_the_key_has_all_points(drawn: list[Paper], made: dict[str, bytes]) -> None:
    rows = re.findall(r"<li><p><strong>(.*?)</strong>", made["keys.html"].decode())
    cases = [case for paper in drawn for case in paper.cases]
    assert len(rows) == len(cases)
    for row, case in zip(rows, cases):
        given = plain(row).partition(" (right:")[0]
        if isinstance(case.question, Choice):
            given = dict(zip("abcdef", case.options))[given[0]]
        assert case.question.judge(given).right, (case.id, row)


def test_the_range_of_a_key_is_what_the_lesson_takes(drawn: list[Paper]) -> None:
    for case in drawn[0].cases:
        if isinstance(case.question, Numeric):
            for low, high in right_ranges(case.question):
                within = (high - low) * 1e-6
                for number in (low + within, (low + high) / 2, high - within):
                    assert case.question.judge(f"{number:.12g}").right, case.id
            for wrong in case.mistakes:
                inside = [low <= wrong <= high for low, high in right_ranges(case.question)]
                assert not any(inside), case.id


def test_a_quiz_asks_what_the_paper_asks_and_tells_no_reason(
    drawn: list[Paper], made: dict[str, bytes]
) -> None:
    for paper in drawn:
        asked = quiz(paper)
        assert [item.text for item in asked.items] == [case.text for case in paper.cases]
        for item, case in zip(asked.items, paper.cases):
            told = (item.solution, *item.hints, *getattr(item.key, "mistakes", ()))
            told += tuple(option.message for option in getattr(item.key, "options", ()))
            assert not any(told)
            if isinstance(item.key, Numeric):
                assert item.key.right == ""
            assert item.key.judge(case.answer).right
        with zipfile.ZipFile(io.BytesIO(made[f"qti/paper_{paper.letter}.zip"])) as archive:
            text = "".join(archive.read(name).decode() for name in archive.namelist())
        assert not any(html(case.solution) in text for case in paper.cases)


def test_platforms_get_thirty_questions_of_each_paper(made: dict[str, bytes]) -> None:
    for letter in "AB":
        root = ElementTree.fromstring(made[f"moodle/paper_{letter}.xml"])
        assert len(root.findall("question")) == 1 + 30  # and the category
        with zipfile.ZipFile(io.BytesIO(made[f"qti/paper_{letter}.zip"])) as archive:
            assert sum(name.startswith("items/") for name in archive.namelist()) == 30
        with zipfile.ZipFile(io.BytesIO(made[f"canvas/paper_{letter}.zip"])) as archive:
            [name] = [name for name in archive.namelist() if name.startswith("paper_")]
            assert archive.read(name).count(b"<item ") == 30


def test_a_paper_shows_no_key_and_no_seed(drawn: list[Paper]) -> None:
    for paper in drawn:
        text = page(paper)
        assert shown(SEED) not in text and str(SEED) not in text
        assert text.count('class="answer"') + text.count('class="options"') == 30
        assert not any(answer(case) in text for case in paper.cases if case.unit)


# --- the command


def test_the_command_writes_all_and_the_key_tells_how_to_get_it_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--objectives", "03/serum", "05", "--questions", "4", "--variants", "2"]
    one, two = tmp_path / "one", tmp_path / "two"
    assert main([*asked, "--out", str(one)]) == 0
    assert "keys.html" in capsys.readouterr().out
    call = re.search(r"python start\.py exam (.*) --out DIR", (one / "keys.html").read_text())
    assert main([*call[1].split(), "--out", str(two)]) == 0
    written = sorted(path.relative_to(one) for path in one.rglob("*.*"))
    assert len(written) == 1 + 4 * 2
    assert os.name == "nt" or not one.stat().st_mode & 0o077  # keys are for nobody else's eyes
    assert all((one / path).read_bytes() == (two / path).read_bytes() for path in written)


@pytest.mark.parametrize(("options", "said"), [
    (["--out", str(ROOT / "build" / "exam")], "lies inside the course, which is public"),
    ([], "where to?"),
    (["--objectives", "03/blood"], "'03/blood' is none; use 00"),
    (["--questions", "5000"], "5000 cannot be"), (["--questions", "0"], "0 cannot be"),
    (["--variants", "0"], "0 cannot be"), (["--seed", "7"], "whoever guesses the seed"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    out = ["--out", str(tmp_path / "exam")] if options and "--out" not in options else []
    with pytest.raises(SystemExit):
        main([*options, *out])
    assert said in " ".join(capsys.readouterr().err.split())
    assert [*tmp_path.iterdir()] == []
    assert not (ROOT / "build" / "exam").exists()


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keys.html").write_text("of last year")
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path)])
    assert "holds something already" in " ".join(capsys.readouterr().err.split())
    assert [path.name for path in tmp_path.iterdir()] == ["keys.html"]


def test_the_list_names_what_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} == set(map(named, catalogue().values()))
    assert sum(int(line.split()[1]) for line in lines) == len(catalogue())
    assert len(LETTERS) == 26
