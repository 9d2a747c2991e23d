"""How people write days where they type in a hurry: parts of regular expressions, for folded text."""

from __future__ import annotations

TOMORROW = r"(?:tomm?orr?ow|tmrw|tmrow|tmr|tmw|tomoz|2mor+ow|2moro)"
TONIGHT = r"(?:tonight|tonite|2nite|this evening)"
WEEKEND = r"(?:weekend|wkend|wknd)"
NEXT = r"(?:next|nxt)"
UNIT = r"(?:week|wk|month|mth|quarter|qtr|year|yr)"
_IN_FULL = {"wk": "week", "mth": "month", "qtr": "quarter", "yr": "year"}


def in_full(unit: str) -> str:
    """`week` for `wk`, and any other unit as it is."""
    return _IN_FULL.get(unit, unit)
