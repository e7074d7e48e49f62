"""What a learner has answered is never lost, whatever becomes of the file."""

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from helpers.lesson.progress import (
    LARGEST,
    Kept,
    Progress,
    brought_back,
    kept_in,
    progress,
    write_atomically,
)

ANSWER = {"right": True, "tries": 1, "answer": "296 mg"}


def stored(path: Path) -> dict:
    return timeless(json.loads(path.read_text("utf-8"))["answers"])


def timeless(answers: dict) -> dict:
    """What matters of each answer to most tests; its time no test can know."""
    return {name: {key: entry[key] for key in ANSWER} for name, entry in answers.items()}


def others(path: Path) -> list[Path]:
    """Files beside the progress file."""
    return [found for found in path.parent.iterdir() if found != path]


@pytest.fixture
def no_writing(monkeypatch: pytest.MonkeyPatch):
    """A folder that takes nothing; root could write into a folder that is merely read-only."""

    def refuse(*arguments: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    return monkeypatch.undo


# --- what is kept


def test_nothing_is_written_before_the_first_answer(progress_file: Path) -> None:
    assert progress().answers == {}
    assert not progress_file.exists()


def test_answers_survive_a_restart(progress_file: Path, restart) -> None:
    progress().record("label", True, "296 mg")
    restart()
    assert timeless(progress().answers) == {"label": ANSWER}
    assert progress().right("label")
    assert not progress().right("never-asked")
    assert progress().trouble == ""


def test_tries_are_counted_and_right_stays_right(progress_file: Path) -> None:
    for right, answer in ((False, "500"), (True, "296"), (False, "500")):
        progress().record("label", right, answer)
    assert stored(progress_file)["label"] == {"right": True, "tries": 3, "answer": "500"}


def test_answers_move_to_another_machine(progress_file: Path, tmp_path: Path) -> None:
    progress().record("label", True, "½ “µg” 日本")
    there = tmp_path / "another machine" / "progress.json"
    there.parent.mkdir()
    shutil.copy(progress_file, there)
    assert Progress(there).answers == progress().answers
    assert str(progress_file.parent) not in there.read_text("utf-8")


def test_without_the_variable_the_file_lies_beside_the_notebook(
    monkeypatch, restart, tmp_path: Path
) -> None:
    monkeypatch.delenv("MAGNESIUM_COURSE_PROGRESS")
    restart()
    monkeypatch.chdir(tmp_path)  # as JupyterLab starts a kernel: in the notebook's folder
    assert progress().path == tmp_path / "progress.json"


@given(st.text(), st.booleans(), st.text())
def test_any_answer_can_be_kept(question: str, right: bool, answer: str) -> None:
    with TemporaryDirectory() as folder:
        kept = Progress(Path(folder) / "progress.json")
        kept.record(question, right, answer)
        assert timeless(Progress(kept.path).answers) == {
            question: {**ANSWER, "right": right, "answer": answer}
        }


def test_half_a_character_can_be_kept(tmp_path: Path) -> None:
    kept = Progress(tmp_path / "progress.json")
    kept.record("label", True, "\ud83d")
    assert Progress(kept.path).right("label")


# --- several writers


def test_two_open_lessons_keep_each_others_answers(progress_file: Path) -> None:
    one, two = Progress(progress_file), Progress(progress_file)
    one.record("label", True, "296")
    two.record("dose", True, "more")
    one.record("limit", False, "toxic")
    assert stored(progress_file).keys() == {"label", "dose", "limit"}


def test_threads_lose_no_answer_and_a_reader_sees_no_half_file(progress_file: Path) -> None:
    kept, done, torn = Progress(progress_file), threading.Event(), []
    kept.record("first", True, "1")

    def write(thread: int) -> None:
        for number in range(10):
            kept.record(f"{thread}-{number}", True, "x" * 500)
            kept.record("shared", False, "again")

    def read() -> None:
        while not done.is_set():
            try:
                stored(progress_file)
            except ValueError as error:
                torn.append(error)

    writers = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    reader = threading.Thread(target=read)
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    answers = stored(progress_file)
    assert len(answers) == 1 + 6 * 10 + 1
    assert answers["shared"]["tries"] == 60
    assert torn == []
    assert others(progress_file) == []


def test_forty_kernels_at_once_lose_no_answer(progress_file: Path) -> None:
    kernels = [Progress(progress_file) for _ in range(40)]  # each with a lock of its own
    at_once = threading.Barrier(40)

    def write(number: int) -> None:
        at_once.wait()
        kernels[number].record(f"own {number}", True, "x")
        kernels[number].record("shared", False, "again")

    writers = [threading.Thread(target=write, args=(n,)) for n in range(40)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    answers = stored(progress_file)
    assert len(answers) == 41
    assert answers["shared"]["tries"] == 40
    assert others(progress_file) == []


def test_four_processes_at_once_lose_no_answer(progress_file: Path) -> None:
    program = (
        "import sys; from helpers.lesson.progress import progress\n"
        "for n in range(10): progress().record(f'{sys.argv[1]}-{n}', True, 'x')"
    )
    kernels = [subprocess.Popen([sys.executable, "-c", program, str(n)]) for n in range(4)]
    assert [kernel.wait() for kernel in kernels] == [0] * 4
    assert len(stored(progress_file)) == 40


def test_where_no_lock_can_be_had_answers_are_kept_all_the_same(
    progress_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(lock: FileLock) -> None:
        raise NotImplementedError("this disk knows no locks")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    progress().record("label", True, "296 mg")
    assert stored(progress_file) == {"label": ANSWER}


def test_watchers_hear_of_each_answer(progress_file: Path) -> None:
    heard: list[int] = []
    progress().watchers["test"] = lambda: heard.append(len(progress().answers))
    progress().record("label", True, "296")
    progress().record("dose", False, "less")
    assert heard == [1, 2]


# --- what else is kept


def test_the_first_answer_and_the_hints_are_kept(progress_file: Path, restart) -> None:
    progress().used_hints("label", 1)
    assert not progress().tried("label")
    for right, answer in ((False, "500"), (True, "296 mg")):
        progress().record("label", right, answer)
    progress().used_hints("label", 3)
    progress().used_hints("label", 2)  # read again
    restart()
    kept = progress().answers["label"]
    assert (kept["first"], kept["answer"], kept["tries"], kept["hints"]) == ("500", "296 mg", 2, 3)


def test_a_prediction_stays_as_it_was_first_made(progress_file: Path, restart) -> None:
    assert progress().predicted("serum") is None
    progress().predict("serum", "40")
    progress().predict("serum", "1")
    progress().predict("bone", "")  # skipped
    restart()
    assert progress().predicted("serum") == "40"
    assert progress().predicted("bone") == ""
    assert progress().answers == {}


def test_a_learner_has_one_id_on_all_machines(tmp_path: Path) -> None:
    laptop, binder = Progress(tmp_path / "laptop.json"), Progress(tmp_path / "binder.json")
    laptop.record("label", True, "296 mg")
    laptop.call_me("  Owl ")
    binder.add(kept_in(laptop.text()))
    page = json.loads((tmp_path / "binder.json").read_text("utf-8"))
    assert (page["version"], page["nickname"]) == (3, "Owl")
    assert page["learner"] == laptop.kept.learner != ""
    other = Progress(tmp_path / "other.json")
    other.record("dose", True, "less")
    own = other.kept.learner
    other.add(kept_in(laptop.text()))
    assert other.kept.learner == own  # somebody who has answers stays who they are


REVIEW = {"draw": 2, "right": False, "answer": "12 mg", "hints": 1, "when": "2026-03-04T08:00:00"}


def test_practice_is_kept_in_the_same_file(progress_file: Path, restart) -> None:
    progress().record("label", True, "296 mg")
    progress().review("label", REVIEW)
    restart()
    assert progress().kept.reviews == {"label": [REVIEW]}
    assert progress().answers["label"]["tries"] == 1
    assert progress().kept.count == 2


def test_practice_on_two_machines_is_joined_and_nothing_counts_twice(tmp_path: Path) -> None:
    laptop, binder = Progress(tmp_path / "laptop.json"), Progress(tmp_path / "binder.json")
    laptop.review("label", REVIEW)
    earlier = REVIEW | {"draw": 1, "when": "2026-03-01T08:00:00"}
    binder.review("label", earlier)
    assert binder.add(kept_in(laptop.text())) == 1
    assert binder.add(kept_in(laptop.text())) == 0
    assert binder.kept.reviews == {"label": [earlier, REVIEW]}


def test_a_file_without_practice_opens_and_an_unknown_question_stays(tmp_path: Path) -> None:
    assert file({"label": entry(True, 1, "x", "")}).reviews == {}
    text = json.dumps({"answers": {}, "reviews": {"no-such-question": [REVIEW]}})
    kept = Progress(tmp_path / "progress.json")
    kept.add(kept_in(text))
    kept.record("label", True, "296 mg")
    assert Progress(kept.path).kept.reviews == {"no-such-question": [REVIEW]}


def test_times_of_two_time_zones_are_compared_as_moments() -> None:
    def answered(when: str, answer: str) -> Kept:
        return file({"label": entry(False, 1, answer, when)})

    kept = answered("2026-03-01T23:30:00-05:00", "later")
    kept.merge(answered("2026-03-02T01:00:00Z", "earlier"))
    assert kept.answers["label"]["answer"] == "later"
    assert kept.answers["label"]["first"] == "earlier"


def test_what_is_no_time_is_left_out() -> None:
    for when in ("<script>", "tomorrow", "0000-99-99", "9999-12-31T23:59:59-14:00"):
        assert file({"label": entry(True, 1, "x", when)}).answers["label"]["when"] == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither these rights nor these links")
def test_rights_and_links_of_the_file_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "shared.json", tmp_path / "progress.json"
    link.symlink_to(target)
    Progress(link).record("label", True, "296 mg")
    target.chmod(0o640)
    Progress(link).record("dose", True, "less")
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert stored(target).keys() == {"label", "dose"}


# --- damaged files

DAMAGED = {
    "empty": b"",
    "half": b'{"version": 1, "answers": {"label": {"right": tr',
    "no JSON": b"MZ\x90\x00\xff\xfe",
    "a list": b"[]",
    "a number": b"3",
    "null": b"null",
    "no answers": b'{"version": 1}',
    "answers as a list": b'{"answers": [1]}',
    "an answer as a text": b'{"answers": {"label": "right"}}',
    "an answer without tries": b'{"answers": {"label": {"right": true, "answer": ""}}}',
    "tries as a text": b'{"answers": {"label": {"right": true, "tries": "x", "answer": ""}}}',
    "absurd tries": b'{"answers": {"label": {"right": true, "tries": -3, "answer": ""}}}',
    "endless tries": b'{"answers": {"label": {"right": true, "tries": Infinity, "answer": ""}}}',
    "practice as a list": b'{"answers": {}, "reviews": [1]}',
    "practice without a draw": b'{"answers": {}, "reviews": {"a": [{"right": true}]}}',
    "too deep": b"[" * 200_000,
    "another code": '{"answers": {"é": 1}}'.encode("utf-16"),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_set_aside_with_a_sentence(progress_file: Path, text: bytes) -> None:
    progress_file.write_bytes(text)
    assert progress().answers == {}
    [backup] = others(progress_file)
    assert backup.read_bytes() == text
    assert progress_file.name in progress().trouble
    assert backup.name in progress().trouble
    progress().record("label", True, "296 mg")
    assert stored(progress_file) == {"label": ANSWER}
    assert backup.read_bytes() == text


def test_every_damaged_file_is_kept(progress_file: Path, restart) -> None:
    for text in ("{", "[", "("):
        progress_file.write_text(text)
        assert progress().answers == {}
        restart()
    assert sorted(path.read_text() for path in others(progress_file)) == ["(", "[", "{"]


def test_a_file_damaged_in_mid_lesson_costs_no_answer(progress_file: Path) -> None:
    progress().record("label", True, "296 mg")
    progress_file.write_text("{")
    progress().record("dose", True, "more")
    assert stored(progress_file).keys() == {"label", "dose"}
    assert [path.read_text() for path in others(progress_file)] == ["{"]


def test_a_file_deleted_in_mid_lesson_costs_no_answer(progress_file: Path) -> None:
    progress().record("label", True, "296 mg")
    progress_file.unlink()
    progress().record("dose", True, "more")
    assert stored(progress_file).keys() == {"label", "dose"}


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
entries = st.fixed_dictionaries(
    {}, optional={"right": json_values, "tries": json_values, "answer": json_values}
)
files = st.binary(max_size=40) | st.builds(
    lambda answers: json.dumps({"answers": answers}).encode(),
    json_values | st.dictionaries(st.text(), json_values | entries, max_size=3),
)


@given(files)
def test_any_file_is_read_or_set_aside(text: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "progress.json"
        path.write_bytes(text)
        kept = Progress(path)
        if kept.trouble:
            assert [found.read_bytes() for found in others(path)] == [text]
            assert kept.answers == {}
        kept.record("label", True, "296 mg")
        assert Progress(path).answers == kept.answers
        assert Progress(path).right("label")


# --- where nothing can be read or written


def test_a_file_that_is_locked_for_a_moment_costs_no_answer(
    progress_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress().record("label", True, "296 mg")
    with monkeypatch.context() as locked:
        locked.setattr(
            Path, "read_text", lambda *_, **__: (_ for _ in ()).throw(OSError(13, "in use"))
        )
        progress().record("dose", True, "more")
        assert "cannot be read (in use)" in progress().trouble
    assert stored(progress_file).keys() == {"label"}
    progress().record("limit", False, "toxic")
    assert stored(progress_file).keys() == {"label", "dose", "limit"}
    assert progress().trouble == ""


def test_a_folder_that_takes_nothing_is_said_and_the_answers_count(
    progress_file: Path, no_writing
) -> None:
    progress().record("label", True, "296 mg")
    assert progress().right("label")
    assert "cannot be saved" in progress().trouble
    assert "Permission denied" in progress().trouble
    assert others(progress_file) == []
    assert not progress_file.exists()


def test_the_sentence_goes_when_writing_works_again(progress_file: Path, no_writing) -> None:
    progress().record("label", True, "296 mg")
    no_writing()
    progress_again = progress()
    progress_again.record("dose", False, "less")
    assert progress_again.trouble == ""


def test_a_failed_write_leaves_the_old_file_and_loses_no_answer(progress_file: Path) -> None:
    kept = Progress(progress_file)
    kept.record("label", False, "500")
    before = progress_file.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", lambda *names: (_ for _ in ()).throw(OSError(28, "No space")))
        kept.record("label", True, "296 mg")
        assert progress_file.read_bytes() == before
        assert others(progress_file) == []
        assert kept.right("label")
    kept.record("dose", True, "more")
    assert kept.right("label")
    assert stored(progress_file)["label"]["right"]


def test_a_file_that_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "progress.json"
    path.mkdir()  # so not even root can read or replace it
    kept = Progress(path)
    kept.record("label", True, "296 mg")
    assert kept.right("label")
    assert "cannot be read" in kept.trouble
    assert path.is_dir()
    assert others(path) == []


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    kept = Progress(tmp_path / "no such folder" / "progress.json")
    kept.record("label", True, "296 mg")
    assert kept.right("label")
    assert "cannot be saved" in kept.trouble


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "notebooks").write_text("mine")
    kept = Progress(tmp_path / "notebooks" / "progress.json")
    kept.record("label", True, "296 mg")
    assert kept.right("label")
    assert kept.trouble.endswith(".")
    assert (tmp_path / "notebooks").read_text() == "mine"


def test_a_damaged_file_that_cannot_be_moved_is_left_as_it_is(progress_file: Path) -> None:
    progress_file.write_text("{")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", lambda *names: (_ for _ in ()).throw(OSError(13, "in use")))
        kept = Progress(progress_file)
        kept.record("label", True, "296 mg")
    assert kept.right("label")
    assert "damaged" in kept.trouble
    assert progress_file.read_text() == "{"


def test_a_write_replaces_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_atomically(path, "old")
    write_atomically(path, "new “ü”")
    assert path.read_text("utf-8") == "new “ü”"
    assert others(path) == []


# --- brought back from another machine

EARLY, LATE = "2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z"


def entry(right: bool, tries: int, answer: str, when: str = "") -> dict:
    return {"right": right, "tries": tries, "answer": answer, "when": when}


def file(answers: dict) -> Kept:
    """What a file of the first version holds."""
    return kept_in(json.dumps({"answers": answers}))


def test_an_old_file_and_newer_answers_are_merged(progress_file: Path) -> None:
    kept = progress()
    kept.record("label", True, "296 mg")
    kept.record("dose", False, "less")
    old = {"label": entry(False, 5, "500", EARLY), "limit": entry(True, 1, "350", EARLY)}
    assert kept.add(file(old)) == 1
    assert stored(progress_file) == {
        "label": {"right": True, "tries": 5, "answer": "296 mg"},
        "dose": {"right": False, "tries": 1, "answer": "less"},
        "limit": {"right": True, "tries": 1, "answer": "350"},
    }
    assert kept.add(file(old)) == 0  # the same file twice changes nothing
    assert stored(progress_file)["label"]["tries"] == 5


def test_a_file_from_before_times_were_noted_is_taken(progress_file: Path) -> None:
    text = json.dumps({"version": 1, "answers": {"label": ANSWER}})
    answers = brought_back("old.json", len(text), text)
    assert progress().add(answers) == 1
    assert stored(progress_file) == {"label": ANSWER}


def test_what_is_kept_can_be_brought_back(tmp_path: Path) -> None:
    here, there = Progress(tmp_path / "here.json"), Progress(tmp_path / "there.json")
    here.record("label", True, "½ “µg” 日本")
    there.add(brought_back("kept.json", len(here.text()), here.text()))
    assert there.answers == here.answers


entries_of_answers = st.dictionaries(
    st.sampled_from("abc"),
    st.builds(entry, st.booleans(), st.integers(1, 9), st.text(max_size=3), st.sampled_from(
        ["", EARLY, LATE])),
)  # fmt: skip


@given(entries_of_answers, entries_of_answers)
def test_no_answer_is_lost_by_merging(mine: dict, theirs: dict) -> None:
    with TemporaryDirectory() as folder:
        kept = Progress(Path(folder) / "progress.json")
        kept.add(file(mine))
        kept.add(file(theirs))
        for name in mine.keys() | theirs.keys():
            both = [answers[name] for answers in (mine, theirs) if name in answers]
            now = kept.answers[name]
            assert now["right"] == any(one["right"] for one in both)
            assert now["tries"] == max(one["tries"] for one in both)
            assert now["when"] == max(one["when"] for one in both)
            assert now["answer"] in [one["answer"] for one in both]
        assert Progress(kept.path).answers == kept.answers


def test_answers_brought_back_count_where_nothing_can_be_written(tmp_path: Path) -> None:
    kept = Progress(tmp_path / "no such folder" / "progress.json")
    kept.add(file({"label": entry(True, 1, "296")}))
    assert kept.right("label")
    assert "cannot be saved" in kept.trouble


@pytest.mark.parametrize(("text", "said"), [
    ("", "is empty"), (" \n", "is empty"), ('{"answers": {"a": ', "is damaged"),
    ("MZ\x90\x00\ufffd", "is damaged"), ('{"cells": [], "nbformat": 4}', "is no file"),
    ('{"answers": [1]}', "is no file"), ('{"answers": {"a": {"right": true}}}', "is no file"),
    ("[" * 100_000, "is damaged"),
])  # fmt: skip
def test_what_is_no_progress_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as problem:
        brought_back("mine.json", len(text), text)
    assert str(problem.value).startswith("“mine.json” is ")


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(ValueError, match=r"too large \(12,000,000 bytes\)"):
        brought_back("film.json", 12_000_000, "")
    assert LARGEST > 20 * 150 * 200  # far more than all answers of the course


def test_what_another_lesson_wrote_is_seen_when_looked_for(progress_file: Path) -> None:
    one, two = Progress(progress_file), Progress(progress_file)
    one.record("label", True, "296")
    assert not two.right("label")
    two.look_again()
    assert two.right("label")
