"""The map of the course follows the answers and leads to every lesson."""

import re

import pytest

from helpers import tables
from helpers.lesson.course import SHOWN, CourseMap, as_markdown, everywhere, overall
from helpers.lesson.progress import Progress, progress
from helpers.lesson.questions import questions
from helpers.lesson.standing import lessons, standing

LESSON = "05_supplement_forms"
HERE = lessons()[0]


def row(text: str, lesson: str) -> list[str]:
    """The cells of one lesson's row."""
    line = next(line for line in text.splitlines() if line.startswith("|") and lesson in line)
    return [cell.strip() for cell in line.strip("|").split("|")]


def answer_all(lesson: str) -> None:
    claims = tables.table("claims")
    for key in [*questions(lesson), *claims.loc[claims["lesson"] == lesson, "claim_id"]]:
        progress().record(key, True, "x")


def test_a_key_belongs_to_one_question_or_claim() -> None:
    keys = [key for lesson in lessons() for key in questions(lesson)]
    keys += list(tables.table("claims")["claim_id"])
    assert len(keys) == len(set(keys))  # progress knows them by nothing else


def test_every_lesson_has_its_row_with_link_minutes_and_question() -> None:
    text = as_markdown(everywhere(), HERE)
    for name in lessons():
        page = tables.toml(f"lessons/{name}")
        link, about = row(text, name)[0].split("<br>")
        assert link == f"[{page['title']}]({name}.ipynb)"
        assert about == f"{page['asks']} About {page['minutes']} minutes."
    assert f"**Begin with** [{tables.toml(f'lessons/{lessons()[1]}')['title']}]" in text


def test_the_row_counts_what_is_right_judged_and_to_repeat() -> None:
    claim = tables.table("claims").query("lesson == @LESSON")["claim_id"].iloc[0]
    progress().record("citrate-elemental", True, "121")
    progress().record("oxide-mmol", False, "8")
    progress().record("oxide-mmol", False, "9")
    progress().record(claim, False, "supported")
    one = standing(LESSON)
    assert (one.questions.right, one.questions.tried, one.questions.tries) == (1, 2, 3)
    assert (one.claims.tried, one.claims.right) == (1, 0)
    assert one.repeat == (questions(LESSON)["oxide-mmol"].text,)
    _, right, judged = row(as_markdown(everywhere(), HERE), LESSON)
    assert right == f"1 of {len(questions(LESSON))}"
    assert judged.startswith("1 of ")


def test_the_map_leads_on_from_its_own_page() -> None:
    for name in lessons()[1:]:
        answer_all(name)
    assert "All lessons are done" in as_markdown(everywhere(), HERE)
    assert "**Begin with**" not in as_markdown(everywhere(), HERE)


def test_what_to_repeat_is_named_and_a_long_list_is_cut() -> None:
    for key in list(questions(LESSON))[: SHOWN + 2]:
        progress().record(key, False, "x")
    text = as_markdown(everywhere(), HERE)
    assert "**To repeat**" in text and "“A label says “magnesium citrate 750 mg”" in text
    assert "; and 2 more" in text
    assert f"**Go on with** [{tables.toml(f'lessons/{LESSON}')['title']}]" in text


def test_a_lesson_is_done_when_all_is_right_and_judged() -> None:
    answer_all(lessons()[0])
    text = as_markdown(everywhere(), HERE)
    assert row(text, lessons()[0])[0].startswith("✓ ")
    assert f"**Begin with** [{tables.toml(f'lessons/{lessons()[1]}')['title']}]" in text
    for name in lessons():
        answer_all(name)
    assert "All lessons are done" in as_markdown(everywhere(), HERE)


def test_the_map_on_the_page_follows_another_lesson(progress_file) -> None:
    shown = CourseMap(HERE)
    Progress(progress_file).record("citrate-elemental", True, "121")  # in another kernel
    shown.act({"act": "look again"})
    [output] = shown.table.outputs
    assert row(output["data"]["text/markdown"], LESSON)[1].startswith("1 of ")
    assert re.search(r"1 of \d+ questions right", shown.status.html)


def test_the_sum_counts_all_lessons() -> None:
    total = sum(len(questions(name)) for name in lessons())
    assert f"0 of {total} questions right" in overall()


@pytest.mark.parametrize("name", lessons())
def test_a_question_shortened_for_the_map_stays_on_its_line(name: str) -> None:
    for key in questions(name):
        progress().record(key, False, "x")
    assert all(
        line.startswith(("|", "-", "*"))
        for line in as_markdown(everywhere(), HERE).split("\n")
        if line
    )


# --- the record


def record(monkeypatch: pytest.MonkeyPatch) -> str:
    """The page that the button hands over."""
    shown, handed = CourseMap(HERE), []
    monkeypatch.setattr(shown.file, "send", handed.append)
    shown.act({"act": "record"})
    assert handed[0]["type"] == "text/html" and handed[0]["name"].endswith(".html")
    return handed[0]["text"]


def record_row(page: str, lesson: str) -> list[str]:
    title = tables.toml(f"lessons/{lesson}")["title"]
    [line] = [line for line in page.splitlines() if title in line and line.startswith("<tr>")]
    return re.findall(r"<td>(.*?)</td>", line)


def test_the_record_counts_right_answers_tries_claims_and_days(monkeypatch) -> None:
    claim = tables.table("claims").query("lesson == @LESSON")["claim_id"].iloc[0]
    for right in (False, True):
        progress().record("citrate-elemental", right, "121")
    progress().record("oxide-mmol", False, "8")
    progress().record(claim, False, "supported")
    progress().answers["oxide-mmol"]["when"] = "2031-03-01T12:00:00Z"
    page = record(monkeypatch)
    right, tries, judged, agreed, last = record_row(page, LESSON)
    assert (right, tries, last) == (f"1 of {len(questions(LESSON))}", "3", "2031-03-01")
    assert (judged.split()[0], agreed) == ("1", "0")
    assert "A hospital capsule holds 160" in page
    assert "citrate 500" not in page


def test_the_record_of_a_beginner_is_complete_and_says_what_it_is(monkeypatch) -> None:
    page = record(monkeypatch)
    for name in lessons():
        assert record_row(page, name)[-1] == "not begun"
    assert "Nothing at the moment" in page
    assert "I make this statement about myself" in page
    assert "<!-- " not in page


def test_the_record_asks_the_network_for_nothing(monkeypatch) -> None:
    for key in questions(LESSON):
        progress().record(key, False, "x")
    page = record(monkeypatch)
    assert not re.search(r"(src|action)=|<link|url\(|fetch|XMLHttp", page)


def test_what_an_answer_says_is_never_part_of_the_page(monkeypatch) -> None:
    progress().record("oxide-mmol", False, "<script>alert(1)</script>")
    assert "alert(1)" not in record(monkeypatch)
