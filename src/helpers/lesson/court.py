"""Claim court: sentences from popular articles, judged by the learner and then by the evidence."""

from dataclasses import dataclass
from html import escape
from random import Random
from typing import Any

import pandas as pd

from helpers.lesson.ask import radio_buttons, trouble
from helpers.lesson.card import html, markdown, show_card
from helpers.lesson.live import Press, Status
from helpers.lesson.progress import progress
from helpers.lesson.stock import Button, HBox, is_seen, set_seen
from helpers.references import links

# The first that fits, from the top: so no two of them overlap.
VERDICTS = {
    "untested": "Untested: no study was found that looked at this",
    "animals": "Only in animals or dishes: nobody has shown it in people",
    "contradicted": "Contradicted: studies in people say otherwise",
    "partly": "Partly: one part of it holds, another does not",
    "supported": "Supported: all of it holds",
}
NEAR = {  # what is said to a verdict (first) that is near ours (second)
    ("supported", "partly"): "Close: one part of it holds.",
    ("contradicted", "partly"): "Close: one part of it does not hold.",
    ("partly", "supported"): "Close, but here all of it holds.",
    ("partly", "contradicted"): "Close, but here nothing of it holds.",
    ("supported", "animals"): "It was shown, but not in people.",
    ("untested", "animals"): "Close: in people it was not shown, but in animals it was looked at.",
    ("animals", "untested"): "Close: it was not shown in people, and not in animals either.",
    ("contradicted", "untested"): "No study says otherwise: none has looked.",
}
SITTING = 6  # claims; then the reader may stop


def sources_of(source_keys: str, checked: str) -> str:
    """The sources of a verdict in a sentence of Markdown, from two columns of claims.csv."""
    doubt = "" if checked == "read" else f" ({checked})"
    sources = links(key for key in source_keys.split(";") if key)
    return f"Sources: {sources or 'none found'}{doubt}."


def parts_of(holds: str, fails: str) -> str:
    """Which part of a claim holds and which does not, in Markdown; "" for one without parts."""
    if not fails:
        return ""
    return f"**Holds:** {holds.rstrip('.')}. **Does not hold:** {fails.rstrip('.')}."


@dataclass(frozen=True)
class Judged:
    """What a learner said of a claim: a verdict and, of "partly", which part does not hold."""

    verdict: str
    part: str = ""

    @classmethod
    def read(cls, answer: str) -> "Judged":
        """From an answer as it is kept."""
        verdict, _, part = answer.partition(": ")
        return cls(verdict, part)

    @property
    def kept(self) -> str:
        """As it is kept."""
        return f"{self.verdict}: {self.part}" if self.part else self.verdict

    def is_whole(self, claim: Any) -> bool:
        """Whether it answers all that is asked; the part is asked of who says partly with us."""
        if self.verdict == claim.verdict and claim.fails:
            return self.part in (claim.holds, claim.fails)
        return self.verdict in VERDICTS

    def agrees(self, claim: Any) -> bool:
        """Whether verdict and part are ours."""
        return (self.verdict, self.part) == (claim.verdict, claim.fails)

    def comment(self, claim: Any) -> str:
        """How near it is to our verdict, in words."""
        if self.agrees(claim):
            return "✓ We agree."
        if self.verdict == claim.verdict:
            return "✗ Partly it is, but the other part does not hold."
        return f"✗ We judge differently. {NEAR.get((self.verdict, claim.verdict), '')}".strip()


