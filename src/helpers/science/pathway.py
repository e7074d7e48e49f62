"""The arrows of the vitamin D pathway, and what follows when one of them is blocked.

Signs only, no sizes: the first wave runs along the arrows of data/vitamin_d_pathway.csv; an arrow
that would turn it round pushes back. Which of the two wins is for measurements to say.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from helpers import tables
from helpers.science.checks import one_of, several

CARRIES, PUSHES_BACK, BLOCKED, QUIET = "carries the change", "pushes back", "blocked", "quiet"


@dataclass(frozen=True)
class Arrow:
    """One step or one influence; sign +1 raises its goal, -1 lowers it.

    A small one carries no wave: its goal hardly changes.
    """

    name: str
    step: str
    start: str
    goal: str
    sign: int
    size: str
    actor: str
    evidence: str
    source_key: str


@dataclass(frozen=True)
class Wave:
    """What a blocked arrow does: +1 or -1 for each node that changes, a role for each arrow."""

    blocked: str
    changes: dict[str, int]
    roles: dict[str, str]

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """The arrows that have a role."""
        return tuple(arrow for arrow in arrows() if arrow.name in self.roles)

    def pushed_back(self, node: str) -> bool:
        """Whether some arrow works against the change of this node."""
        goal = one_of("node", node, nodes())
        return any(
            self.roles[arrow.name] == PUSHES_BACK and arrow.goal == goal for arrow in self.arrows
        )


@cache
def arrows() -> tuple[Arrow, ...]:
    """All arrows of the table."""
    return tuple(
        Arrow(
            row.arrow,
            row.step,
            row.start,
            row.goal,
            1 if row.sign == "+" else -1,
            row.size,
            row.actor,
            row.evidence,
            row.source_key,
        )
        for row in tables.table("vitamin_d_pathway").itertuples()
    )


def nodes() -> tuple[str, ...]:
    """What the arrows join, each once."""
    return tuple(dict.fromkeys(node for arrow in arrows() for node in (arrow.start, arrow.goal)))


def block(step: str, among: Iterable[str] | None = None) -> Wave:
    """The first wave after a step is blocked ("none" blocks nothing).

    It runs among some nodes alone, if they are named; what a blocked arrow joins is one of them.
    """
    blocked = one_of("step", step, ["none", *(arrow.step for arrow in arrows())])
    present = _present(blocked, nodes() if among is None else among)
    roles = {arrow.name: BLOCKED if arrow.step == blocked else QUIET for arrow in present}
    changes = {arrow.goal: -arrow.sign for arrow in present if arrow.step == blocked}
    waiting = deque(changes)
    while waiting:
        node = waiting.popleft()
        for arrow in present:
            if (arrow.start, arrow.size) == (node, "main") and arrow.step != blocked:
                pushed = changes[node] * arrow.sign
                if arrow.goal not in changes:
                    changes[arrow.goal] = pushed
                    waiting.append(arrow.goal)
                roles[arrow.name] = CARRIES if changes[arrow.goal] == pushed else PUSHES_BACK
    return Wave(blocked, changes, roles)


def _present(blocked: str, among: Iterable[str]) -> list[Arrow]:
    """The arrows whose two ends are among these nodes or belong to the blocked step."""
    named = several("among", among, len(nodes()), "names of nodes")
    joined = {one_of("among", node, nodes()) for node in named}
    for arrow in arrows():
        if arrow.step == blocked:
            joined |= {arrow.start, arrow.goal}
    return [arrow for arrow in arrows() if {arrow.start, arrow.goal} <= joined]
