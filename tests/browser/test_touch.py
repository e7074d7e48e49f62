"""A lesson by finger: the page scrolls past every picture, and no picture zooms by accident."""

import shutil

from playwright.sync_api import BrowserContext, expect

from tools.lab import ROOT, Server

LESSON = "05_supplement_forms.ipynb"
READY_MS = 120_000
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STATE = """(graph) => ({
  scrolled: graph.closest(".jp-WindowedPanel-outer").scrollTop,
  ranges: JSON.stringify(["xaxis", "yaxis", "xaxis2", "yaxis2"].map(
    (axis) => graph._fullLayout[axis]?.range)),
})"""


def test_a_swipe_over_a_picture_scrolls_the_page_and_no_more(
    window: BrowserContext, server: Server
):
    file = "touched.ipynb"
    shutil.copy(ROOT / "notebooks" / LESSON, server.notebooks / file)
    phone = window.browser.new_context(**PHONE)
    page = phone.new_page()
    page.goto(server.address(f"lab/workspaces/touch/tree/notebooks/{file}"))
    page.get_by_role("button", name="Start this lesson").tap()
    expect(page.get_by_text("Ready.")).to_be_visible(timeout=READY_MS)
    finger = phone.new_cdp_session(page)
    graphs = page.locator(".js-plotly-plot")
    expect(graphs).not_to_have_count(0)
    for graph in graphs.all():
        graph.evaluate("(graph) => graph.scrollIntoView({ block: 'center' })")
        page.evaluate("() => new Promise(requestAnimationFrame)")
        before, box = graph.evaluate(STATE), graph.bounding_box()
        place = {"x": 195, "y": box["y"] + box["height"] / 2, "gestureSourceType": "touch"}
        finger.send("Input.synthesizeScrollGesture", place | {"yDistance": -150, "speed": 400})
        after = graph.evaluate(STATE)
        assert after["scrolled"] - before["scrolled"] > 100
        assert after["ranges"] == before["ranges"]
    phone.close()
    server.end_kernel(file)
