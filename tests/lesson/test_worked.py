"""Each number that a lesson asks for, worked out a second way: by hand, from what its text says.

None of the course's science is used here, so a slip in a key has nothing to agree with. A comment
says where a number comes from that does not stand in the text; no comment: it stands there.
"""

import math
from collections.abc import Iterator
from statistics import NormalDist

import pytest
from scipy.stats import gamma

from helpers.lesson.question_file import computed, imported, question_page
from helpers.lesson.questions import Exercise, Numeric, questions
from helpers.lesson.standing import lessons
from helpers.tables import DATA

MG = 24.305  # molar mass: mg of magnesium in a mmol
DRAFT = "# TODO"  # so begins the file of a lesson that is not yet written
PREDICTION = 0.02  # the tolerance of a prediction, and of most questions
WIDTH = 2 * NormalDist().inv_cdf(0.975)  # of a 95 % interval, in standard errors


def absorbed(mmol: float, meals: int) -> float:
    """By our curve through the ends of fine1991: 65 % of 36 mg, 11 % of 973 mg, 7 % in a line."""
    low, high, meal = 36 / MG, 973 / MG, mmol / meals
    half = (0.04 * high - 0.58 * low) / (0.58 - 0.04)
    return mmol * min(1, 0.07 + 0.58 * (half + low) / (half + meal))


def months_to_half(lack: float) -> float:
    """Bone (55 % of 24 g, 30 % of it exchangeable) pays; crystal refills, slowly: avioli1966."""
    bone, slow, step = 24000 / MG * 0.55, math.log(2) / 1000, 0.1
    surface, crystal, day = 0.3 * bone, 0.7 * bone, 0.0
    while surface > 0.15 * bone:
        back = step * slow * (crystal - surface * 7 / 3)  # nothing, as long as nothing lacks
        surface, crystal, day = surface + back - step * lack, crystal - back, day + step
    return day / (365.25 / 12)


def bone_mass(formation: float = 1, every: int = 600) -> list[float]:
    """Bone (%) on days 0 to 600, by komarova2003 in small steps; 10 osteoclasts come at times."""
    rest = clasts = 15 / math.sqrt(200)  # 3 √(clasts / blasts) = 0.2 clasts, 4 clasts = 0.02 blasts
    blasts, bone, days, step = 200 * rest, 100.0, [100.0], 0.02
    for day in range(600):
        clasts += 0 if day % every else 10
        for _ in range(50):
            bone += step * 0.0017 * formation * max(0, blasts - 200 * rest)
            bone -= step * 0.24 * max(0, clasts - rest)
            grown = 3 * math.sqrt(clasts / blasts) - 0.2 * clasts
            clasts, blasts = clasts + step * grown, blasts + step * (4 * clasts - 0.02 * blasts)
        days.append(bone)
    return days


def ckd_epi(age: float, creatinine: float) -> float:
    """Of a woman above 0.7 mg/dL, by the equation of 2021."""
    return 142 * (creatinine / 0.7) ** -1.2 * 0.9938**age * 1.012


def people_needed(slope: float) -> int:
    """80 % power at 5 %; 25(OH)D with a spread of 10 ng/mL, each measurement with 5: assumed."""
    real = 10**2 / (10**2 + 5**2)  # of a measured difference
    unseen = 10**2 * (1 - real)
    residual = unseen + 5**2 + (1 + slope / 10) ** 2 * unseen + 5**2  # of both arms
    return 2 * math.ceil(2.8016**2 * residual / ((slope / 10 * real) ** 2 * (10**2 + 5**2)))


def taken_up(diet: float, calcitriol: float) -> float:
    """The share (%) that the rat's gut takes up, dutta2024; calcitriol in % of 153.67 pmol/L."""
    helped = (1.5367 * calcitriol / 100) ** 2
    saturable = 0.47 * 0.764 / (0.17 + 0.4 * diet)
    return 100 * (0.11 + saturable + 0.12 * helped / (1 + helped))


def error(low: float, high: float) -> float:
    """The standard error of a ratio's logarithm, from its 95 % interval."""
    return math.log(high / low) / WIDTH


def pooled(studies: list[tuple[float, float]], spread: float = 0) -> float:
    """The ratio of some studies, each a ratio and its error, weighed by inverse variance."""
    weights = [1 / (one**2 + spread) for _, one in studies]
    logs = [math.log(ratio) for ratio, _ in studies]
    return math.exp(sum(w * log for w, log in zip(weights, logs)) / sum(weights))


