"""Claim court: sentences from popular articles, judged by the learner and then by the evidence."""

from html import escape

import ipywidgets
import pandas as pd

from helpers.lesson.ask import radio_buttons, trouble
from helpers.lesson.card import html, markdown, show_card
from helpers.lesson.live import Status, after_entries
from helpers.lesson.progress import progress
from helpers.references import links

VERDICTS = {
    "supported": "Supported: good evidence in people says so",
    "partly": "Partly: true with a condition, or only half of the sentence",
    "misleading": "Misleading: it leaves a wrong impression",
    "contradicted": "Contradicted: the evidence says otherwise",
    "unverifiable": "Unverifiable: no study was found that settles it",
}


def sources_of(source_keys: str, checked: str) -> str:
    """The sources of a verdict in a sentence of Markdown, from two columns of claims.csv."""
    doubt = "" if checked == "read" else f" ({checked})"
    sources = links(key for key in source_keys.split(";") if key)
    return f"Sources: {sources or 'none found'}{doubt}."


class ClaimCourt:
    """The claims of one lesson, one at a time."""

    def __init__(self, name: str, claims: pd.DataFrame):
        self.name, self.claims, self.position = name, claims, 0
        self.claim, self.status = html(""), Status()
        self.verdict = radio_buttons(
            [(text, key) for key, text in VERDICTS.items()], "Your verdict"
        )
        self.judge = ipywidgets.Button(description="Judge", button_style="primary")
        self.back = ipywidgets.Button(description="Previous claim")
        self.next = ipywidgets.Button(description="Next claim")
        self.judge.on_click(lambda button: after_entries(self._judge))
        self.back.on_click(lambda button: self._go(-1))
        self.next.on_click(lambda button: self._go(+1))
        self._go(0)

    def show(self) -> None:
        """Display the court."""
        buttons = ipywidgets.HBox([self.judge, self.back, self.next])
        children = [
            html("Claim court", "course-title"),
            self.claim,
            self.verdict,
            buttons,
            self.status,
        ]
        show_card(self.name, children, text=self._stored_words())

    def _stored_words(self) -> str:
        """What stands there without Python: no list of claims whose verdicts cannot be seen."""
        first, count = self.claims.iloc[0].claim, len(self.claims)
        return f"Claim 1 of {count}: “{first}” In the running lesson you judge them all."

    def _go(self, step: int) -> None:
        self.position = (self.position + step) % len(self.claims)
        claim = self.claims.iloc[self.position]
        before = progress().answers.get(claim.claim_id, {}).get("answer")
        self.verdict.value = before if before in VERDICTS else None
        if self.verdict.value:
            self._say(claim)
        else:
            self.status.say(self._standing())
        # Last of all: once the claim is on the page, the options are empty for it.
        self.claim.value = (
            f"<p>Claim {self.position + 1} of {len(self.claims)}</p>"
            f"<blockquote>{escape(claim.claim)}</blockquote>"
        )

    def _judge(self) -> None:
        claim = self.claims.iloc[self.position]
        if self.verdict.value is None:
            self.status.say("Choose a verdict first.", "problem")
            return
        right = self.verdict.value == claim.verdict
        progress().record(claim.claim_id, right, self.verdict.value)
        self._say(claim)

    def _say(self, claim: pd.Series) -> None:
        agreed = self.verdict.value == claim.verdict
        opening = "✓ We agree." if agreed else "✗ We judge differently."
        text = f"**{opening}** {VERDICTS[claim.verdict]}.\n\n{claim.reason}\n\n"
        text += sources_of(claim.source_keys, claim.checked)
        self.status.say(markdown(text) + trouble(), "right" if agreed else "wrong")

    def _standing(self) -> str:
        judged = [key for key in self.claims["claim_id"] if progress().tried(key)]
        agreed = sum(map(progress().right, judged))
        return (
            f"{len(judged)} of {len(self.claims)} judged, {agreed} as we judge." if judged else ""
        )
