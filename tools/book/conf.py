"""How Sphinx makes the book; `python start.py book` calls it."""

from sphinx.application import Sphinx

from tools.book import around, mathml
from tools.book.data import STATIC

QUESTIONS = ("numbers", "verdicts", "keeping", "questions", "standing")

project = html_title = "Magnesium and bone health"
author = "The Magnesium and Bone course contributors"
extensions = ["myst_nb"]
html_baseurl = around.PUBLIC

nb_execution_mode = "off"
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
myst_heading_slug_func = "tools.book.pages.anchor"
myst_update_mathjax = False
html_math_renderer = "mathml"

html_theme = "sphinx_book_theme"
html_theme_options = {
    "article_header_start": ["toggle.html"],
    "article_header_end": ["buttons.html"],
    "footer_content_items": ["foot.html"],
    "navbar_persistent": [],
    "secondary_sidebar_items": ["page-toc-here.html"],
    "back_to_top_button": False,
    "show_toc_level": 1,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_sidebars = {"**": ["brand.html", "search-form.html", "sbt-sidebar-nav.html"]}
html_static_path = ["static", str(STATIC)]
templates_path = ["templates"]
html_css_files = ["book.css", "explorers.css", "questions.css"]
html_js_files = [f"{name}.js" for name in ("book", "terms", "explorers", *QUESTIONS)]
html_copy_source = False
html_use_index = False


def setup(app: Sphinx) -> None:
    """Add formulas without a script, and what stands around the text of a page."""
    app.add_html_math_renderer("mathml", (mathml.inline, None), (mathml.block, None))
    app.connect("html-page-context", around.page, priority=900)
