"""Entries as people type them, and how they are read: in a lesson by Python, in the book by
JavaScript. Both are held to this one table.
"""

# What is typed, its number and its unit.
AMOUNTS = [
    ("296", 296, ""), ("296 mg", 296, "mg"), ("310mg", 310, "mg"), ("  7  ", 7, ""),
    ("1,830.5 mg", 1830.5, "mg"), ("1,234,567", 1234567, ""), ("1.234.567", 1234567, ""),
    ("1 830 mg", 1830, "mg"), ("1\u202f830 mg", 1830, "mg"), ("1\u00a0830", 1830, ""),
    ("1.830,5", 1830.5, ""), ("1 830,5", 1830.5, ""), ("1'830", 1830, ""), ("30.049", 30.049, ""),
    ("0,5 g", 0.5, "g"), ("0,310 g", 0.31, "g"), ("12,15", 12.15, ""), (".5", 0.5, ""),
    ("5.", 5, ""), ("−3", -3, ""), ("-3 mg", -3, "mg"), ("+4", 4, ""),
    ("1e3 mg", 1000, "mg"), ("2.5E-1", 0.25, ""), ("0", 0, ""), ("3 %", 3, "%"),
    ("300 mg/day", 300, "mg/day"), ("20/80", 0.25, ""),
    ("\ufeff296 mg", 296, "mg"), ("2\u200b9\u20606 m\u00adg", 296, "mg"),
    ("\u202a296\u202c", 296, ""), ("\u200e−3", -3, ""), ("２９６　ｍｇ", 296, "mg"),
    ("１，８３０．５", 1830.5, ""), ("－３", -3, ""), ("５％", 5, "%"), ("２０／８０", 0.25, ""),
    ("٢٩٦ mg", 296, "mg"), ("٠٫٥", 0.5, ""), ("١٬٨٣٠٫٥", 1830.5, ""), ("٢٥٪", 25, "%"),
    ("۲۹۶", 296, ""), ("२९६ mg", 296, "mg"),
    ("7:30", 7.5, "h"), ("22:00", 22, "h"), ("10 pm", 22, "h"), ("12 am", 0, "h"),
]  # fmt: skip

# A comma before three digits can be read in two ways.
TWO_WAYS = ["30,049", "1,830", "100,000"]

NO_NUMBER = [
    "", "   ", "abc", "mg", "NaN", "nan mg", "inf", "-inf", "1e999", "-1e999", "~300", "< 5", "½",
    "1,2,3", "1..5", "--3", "e5", "-", ".", ",", "None", "[1, 2]", "<b>5</b>", "\x00",
    "1 2", "12,34,567", "1,830,5", "5/0",
]  # fmt: skip

# Two spellings of one unit.
SAME_UNIT = [
    ("mcg", "µg"), ("MCG", "µg"), ("\u00b5g", "\u03bcg"), ("micrograms", "ug"), ("mcg a day", "µg"),
    ("mg/day", "mg"), ("mg a day", "mg"), ("mg per day", "mg"), ("mg daily", "mg/d"),
    ("mg / 24 h", "mg"), ("hours", "h"), ("hr", "h"), ("percent", "%"), ("per cent", "%"),
    ("Per Cent", "%"), ("MMOL/l", "mmol/L"), ("mmol per litre", "mmol/L"), ("meq", "mEq"),
    ("a gram", "per g"), ("/g", "per g"), ("mL/min", "mL/min/1.73 m²"), ("point", "points"),
    ("tablet", "tablets"), ("days", "d"),
]  # fmt: skip

OTHER_UNIT = [
    ("mg", "µg"), ("mg/dL", "mg"), ("mmol", "mEq"), ("mg/week", "mg"), ("h", "days"), ("", "mg"),
]  # fmt: skip

# What is typed, the unit that is asked for, and the number in it.
CONVERTED = [
    ("0.31 g", "mg", 310), ("500 MCG", "mg", 0.5), ("360 mg/day", "mg", 360), ("360", "mg", 360),
    ("90 min", "h", 1.5), ("2 months", "days", 60.875), ("2 weeks", "days", 14),
    ("6 hours", "h", 6), ("25 percent", "%", 25),
]  # fmt: skip
