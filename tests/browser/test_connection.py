"""The server ends while a lesson is open: the line over it says so, and when it is back."""

from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tools.lab import Lab, Server

LESSON = "00_start_here.ipynb"


def test_a_lost_server_is_told_and_so_is_its_return(window: BrowserContext, tmp_path: Path):
    server = Server(tmp_path)
    with server.running():
        lab = Lab(window, server)
        lab.open(LESSON)
        bar = lab.page.get_by_role("region", name="Start of the lesson")
        said = bar.get_by_role("status")
        bar.get_by_role("button", name="Start this lesson").click()
        expect(said).to_contain_text("Ready")
    expect(said).to_contain_text("The connection to Python is lost")
    expect(said).to_contain_text("Your answers so far are kept")
    with server.running():
        expect(said).to_contain_text("Python has stopped")
        expect(bar.get_by_role("button", name="Start again")).to_be_visible()
        lab.page.close()
