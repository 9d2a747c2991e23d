"""An end that is said and cannot be counted: `until lunch`, `bis Freitag`, `till I am back`.

Whoever names an end wants no more than that. So where it cannot be read, the usual length is not shown as if nothing
had been said.
"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from intents.passages import Role, clauses
from intents.said_duration import said_durations
from intents.words import MAX_READ, fold

_END = re.compile(
    r"(?<![\w-])(?:until|untill|till?|'til|up until|bis(?: zum| zur)?|jusqu'(?:a|au|en)|hasta|fino a)\s+(?P<what>[\w'’:/-]+(?:\s+[\w'’:/-]+){0,5})"
)
_FOR_SOME = re.compile(r"\bfor\s+\d{1,2}(?=\W*(?:(?:please|pls|plz|max|thanks|thx|only)\W*)*$)")
"""`the forecast for 4` at the very end: four what?"""
_NOT_BY_THEN = re.compile(
    r"(?:\b(?:not|cannot|wait(?:s|ed|ing)?|never|nothing|nobody|was|were|had|did|worked|since|from)|n['’]t)\s+(?:\w+\s+){0,3}$"
    # a till that is a thing
    r"|\b(?:the|an?|our|cash|of sale|shop)\s+$"
)
"""`I cannot work until …` says what is the matter, and not how long."""
_GOES_ON = re.compile(r"\s+(?:because|since|as|so|and|but|please|pls|thanks|to)\b.*$")


def unread_end(message: str, *, now: datetime, zone: ZoneInfo, numbers: bool = True) -> str:
    """The end, or with `numbers` the number of nothing, that the message names and nothing could be made of, as written; empty where there is none."""
    text = message[:MAX_READ]
    folded = fold(text)
    match = _END.search(folded) or (_FOR_SOME.search(folded) if numbers else None)
    if match is None or _NOT_BY_THEN.search(folded[: match.start()]):
        return ""
    if any(c.role is not Role.WISH and c.start <= match.start() < c.end for c in clauses(text)):
        return ""
    if said_durations(text, now=now, zone=zone):
        return ""
    end = match.start() + len(_GOES_ON.sub("", match[0]))
    return text[match.start() : end].strip()