def apart(one: float, other: float) -> float:
    """The error of a difference between two estimates that correlate with 0.5."""
    return math.sqrt(one**2 + other**2 - one * other)


def odds_ratio(deaths: int, people: int, without: int, others: int) -> tuple[float, float]:
    """Of one trial, with its error; half a death is added where there was none."""
    half = 0.5 if 0 in (deaths, without) else 0
    cells = [n + half for n in (deaths, people - deaths, without, others - without)]
    return cells[0] * cells[3] / cells[1] / cells[2], math.hypot(*(n**-0.5 for n in cells))


def mantel_haenszel(trials: list[tuple[int, int, int, int]]) -> float:
    """The odds ratio of trials: deaths and people with it, deaths and people without."""
    tables = [(a, n - a, c, m - c, n + m) for a, n, c, m in trials]
    return sum(a * d / n for a, _, _, d, n in tables) / sum(b * c / n for _, b, c, _, n in tables)


# A normal curve through 7, 25 and 60 % below 0.65, 0.75 and 0.85 mmol/L (malinowska2020): in
# standard deviations a straight line.
Z_WARSAW = [NormalDist().inv_cdf(share) for share in (0.07, 0.25, 0.60)]
WARSAW = NormalDist(0.75 - 0.2 * sum(Z_WARSAW) / 3 / (Z_WARSAW[2] - Z_WARSAW[0]),
                    0.2 / (Z_WARSAW[2] - Z_WARSAW[0]))  # fmt: skip
NEED = NormalDist(265, 26.5)  # of women of 40: the EAR, and a tenth of it
AMERICANS = gamma(11.60482, scale=1 / 0.044645)  # women of 40 to 44: passarelli2022
DANES = gamma(17.99902, scale=1 / 0.051585)
CITRATE = 3 * MG / (3 * MG + 12 * 12.011 + 10 * 1.008 + 14 * 15.999)  # Mg3(C6H5O7)2
BISGLYCINATE = MG / (MG + 4 * 12.011 + 8 * 1.008 + 2 * 14.007 + 4 * 15.999)  # Mg(C2H4NO2)2
COHORTS = [(1.8, error(1.1, 2.94)), (1.23, error(1.06, 1.44)), (2.31, error(1.03, 5.17))]
HEAVIEST = 100 / error(1.06, 1.44) ** 2 / sum(1 / one**2 for _, one in COHORTS)
# ilahi2008: 100 times 1000 IU at once raise 25(OH)D by 14.9 ng/mL at most. Vitamin D itself is
# assumed to have a half-life of 2 days, 17.5 / 8.75: at the peak 8.75 ** (-1 / 7.75) of it is left.
RISE = 0.149 / 8.75 ** (-1 / 7.75) * 17.5 / math.log(2)  # ng/mL, of 1000 IU a day in the end
HEART = [  # egger2001book, table 18.2
    (1, 40, 2, 36), (9, 135, 23, 135), (2, 200, 7, 200), (1, 48, 1, 46), (10, 150, 8, 148),
    (1, 59, 9, 56), (1, 25, 3, 23), (0, 22, 1, 21), (6, 76, 11, 75), (1, 27, 7, 27),
    (2, 89, 12, 80), (5, 23, 13, 33), (4, 130, 8, 122), (90, 1159, 118, 1157), (4, 107, 17, 108),
    (2216, 29011, 2103, 29039),
]  # fmt: skip
SPARED = 1 / (183 / 1005 - 139 / 1022)  # black1996
# sheldon2019: the errors of three arms against hay.
PELLETS, ALONE, BOTH = error(0.44, 0.72), error(0.37, 0.62), error(0.27, 0.48)
# What an independent program made of the rats of dutta2024, in % of change, beside what was seen:
# PTH, calcitriol, magnesium, calcium, and calcium and magnesium in bone.
RATS = {
    0.5: ([29.7, -24.8, -29.0, -11.7, -0.1, -9.7], [32, -53, -6, -5, 1, -9]),
    0.25: ([-41.3, -69.9, -54.5, -44.1, -0.5, -18.1], [-55, -55, -44, 5, 1, -27]),
    0.1: ([-55.7, -78.1, -76.5, -50.7, -0.6, -25.5], [-58, -78, -68, 9, 7, -49]),
}
# Of creedon1999 -14 % in bone at half; at a twentieth, -70 % in blood and -52 % in bone. There the
# model's magnesium is taken to fall on towards -86 %, a third of which bone shows.
APART = [abs(a - b) for model, seen in RATS.values() for a, b in zip(model, seen)]
APART += [abs(-9.7 + 14), abs(-86 + 70), abs(-86 / 3 + 52)]

