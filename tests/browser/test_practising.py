"""The practice page as a learner meets it: asked, told why, and found again after a restart."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from helpers.lesson.card import markdown, plain
from helpers.lesson.questions import Choice
from helpers.practice import Case, catalogue, draw
from tests.browser.pages import AXE, Card, LessonPage
from tools.lab import Server

DAYS = 10  # since the lessons


@pytest.fixture(scope="module")
def page(new_tab: Callable[[], LessonPage], server: Server) -> Iterator[LessonPage]:
    """The page of somebody who has answered the questions of all lessons some days ago."""
    when = (datetime.now().astimezone() - timedelta(days=DAYS)).isoformat(timespec="seconds")
    entry = {"right": True, "tries": 1, "answer": "x", "first": "x", "hints": 0, "when": when}
    met = [item.id for item in catalogue().values() if item.in_lesson]
    page = new_tab()
    file = server.copy("10_practice.ipynb", "practised.ipynb")
    server.progress.write_text(json.dumps({"answers": dict.fromkeys(met, entry)}), "utf-8")
    page.open(file)
    press(page, "Start this lesson")
    yield page
    page.page.close()
    server.end_kernel(page.file)


def press(page: LessonPage, button: str) -> None:
    page.page.get_by_role("button", name=button).click()
    expect(page.page.get_by_text("Ready. All controls and questions work.")).to_be_visible()


def card(page: LessonPage) -> Card:
    return Card(page.cards.first)


def asked(page: LessonPage) -> Case:
    """The case that is shown."""
    words = plain(page.cards.first.inner_text())
    cases = (draw(name, 1) for name in catalogue())
    return next(case for case in cases if plain(markdown(case.text)).strip() in words)


def give(page: LessonPage, case: Case, right: bool) -> None:
    answer = case.answer if right else next(iter(case.mistakes))
    if isinstance(case.question, Choice):
        card(page).choose(plain(str(answer)))
    else:
        box(page).fill(f"{answer:.6g}")
    card(page).press("Check")


def box(page: LessonPage) -> Locator:
    return page.cards.first.get_by_role("textbox")


def test_a_right_answer_goes_away_for_days_and_a_wrong_one_is_explained(page: LessonPage) -> None:
    head = page.cards.first.locator(".course-status").first
    expect(head).to_contain_text("Today: question 1 of 5")
    give(page, asked(page), right=True)
    card(page).expect_status("right", "It comes back in")
    card(page).press("Next question")
    expect(head).to_contain_text("Today: question 2 of 5")
    case = asked(page)
    give(page, case, right=False)
    card(page).expect_status("wrong", "It comes back tomorrow")
    said = plain(markdown(next(iter(case.mistakes.values())))).strip()
    expect(card(page).status).to_contain_text(said.replace("\u00a0", " "))
    kept = json.loads(page.server.progress.read_text("utf-8"))["reviews"]
    assert kept[case.id][0]["right"] is False


def test_the_page_is_accessible_and_draws_what_is_fading(page: LessonPage) -> None:
    found = page.cards.filter(has_text="missed last time").first
    found.scroll_into_view_if_needed()
    expect(found.locator(".js-plotly-plot")).to_be_visible()
    page.page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = "axe.run('.course-card').then((said) => said.violations.map((one) => one.help))"
    assert page.page.evaluate(rules) == []


def test_a_restart_goes_on_where_it_stood(page: LessonPage) -> None:
    page.restart_kernel()
    press(page, "Start again")
    page.cards.first.scroll_into_view_if_needed()
    head = page.cards.first.locator(".course-status").first
    expect(head).to_contain_text("Today: question 3 of 5")
    assert page.complaints() == []
