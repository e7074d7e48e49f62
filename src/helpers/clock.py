"""Hours of the day as people read them."""


def clock(hour: float) -> str:
    """An hour as a clock shows it: 7.5 is 07:30."""
    minutes = round(hour * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
