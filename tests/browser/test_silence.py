"""Named to come last: what all the pages of the tests before have complained about or asked for."""

from tests.browser.pages import LessonPage


def test_no_console_error(opened: list[LessonPage]):
    assert opened
    errors = [f"{page.file}: {error}" for page in opened for error in page.errors]
    assert not errors, "\n".join(errors)


def test_no_request_leaves_the_machine(opened: list[LessonPage], server):
    own = (f"http://127.0.0.1:{server.port}/", f"ws://127.0.0.1:{server.port}/", "data:", "blob:")
    left = {url for page in opened for url in page.asked_for if not url.startswith(own)}
    assert opened and not left, "\n".join(left)
