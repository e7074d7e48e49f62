"""How Sphinx makes the book; `python start.py book` calls it."""

from tools.book.data import STATIC

project = "Magnesium and bone health"
author = "The Magnesium and Bone course contributors"
copyright = author
extensions = ["myst_nb"]
nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
myst_heading_slug_func = "tools.book.pages.anchor"

html_theme = "sphinx_book_theme"
html_static_path = ["static", str(STATIC)]
templates_path = ["templates"]
html_title = project
html_css_files = ["book.css", "explorers.css", "questions.css"]
html_js_files = [
    "book.js",
    *((f"{name}.js", {"defer": "defer"}) for name in ("explorers", "questions")),
]
html_copy_source = False
html_show_sourcelink = False
