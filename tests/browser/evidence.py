"""What a failed browser test leaves behind: a screenshot of each page, and playwright's trace."""

import re
from contextlib import suppress

from playwright.sync_api import BrowserContext, Error

from tools.lab import ROOT

FOLDER = ROOT / "build" / "browser"
SCREENSHOT_MS = 20_000  # a page that hangs gives none
HOW = "A trace opens by: .venv/bin/python -m playwright show-trace build/browser/..."


class Evidence:
    """Records in all windows, and keeps the record of a test that has failed."""

    def __init__(self) -> None:
        self.windows: list[BrowserContext] = []

    def watch(self, window: BrowserContext) -> None:
        """Record in this window from now on."""
        # With pictures or snapshots of the page as well, all would take half as long again.
        window.tracing.start()
        window.tracing.start_chunk()
        self.windows.append(window)

    def begin(self) -> None:
        """Begin a new record in each window."""
        for window in self.windows:
            with suppress(Error):
                window.tracing.stop_chunk()
                window.tracing.start_chunk()

    def keep(self, test: str, why: str) -> str:
        """Write why it failed, what is seen and what was recorded; return where, in words."""
        folder = FOLDER / re.sub(r"[^\w.-]+", "_", test)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "why.txt").write_text(why, "utf-8")
        for number, window in enumerate(self.windows, 1):
            for place, page in enumerate(window.pages, 1):
                with suppress(Error):
                    path = folder / f"window_{number}_page_{place}.png"
                    page.screenshot(path=path, timeout=SCREENSHOT_MS)
            with suppress(Error):  # a browser that was closed has no more to tell
                window.tracing.stop_chunk(path=folder / f"window_{number}_trace.zip")
                window.tracing.start_chunk()
        kept = sorted(path.relative_to(ROOT).as_posix() for path in folder.iterdir())
        return "\n".join([*kept, HOW])
