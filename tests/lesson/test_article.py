"""The unseen article: labelled throughout, every kind on each page, judged once, scored."""

import re
from datetime import date
from html import unescape

import pytest

from helpers.lesson.article import HOLDS, ArticleCard, articles, holding, told
from helpers.lesson.progress import progress
from helpers.lesson.record import record_page
from helpers.lesson.standing import lessons, standing
from helpers.references import reference

PAGES = range(len(articles().titles))
SENTENCES = articles().sentences


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ")


def judge(card: ArticleCard, kind: str = "") -> None:
    """Say one kind of all sentences, or what we say."""
    for row, sentence in zip(card.rows, articles().page(card.page.value), strict=True):
        row.kind.value = kind or sentence.kind
    card.mark.click()


# --- the bank


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_every_kind_of_error_and_sentences_that_hold(page: int) -> None:
    kinds = [one.kind for one in articles().page(page)]
    assert set(kinds) == articles().kinds.keys()
    assert kinds.count(HOLDS) == holding(page) >= 4


def test_no_sentence_stands_twice() -> None:
    assert len(PAGES) >= 3
    assert len({one.id for one in SENTENCES}) == len({one.text for one in SENTENCES})
    assert len({one.id for one in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: one.id)
def test_a_sentence_is_of_the_course(sentence) -> None:
    """Its kinds are known, it tries an objective, and its sources can be looked up."""
    assert {sentence.kind, *sentence.also} <= articles().kinds.keys()
    assert told(sentence.objective).startswith(f"Lesson {sentence.objective[:2]}: ")
    assert all(reference(key).url for key in sentence.sources)
    assert sentence.reason.endswith(".")


def test_every_lesson_with_numbers_is_tried() -> None:
    tried = {one.objective.partition("/")[0][:2] for one in SENTENCES}
    assert {"01", "02", "03", "04", "05", "06", "08"} <= tried


# --- on the page


def test_page_and_sentences_carry_the_label() -> None:
    card = ArticleCard()
    shown = [part.value for part in card.parts() if hasattr(part, "value")]
    page = [text for text in shown if isinstance(text, str) and "This page is" in text]
    assert articles().label == "synthetic, with planted errors"
    assert articles().label in page[0]
    for number in PAGES:
        card.page.value = number
        for row, sentence in zip(card.rows, articles().page(number), strict=True):
            assert words(row.text.value).endswith(f"{sentence.text} [{articles().label}]")


def test_without_python_no_sentence_is_shown(shown) -> None:
    ArticleCard().show()
    (bundle,) = shown()
    text = bundle["text/plain"] + bundle["text/markdown"]
    assert articles().label in text
    assert not any(one.text in text for one in SENTENCES)


def test_a_page_is_marked_when_each_sentence_is_judged() -> None:
    card = ArticleCard()
    card.rows[0].kind.value = HOLDS
    card.mark.click()
    assert "Not judged yet: sentence 2, 3" in words(card.status.html)
    assert card.status.kind == "problem"
    assert not progress().answers


def test_a_page_is_kept_in_one_writing() -> None:
    told = []
    progress().watchers["test"] = lambda: told.append(len(progress().answers))
    judge(ArticleCard())
    assert told == [len(articles().place)]


def test_a_page_that_is_judged_as_here_is_scored_full() -> None:
    card = ArticleCard()
    judge(card)
    said = words(card.status.html)
    assert "14 of 14 sentences as we judge" in said
    assert "9 of 9 planted errors" in said and "doubted 0 of the 5" in said
    assert "To read again" not in said
    assert all("✓ As we judge." in words(row.reason.value) for row in card.rows)


def test_calling_all_true_misses_every_error_and_tells_what_to_read() -> None:
    card = ArticleCard()
    judge(card, HOLDS)
    said = words(card.status.html)
    assert "5 of 14 sentences as we judge" in said and "0 of 9 planted errors" in said
    assert "Lesson 06: " in said
    assert sum("✗ We judge: " in words(row.reason.value) for row in card.rows) == 9


def test_another_reason_is_told_from_no_error() -> None:
    card = ArticleCard()
    judge(card, "unit")
    said = words(card.status.html)
    assert "9 of 9 planted errors" in said and "doubted 5 of the 5" in said
    assert any("wrong, yes, but for another reason" in words(row.reason.value) for row in card.rows)


def test_a_second_kind_is_taken_where_it_fits_as_well() -> None:
    both = next(one for one in SENTENCES if one.also)
    assert both.agrees(both.kind) and both.agrees(both.also[0])
    assert not both.agrees(HOLDS)


def test_a_marked_page_stays_as_it_was_marked(restart) -> None:
    judge(ArticleCard(), HOLDS)
    restart()
    card = ArticleCard()
    assert card.mark.disabled
    assert all(row.kind.disabled and row.judged == HOLDS for row in card.rows)
    card.next.click()
    assert card.page.value == 1
    assert not card.mark.disabled and not any(row.judged for row in card.rows)
    assert words(card.status.html) == ""


# --- the record


def record() -> str:
    return record_page([standing(name) for name in lessons()], date(2026, 1, 1))


def goals(page: str) -> dict[str, list[str]]:
    rows = re.findall(r'<tr><th scope="row">(\d\d: [^<]*)</th>(.*?)</tr>', page)
    return {text: re.findall(r"<td>([^<]*)</td>", cells) for text, cells in rows}


def test_the_record_lists_every_objective_of_the_course() -> None:
    expected = sum(len(standing(name).page.objectives) for name in lessons())
    page = record()
    assert len(goals(page)) == expected
    assert "I have not judged an unseen article yet." in page


def test_the_record_counts_sentences_and_questions_by_objective() -> None:
    judge(ArticleCard(), HOLDS)
    progress().record("below-the-ear", True, "x")
    page = record()
    assert "Of 14 sentences of unseen articles I judged 5 as the course does." in page
    found = next(cells for text, cells in goals(page).items() if text.startswith("03: tell low"))
    assert found[0].startswith("1 of ")
    assert found[1] == "0 of 1"
    assert articles().label in page
