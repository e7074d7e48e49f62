"""Named to come last: what the tabs of all tests before have complained about or asked for."""

from tests.browser.pages import LessonPage
from tools.lab import Server


def test_no_console_error(tabs: list[LessonPage]):
    errors = [error for tab in tabs for error in tab.errors]
    assert tabs and not errors, "\n".join(errors)


def test_no_request_leaves_the_machine(tabs: list[LessonPage], server: Server):
    own = (f"http://127.0.0.1:{server.port}/", f"ws://127.0.0.1:{server.port}/", "data:", "blob:")
    elsewhere = {url for tab in tabs for url in tab.asked_for if not url.startswith(own)}
    assert tabs and not elsewhere, "\n".join(elsewhere)
