"""What the explorers of the calcium and magnesium model say: loops, knobs, curve, ledger, test."""

import pytest

from helpers.explorers import mineral_balance as explorers
from helpers.figures.mineral_balance import rats, rats_table
from helpers.lesson import Explorer
from helpers.lesson.card import plain
from helpers.science.mineral_balance import SIGNALS


def said(explorer: Explorer, **settings: object) -> str:
    for name, value in settings.items():
        explorer.controls[name].value = value
    return plain(explorer.status.html).replace("\xa0", " ")


def words(explorer: Explorer) -> str:
    """The notes on the picture."""
    notes = explorer.live.figure["layout"]["annotations"]
    return " ".join(str(note["text"]) for note in notes).replace("\xa0", " ")


def test_each_loop_brings_calcium_nearer() -> None:
    loops = explorers.loops()
    stages = [SIGNALS, ("calcitriol", "magnesium"), ("magnesium",), ()]
    told = [said(loops, held=held) for held in stages]
    shown = [next(n for n in (26, 21, 20) if f"Calcium −{n} %." in text) for text in told]
    assert shown == [26, 26, 21, 20]
    assert "If nothing answered" not in told[0]
    alone = "If nothing answered, calcium would stand 26 % below usual"
    assert all(alone in text for text in told[1:])


def test_without_magnesiums_signal_little_magnesium_leaves_calcium_alone() -> None:
    loops = explorers.loops()
    change = "Half of the magnesium eaten"
    assert "Calcium 0 %." in said(loops, change=change, held=("magnesium",))
    assert "Calcium −12 %." in said(loops, change=change, held=())


def test_a_held_hormone_is_drawn_as_held() -> None:
    loops = explorers.loops()
    assert words(loops).count("held") == 2
    said(loops, held=())
    assert "held" not in words(loops)


@pytest.mark.parametrize(
    ("settings", "answer"),
    [
        ({"magnesium_diet": 100}, "None did much"),
        ({"magnesium_diet": 100, "calcium_diet": 50}, "calcitriol: it kept calcium nearer"),
        ({"magnesium_diet": 25}, "what magnesium says to gland and kidney: it drove calcium away"),
        ({"magnesium_diet": 100, "calcidiol": 50}, "calcitriol: it drove calcium away"),
        ({"magnesium_diet": 100, "pth_synthesis": 200}, "it drove calcium away"),
    ],
    ids=str,
)
def test_the_sentence_tells_which_loop_answered(settings: dict, answer: str) -> None:
    assert answer in said(explorers.system(), **settings)


def test_no_loop_defends_magnesium() -> None:
    text = said(explorers.system(), magnesium_diet=50)
    assert "magnesium −29.0 %" in text
    assert "Magnesium would stand 28 % below usual if nothing answered" in text


def test_the_top_of_the_curve_is_told() -> None:
    curve = explorers.curve()
    assert "The top of this curve is +34 %, at 43 %" in said(curve)
    assert "PTH −41 %" in said(curve, magnesium_diet=25, calcium_diet=150)
    said(curve, limited=True)
    assert "OUR CORRECTION" in words(curve)


def test_the_ledger_says_what_cannot_be() -> None:
    day = explorers.day()
    assert "82 %" in said(day) and "no gut" not in said(day)
    assert "93 %" in said(day)
    assert "no gut" not in said(day, magnesium_diet=68)
    assert "no gut" in said(day, magnesium_diet=67)
    assert "impossible" in words(day)
    assert "no gut" not in said(day, limited=True)
    assert "Our correction" in words(day)
    assert "stands 6 % above usual" in said(day, magnesium_diet=100, filtration=20)


@pytest.mark.parametrize(
    ("held", "measure", "telling"),
    [
        ("calcitriol", "calcium", True),
        ("pth", "calcium", True),
        ("none", "calcium", False),
        ("both", "calcium", False),
        ("magnesium", "calcium", False),
        ("calcitriol", "magnesium", False),
    ],
)
def test_an_experiment_is_judged_by_what_both_ideas_expect(held, measure, telling) -> None:
    text = said(explorers.experiment(), held=held, measure=measure)
    assert f"This experiment {'can' if telling else 'cannot'} tell" in text


def test_the_model_speaks_for_calcitriol() -> None:
    experiment = explorers.experiment()
    told = said(experiment, measure="calcium", held="calcitriol")
    assert "calcitriol held, 4 % below usual" in told
    assert "PTH held, 32 % below usual" in said(experiment, held="pth")


def test_the_worst_miss_is_calcium() -> None:
    assert "farthest apart is calcium in blood, by 60 points" in rats().alt
    worst = rats_table().sort_values("Apart (points)").iloc[-1]
    assert (worst.name, *worst[["Rats (%)", "Model (%)"]]) == ("calcium in blood", 9, -50.7)


def test_the_levels_stand_under_their_bars() -> None:
    under = explorers.system().live.figure["data"][1]["text"]
    assert [words.strip() for words in under] == [
        "6.28 → 8.14", "154 → 116", "0.65 → 0.461", "1.25 → 1.1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "build", [explorers.system, explorers.curve, explorers.experiment, explorers.day]
)
def test_titles_notes_and_axes_stay_while_magnesium_moves_a_step(build) -> None:
    explorer = build()
    before = explorer.live.figure["layout"]
    said(explorer, magnesium_diet=explorer.controls["magnesium_diet"].value + 1)
    assert explorer.live.figure["layout"] == before


def test_an_unmoved_level_does_not_stand_at_nothing() -> None:
    assert "magnesium in blood stands at its usual level" in said(explorers.day())


def test_no_explorer_gives_the_answer_of_a_later_question() -> None:
    assert "double" not in said(explorers.day())
    changes = explorers.loops().controls["change"].options
    assert not [change for change in changes if "quarter" in change]