# By lesson: question, or question/part.
WORKED: dict[str, dict[str, float]] = {
    "00_start_here": {
        "read-the-converter": 10 * MG,
        "first-exercise/low": 12 * MG,
        "first-exercise/high": 24 * MG,
    },
    "01_magnesium_in_bone": {
        "serum-height": 170 * 0.003,  # elin1987: 0.3 %
        # Urine lets 1 mmol go at least (iom1997); another 1 through gut and skin is assumed.
        "half-of-the-store": months_to_half(1 + 1 - absorbed(1.2, 3)),
        "lowest-day": min(range(600), key=bone_mass().__getitem__),
        "share-of-trials": 100 * 6 / 27,  # rows of bone_studies.csv
        "serum-amount": 24000 * 0.003,
        "days-to-half": 160 / 2 / 2,
        "store-by-hand/store": 24000 / MG * 60 / 70 * 0.6 * 0.3,
        "store-by-hand/times": 0.6 * 0.3 / 0.003,
        "wasting-kidney/missing": 6 + 1 - absorbed(10, 3),
        "wasting-kidney/months": months_to_half(7 - absorbed(10, 3)),
        "deficit-by-hand/assumed": bone_mass(0.9, 100)[-1],
        "deficit-by-hand/usual": bone_mass(1, 100)[-1],
        # Counted in the table, study by study.
        "only-trials/findings": sum((6, 2, 3, 2, 2, 1, 2, 3, 2, 1, 1, 2)),
        "only-trials/trials": 2 + 1 + 1 + 1 + 1,
        "only-trials/randomised": 2 + 1,
        "only-trials/fractures": 0,
    },
    "02_vitamin_d_activation": {
        "left-after-a-week": 100 * 2 ** (-7 / 17.5),  # quest_faq199
        "new-level": 20 + RISE,
        "left-after-five-weeks": 100 / 4,
        "ninety-percent": 15 * math.log2(10),
        "seventy-five": 75 * 0.40064,  # 25(OH)D: 400.64 g/mol
        "next-value": 30 + 0.8 * (50 - 30),
        "two-groups": math.sqrt(18),
        "tell-apart/calcium": 1,
        "tell-apart/magnesium": -1,  # fatemi1991
        "new-steady-state/micrograms": 2000 / 40,
        "new-steady-state/rise": 2 * RISE * 2.496,
        "new-steady-state/level": 20 + 2 * RISE,
        "three-weeks/percent_changed": -100 * 12 / 55,
        "three-weeks/still_open": 100 * 2 ** (-13 / 17.5),
        "how-many-people/flat": people_needed(-1.5),
        "how-many-people/steep": people_needed(-3),
    },
    "03_assessing_deficiency": {
        "another-limit": 100 * WARSAW.cdf(0.80),
        "healthy-retention": 6.3,  # gullestad1994
        "positive-result": 100 * 40 / (40 + 45),
        "mg-dl-to-mmol": 19 / MG,
        "albumin-trap": 0.71 + 16 / 200,  # kroll1985: 0.005 per g/L
        # Of the magnesium in plasma 0.7 is filtered.
        "femg-by-hand": 100 * 4 * 0.080 / (0.7 * 0.55 * 6),
        "femg-in-mmol": 0.03 * 0.7 * 0.50 * 130,
        "retention-by-hand": 100 * (30 - (24 - 3)) / 30,
        "depletion-score": 1 + 1 + 1,  # wang2024mds: eGFR 60 to 90
        "ppv-by-counting": 100 * 20 / (20 + 95),
        "share-and-limit/at_070": 100 * WARSAW.cdf(0.70),
        "share-and-limit/at_080": 100 * WARSAW.cdf(0.80),
        "share-and-limit/corrected": 0.72 + 10 / 200,
        "laboratory-slip/femg": 100 * 9 * 1.3 / (0.7 * 1.4 * 60),
        "laboratory-slip/egfr": ckd_epi(70, 1.3),
        "laboratory-slip/score": 1 + 2,  # wang2024mds: below 60
        "symptoms-as-a-test/ppv": 100 * 70 / (70 + 540),
        "symptoms-as-a-test/npv": 100 * 360 / (360 + 30),
    },
    "04_intake_from_food": {
        "fifty-in-denmark": 100 * DANES.cdf(265 - 50),
        "without-the-swing": math.sqrt(110**2 - 86**2),
        "need-320": 100 * (1 - NEED.cdf(320)),
        # Grams by mg in 100 g, usda_sr28: bread, Cheddar, yogurt, banana, rice, chicken, broccoli.
        "plain-day": (
            56 * 25 + 28.35 * 28 + 227 * 12 + 118 * 27 + 316 * 12 + 85 * 29 + 91 * 21
        ) / 100,
        "american-women": 100 * AMERICANS.cdf(265),
        "girl-of-sixteen": 360,  # nasem2019
        "need-met/at_ear": 50,
        "need-met/at_ai": 100 * NEED.cdf(300),
        "need-met/at_rda": 100 * NEED.cdf(320),
        "cup-of-spinach": 79 * 0.30,
        "bread-swap/white": 25 * 0.56,
        "bread-swap/whole_wheat": 75 * 0.64,
        "bread-swap/gain": 48 - 14,
        "usual-spread": math.sqrt(14400 - 8100),
        "small-group": 100 * 5 / 10,  # 180, 210, 240, 250 and 260
        "fifty-for-everyone/surveyed": 100 * AMERICANS.cdf(265),
        "fifty-for-everyone/added": 100 * AMERICANS.cdf(265 - 50),
    },
    "05_supplement_forms": {
        "citrate-tablet": 500 * CITRATE,
        "how-much-dearer": 18 / (90 * 70) / (12 / (120 * 240)),
        "citrate-elemental": 750 * CITRATE,
        "oxide-mmol": 160 / (MG + 15.999),
        "percent-of-daily-value": 420 / 4,  # the Daily Value is 420 mg
        "tablets-for-target": math.ceil(300 / (500 * BISGLYCINATE)),
        "three-labels/oxide": 400 * 0.603,
        "three-labels/chloride": 535 * 0.120,
        "three-labels/lactate": 7 * MG / 2,
        "one-or-three/one": MG * absorbed(240 / MG, 1),
        "one-or-three/three": MG * absorbed(240 / MG, 3),
        "seen-in-urine/urine": 255 / 25,
        "seen-in-urine/isotope": 22.8,
        "price-of-a-gram/gram": 9 / (90 * 0.150),
    },
    "06_dosing_safely": {
        "missing-amount": 320 - 200,
        "whole-tablets": 50 * ((320 - 200) // 50),
        "cipro-after": 13 + 6,  # cipro1989
        "mmol-to-mg": 15 * MG,
        "kidney-and-products/clearance": (140 - 84) * 52 / (72 * 1.6) * 0.85,
        # dailymed_mom: 1,200 mg of Mg(OH)2 in a tablespoon.
        "kidney-and-products/laxative": 2400 * MG / (MG + 2 * 17.007),
        # label_avelox: magnesium 4 h after moxifloxacin; smpc_kora2022: 4 h from iron.
        "two-servings/first": 8 + 4,
        "two-servings/second": 18 + 4,
        "units-of-levels/reflexes": 3.5 / 2,
        "units-of-levels/heart": 5 * MG / 10,
        "where-480-comes-from/element": 18 * MG,
        "where-480-comes-from/oxide": 18 * MG / 0.603,
    },
    "07_partners": {
        "ways-shown": 3 + 1,  # calcium: gland, loss, lack; B12: a medicine
        "three-products": (30 + 50 + 2) / 12,  # efsa2023b6: 12 mg
        # iom1998b: half of the first 2 µg, and 1 % of the rest.
        "large-b12": 2 / 2 + 998 / 100,
        "three-arms/alone": 0.476 / 0.558 * math.exp(WIDTH / 2 * apart(ALONE, PELLETS)),
        "three-arms/joint": 0.358 / 0.476 * math.exp(WIDTH / 2 * apart(BOTH, ALONE)),
        "fewer-fractures/none": 20 - 20 * 0.67,
        "fewer-fractures/own": 22 - 22 * 0.96,
        "five-products/b6": 30 + 50 + 2,
        "five-products/magnesium": 300 + 50,
        "five-products/calcium": 2 * 1250 * 40.078 / (40.078 + 60.008),
        "b12-by-two-routes/works": 2 / 2 + 498 / 100,
        "b12-by-two-routes/missing": 500 / 100,
    },
    "08_articles_on_trial": {
        "who-speaks-loudest": HEAVIEST,
        "isis-4": mantel_haenszel(HEART),
        "without-isis-4": pooled([odds_ratio(*trial) for trial in HEART[:-1]]),
        "how-many-women": SPARED,
        # Of the first sentences at 14 places the 2nd, 4th, 6th, 9th and 14th hold.
        "how-many-hold": 5,
        "second-value": 30 - 0.6 * (30 - 20),
        "weight-by-hand": 100 * 9 / (9 + 1),
        "traps-by-hand/alarm": 100 * (1 - 0.95**8),
        "traps-by-hand/ratio": 0.60 / 0.90,
        "serum-and-fracture/dialysis_share": 100 * 113683 / 119755,
        "serum-and-fracture/others": pooled([COHORTS[0], COHORTS[2]]),
        "absolute-numbers/more_deaths": 2216 / 29.011 - 2103 / 29.039,
        "absolute-numbers/women_needed": 3 * SPARED,
    },
    "09_whole_system": {
        # Changes of PTH, calcitriol and calcium: RATS, and -19.9 by the same program.
        "quarter-of-the-magnesium": 100 - 41.3,
        "share-at-half": taken_up(0.5, 100 - 24.8),
        "bone-doubles": 1.604 / 0.44,
        "answers-in-numbers/defended": -19.9,
        # Half of 594 nmol/min absorbed is gone; what bone sets free, 532, goes on. Levels follow.
        "answers-in-numbers/alone": -100 * 594 / 2 / (594 + 532),
        "answers-in-numbers/half": 29.7,
        "answers-in-numbers/quarter": -41.3,
        # Between usual and half of the diet calcitriol falls from 100 to 75.2, about evenly.
        "break-the-gut/share": taken_up(0.6, 0.6 * 100 / 2.016 + 50.4),
        "break-the-gut/diet": max(
            diet for diet in range(50, 101) if taken_up(diet / 100, diet / 2.016 + 50.4) > 100
        ),
        "hits-and-misses/hits": sum(one < 5 for one in APART),
        "hits-and-misses/misses": sum(one > 20 for one in APART),
        "hits-and-misses/worst": max(APART),
    },
}  # fmt: skip


def asked(lesson: str) -> Iterator[tuple[str, float, float]]:
    """Each number that a lesson asks for, with its answer and its tolerance; none of a draft's."""
    if (DATA / "questions" / f"{lesson}.toml").read_text("utf-8").startswith(DRAFT):
        return
    page = question_page(lesson)
    for entry in page.prediction:
        if not entry.options:
            yield entry.id, computed(entry, imported(page.imports)), PREDICTION
    for question in questions(lesson).values():
        if isinstance(question, Numeric):
            yield question.id, question.answer, question.tolerance
        elif isinstance(question, Exercise):
            for name, part in question.parts.items():
                yield f"{question.id}/{name}", part.answer, part.tolerance


@pytest.mark.parametrize("lesson", lessons())
def test_every_number_is_worked_out_a_second_way(lesson: str) -> None:
    numbers, worked = {number for number, *_ in asked(lesson)}, WORKED.get(lesson, {}).keys()
    told = {"work it out here": numbers - worked, "nobody asks for it": worked - numbers}
    wrong = [f"{lesson}, {one}: {do}." for do, ones in told.items() for one in sorted(ones)]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("lesson", lessons())
def test_both_ways_lead_to_the_same_number(lesson: str) -> None:
    worked = WORKED.get(lesson, {})
    wrong = [
        f"{lesson}, {number}: the key is {answer:.6g}, worked out it is {worked[number]:.6g}."
        for number, answer, tolerance in asked(lesson)
        if number in worked and not math.isclose(answer, worked[number], rel_tol=tolerance)
    ]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)
