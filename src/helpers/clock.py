"""Hours of the day as people type and read them."""

import re

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<mark>\s*[:.,h]\s*)(?P<minute>\d{1,2}))?\s*"
    r"(?P<half>[ap]m)?(?:h|hours?|o'clock|uhr)?"
)


def clock(hour: float) -> str:
    """An hour as a clock shows it: 7.5 is 07:30."""
    minutes = round(hour * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def clock_in(entry: str) -> float:
    """The hour of the day in "13:30", "7.30 am", "7 pm", "13h30" or "13.5", as 13.5.

    Two digits after a point or comma are minutes, one digit is tenths of an hour. Raises ValueError
    with a sentence for anything else.
    """
    plain = re.sub(r"\s*([ap])\.?\s*m\.?$", r" \1m", str(entry).strip().lower())
    match = _CLOCK.fullmatch({"noon": "12", "midnight": "0"}.get(plain, plain))
    minutes = _minutes(match) if match else 60
    if not match or minutes >= 60 or int(match["hour"]) > (12 if match["half"] else 24):
        raise ValueError(f"“{entry}” cannot be read as a time. Write for example 7:30 or 19:00.")
    return _of_24(int(match["hour"]), match["half"]) + minutes / 60


def _minutes(match: re.Match[str]) -> int:
    digits = match["minute"] or "0"
    tenths = len(digits) == 1 and (match["mark"] or "").strip() in (".", ",")
    return 6 * int(digits) if tenths else int(digits)


def _of_24(hour: int, half: str | None) -> int:
    """12 am is 0, 12 pm is 12."""
    return hour % 12 + 12 * (half == "pm") if half else hour
