"""Claim court: sentences from popular articles, judged by the learner and then by the evidence."""

from html import escape

import ipywidgets
import pandas as pd

from helpers.lesson.ask import radio_buttons, trouble
from helpers.lesson.card import html, markdown, show_card
from helpers.lesson.live import Status
from helpers.lesson.progress import progress
from helpers.references import link

VERDICTS = {
    "supported": "Supported: good evidence in people says so",
    "partly": "Partly: true with a condition, or only half of the sentence",
    "misleading": "Misleading: it leaves a wrong impression",
    "contradicted": "Contradicted: the evidence says otherwise",
    "unverifiable": "Unverifiable: nobody has shown it either way",
}


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
        self.judge.on_click(self._judge)
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
        show_card(self.name, children, text="\n".join(self.claims["claim"]))

    def _go(self, step: int) -> None:
        self.position = (self.position + step) % len(self.claims)
        self.verdict.value = None
        claim = self.claims.iloc[self.position]
        self.claim.value = (
            f"<p>Claim {self.position + 1} of {len(self.claims)}</p>"
            f"<blockquote>{escape(claim.claim)}</blockquote>"
        )
        self.status.say(self._standing())

    def _judge(self, button: ipywidgets.Button) -> None:
        claim = self.claims.iloc[self.position]
        if self.verdict.value is None:
            self.status.say("Choose a verdict first.", "problem")
            return
        right = self.verdict.value == claim.verdict
        progress().record(claim.claim_id, right, self.verdict.value)
        self.status.say(self._reasons(claim, right), "right" if right else "wrong")

    def _reasons(self, claim: pd.Series, right: bool) -> str:
        opening = "✓ So do we judge." if right else "✗ We judge otherwise."
        sources = ", ".join(link(key) for key in claim.source_keys.split(";") if key)
        return (
            f"<strong>{opening}</strong> {escape(VERDICTS[claim.verdict])}."
            + markdown(f"{claim.reason}\n\nSources: {sources or 'none found'}.")
            + trouble()
        )

    def _standing(self) -> str:
        judged = [key for key in self.claims["claim_id"] if key in progress().answers]
        agreed = sum(map(progress().right, judged))
        return f"{len(judged)} of {len(self.claims)} judged, {agreed} as we do." if judged else ""
