"""Named to come last of a lesson's tests: what the browser has complained about or asked for."""

from tests.browser.pages import LessonPage


def test_no_console_error_and_no_request_left_the_machine(lesson: LessonPage):
    assert any(url.startswith("http://127.0.0.1") for url in lesson.asked_for)
    complaints = lesson.complaints()
    assert not complaints, "\n".join(complaints)
