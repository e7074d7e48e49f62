"""Explorers of labels and products."""

from helpers import tables
from helpers.drawing import count
from helpers.figures.supplements import labels, products
from helpers.lesson import Explorer, Number, choice
from helpers.science.products import Product, Purchase
from helpers.science.supplements import Reading, decode_label, servings_for

STATES = {
    "nothing: it may be either": "unclear",
    "it is the compound": "compound",
    "it is elemental magnesium": "elemental",
}


def label_decoder() -> Explorer:
    """A label -> elemental magnesium, what the tablet is made of, and tablets for a target."""
    forms = tables.by("forms", "name", "form")
    controls = {
        "form": choice("Form", forms, "citrate_3_2_anhydrous"),
        "states": choice("What the label says about it", STATES, "unclear"),
        "stated_mg": Number("On the label", 500, 50, 2000, step=5, unit="mg"),
        "target_mg": Number("Target a day", 200, 10, 400, step=5, unit="mg elemental"),
    }
    return Explorer(
        "Label decoder",
        controls,
        _decode,
        labels.label_split,
        _label_sentence,
        labels.label_table,
    )


def _decode(form: str, states: str, stated_mg: float, target_mg: float) -> labels.DecodedLabel:
    row = tables.row("forms", form=form)
    label = decode_label(stated_mg, row["formula"], states)
    return labels.DecodedLabel(row["name"], label, target_mg)


def _label_sentence(decoded: labels.DecodedLabel) -> str:
    label = decoded.label
    readings = " ".join(_reading(reading, decoded.target_mg) for reading in label.readings)
    doubt = " Until the label says which, nobody knows the dose." if len(label.readings) > 1 else ""
    return f"{decoded.name}, “{label.stated_mg:g} mg”. {readings}{doubt}"


def _reading(reading: Reading, target_mg: float) -> str:
    tablets = count(servings_for(target_mg, reading.elemental_mg), "tablet")
    return (
        f"Read as {labels.BASIS[reading.basis]}: <strong>{reading.elemental_mg:,.0f} mg of "
        f"magnesium</strong> ({reading.mmol:.2f} mmol, {reading.meq:.2f} mEq) in a tablet of at "
        f"least {reading.compound_mg:,.0f} mg; {tablets} for {target_mg:g} mg a day."
    )


def two_products() -> Explorer:
    """Two products and a daily target -> tablets, amount against the limits, and price."""
    a, b = _product("A", 240, 120, 12), _product("B", 70, 90, 18)
    # In turn, so that a wide window shows each product as a column.
    controls = dict(pair for pairs in zip(a.items(), b.items(), strict=True) for pair in pairs)
    controls["target_mg"] = Number("Target a day", 200, 10, 400, step=5, unit="mg elemental")
    return Explorer(
        "Two products", controls, _compare, products.two_products, _products_sentence,
        main=("elemental_A", "elemental_B", "target_mg"),
    )  # fmt: skip


def _product(name: str, elemental_mg: float, tablets: float, price: float) -> dict[str, Number]:
    per_tablet = Number(f"{name}: per tablet", elemental_mg, 10, 500, step=5, unit="mg elemental")
    return {
        f"elemental_{name}": per_tablet,
        f"tablets_{name}": Number(f"{name}: tablets in the pack", tablets, 10, 400, step=5),
        f"price_{name}": Number(f"{name}: price of the pack", price, 0.5, 100, step=0.5),
    }


def _compare(target_mg: float, **entered: float) -> tuple[Purchase, Purchase]:
    pair = (
        Product(entered[f"elemental_{name}"], entered[f"tablets_{name}"], entered[f"price_{name}"])
        for name in "AB"
    )
    a, b = (Purchase(product, target_mg) for product in pair)
    return a, b


def _products_sentence(purchases: tuple[Purchase, Purchase]) -> str:
    a, b = purchases
    return (
        f"For {a.target_mg:g} mg a day. {_purchase('A', a)} {_purchase('B', b)} Prices are in your "
        "currency; absorption follows the illustrative curve, one tablet at a time."
    )


def _purchase(name: str, purchase: Purchase) -> str:
    amount = purchase.elemental_mg_a_day
    return (
        f"<strong>{name}</strong>: {count(purchase.tablets_a_day, 'tablet')} a day, together "
        f"{amount:.0f} mg elemental{products.over_limits(amount)}; a month costs "
        f"{purchase.price_a_month:.2f}, an elemental gram {purchase.price_per_elemental_gram:.2f}, "
        f"an absorbed gram {purchase.price_per_absorbed_gram:.2f}."
    )