class ClaimCourt:
    """The claims of one lesson, a handful at a sitting, one after the other."""

    def __init__(self, name: str, claims: pd.DataFrame):
        self.name, self.claims = name, list(claims.itertuples())
        self.claim, self.status = Status(kind="claim"), Status()
        self.verdict = radio_buttons(
            [(text, key) for key, text in VERDICTS.items()], "Your verdict"
        )
        self.part = radio_buttons([], "Which part does not hold?")
        self.judge = Press({"Judge": self._judge}, [self.verdict, self.part], primary=True)
        self.judging = HBox([self.judge])
        self.back = Button(description="Previous claim")
        self.next = Button()
        self.verdict.observe(self._forget_mark, "value")
        self.part.observe(lambda change: self.status.say(""), "value")
        self.back.on_click(lambda button: self._go(self.position - 1))
        self.next.on_click(lambda button: self._on())
        self._begin()

    def show(self) -> None:
        """Display the court."""
        title = html("Claim court", "course-title")
        buttons = HBox([self.judging, self.back, self.next])
        children = [title, self.claim, self.verdict, self.part, buttons, self.status]
        show_card(self.name, children, text=self._stored_words())

    def _stored_words(self) -> str:
        """What stands there without Python: no list of claims whose verdicts cannot be seen."""
        first, count = self.claims[0].claim, len(self.claims)
        return f"Claim 1 of {count}: “{first}” In the running lesson you judge them all."

    # --- a sitting

    def _begin(self) -> None:
        """Take the next claims that are not judged yet; all of them once none is left."""
        waiting = [claim for claim in self.claims if not progress().tried(claim.claim_id)]
        self.sitting = waiting[:SITTING] or self.claims
        self._go(0)

    def _on(self) -> None:
        """To the next claim, to how it went, or to the next sitting."""
        if self._over:
            self._begin()
        else:
            self._go(self.position + 1)

    @property
    def _over(self) -> bool:
        return self.position == len(self.sitting)

    def _go(self, position: int) -> None:
        self.position = position
        self.back.disabled = position == 0
        set_seen(self.verdict, not self._over)
        set_seen(self.judging, not self._over)
        set_seen(self.part, False)
        if self._over:
            self._close()
        else:
            self._open(self.sitting[position])

    def _open(self, claim: Any) -> None:
        said = Judged.read(progress().answers.get(claim.claim_id, {}).get("answer", ""))
        self.verdict.value = said.verdict if said.is_whole(claim) else None
        if self.verdict.value:
            self._say(claim, said)
        else:
            self.status.say("")
        last = self.position == len(self.sitting) - 1
        self.next.description = "How it went" if last else "Next claim"
        # Last of all: once the claim is on the page, the options are empty for it.
        self.claim.say(
            f"<p>{self._place()}</p><blockquote>{escape(claim.claim)}</blockquote>", "claim"
        )

    def _place(self) -> str:
        """Where the reader is in this sitting, and how many claims the lesson has."""
        place = f"Claim {self.position + 1} of {len(self.sitting)}"
        rest = len(self.claims) - len(self.sitting)
        return f"{place} in this sitting ({len(self.claims)} in this lesson)" if rest else place

    def _close(self) -> None:
        """How the sitting went, and what to read again."""
        judged = [claim for claim in self.sitting if progress().tried(claim.claim_id)]
        differ = [claim for claim in judged if not progress().right(claim.claim_id)]
        left = sum(not progress().tried(claim.claim_id) for claim in self.claims)
        open_here = len(self.sitting) - len(judged)
        self.next.description = "More claims" if left else "From the start"
        self.claim.say("<p>That was the last claim of this sitting.</p>", "claim")
        words = f"**{len(judged)} judged, {len(judged) - len(differ)} as we judge.** "
        here = f", {open_here} of them of this sitting" if open_here else ""
        words += f"Still to judge: {left}{here}." if left else "You have judged them all."
        again = "".join(f"\n- “{claim.claim}”" for claim in differ)
        self.status.say(markdown(words + (f"\n\nTo read again:\n{again}" if again else "")))

    # --- a verdict

    def _forget_mark(self, change: Any) -> None:
        """What was said belongs to the verdict that was judged."""
        set_seen(self.part, False)
        self.status.say("")

    def _judge(self) -> None:
        claim, verdict = self.sitting[self.position], self.verdict.value
        if verdict is None:
            self.status.say("Choose a verdict first.", "problem")
        elif verdict == claim.verdict and claim.fails:
            self._judge_part(claim)
        else:
            self._record(claim, Judged(verdict))

    def _judge_part(self, claim: Any) -> None:
        """Ask which part fails: "partly" is half an answer."""
        if not is_seen(self.part):
            self.part.options = Random(claim.claim_id).sample([claim.holds, claim.fails], 2)
            self.part.value = None
            set_seen(self.part, True)
            self.status.say("Partly, yes. Choose the part that does not hold, and judge again.")
        elif self.part.value is None:
            self.status.say("Choose the part that does not hold.", "problem")
        else:
            self._record(claim, Judged(claim.verdict, self.part.value))

    def _record(self, claim: Any, said: Judged) -> None:
        progress().record(claim.claim_id, said.agrees(claim), said.kept)
        self._say(claim, said)

    def _say(self, claim: Any, said: Judged) -> None:
        parts = (
            f"**{said.comment(claim)}** {VERDICTS[claim.verdict]}.",
            parts_of(claim.holds, claim.fails),
            claim.reason,
            sources_of(claim.source_keys, claim.checked),
        )
        kind = "right" if said.agrees(claim) else "wrong"
        self.status.say(markdown("\n\n".join(filter(None, parts))) + trouble(), kind)
