"""The start page leads: its map opens lessons and follows the answers given in them."""

import json
import re

from playwright.sync_api import expect

from helpers.lesson.questions import texts
from helpers.tables import toml
from tests.browser.pages import AXE, LessonPage

LESSON = "05_supplement_forms"
TOTAL = len(texts(LESSON))
UNANSWERED = list(texts(LESSON))[-1]  # the other tests answer the first ones
ANSWER = {"right": True, "tries": 1, "answer": "80.8 mg", "when": "2026-03-01T10:00:00Z"}


def test_the_map_follows_answers_of_another_lesson(start_page: LessonPage):
    row = start_page.course_map().card.get_by_role("row").filter(has_text="5. Supplement forms")
    expect(row).to_contain_text(f" of {TOTAL}")
    right = int(re.search(rf"(\d+) of {TOTAL}", row.text_content())[1])
    kept = start_page.server.progress
    before = json.loads(kept.read_text("utf-8"))["answers"] if kept.exists() else {}
    kept.write_text(json.dumps({"answers": before | {UNANSWERED: ANSWER}}), "utf-8")
    end = start_page.cards.filter(has_text="answered correctly")
    end.scroll_into_view_if_needed()  # the map is out of sight
    start_page.course_map().card.get_by_role("button").first.scroll_into_view_if_needed()
    expect(row).to_contain_text(f"{right + 1} of {TOTAL}")


def test_a_link_of_the_map_opens_the_lesson(start_page: LessonPage):
    title = toml(f"lessons/{LESSON}")["title"]
    start_page.course_map().card.get_by_role("link", name=title).first.click()
    expect(start_page.page.get_by_role("heading", name=title)).to_be_visible()
    start_page.wait_for_kernel()
    start_page.save()
    start_page.close()
    expect(start_page.course_map().card).to_be_visible()


def test_the_record_opens_as_a_page_that_is_accessible_and_can_be_kept(start_page: LessonPage):
    with start_page.page.expect_popup() as popup:
        start_page.course_map().press("Open my record")
    record = popup.value
    expect(record.get_by_role("row").filter(has_text="5. Supplement forms")).to_be_visible()
    record.get_by_label("Name").fill("Learner")
    record.evaluate(AXE.read_text(encoding="utf-8"))
    found = record.evaluate("async () => (await axe.run()).violations.map((one) => one.help)")
    assert not found
    with record.expect_download() as kept:
        record.get_by_role("button", name="Keep this page").click()
    assert 'value="Learner"' in kept.value.path().read_text("utf-8")
    record.close()
