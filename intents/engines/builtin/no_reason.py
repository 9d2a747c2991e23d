"""What people write beside a wish that is no reason for it: talk before the point, an end, a correction, a date.

Whoever approves reads the reason, so none at all is better than the weather.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.passages import Clause
from intents.words import listed

_CALENDAR = listed(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun valid expires expiry max maximum minimum"
)
_ENDS = re.compile(r"^\W*(?:until|till|til|valid|expir\w+|ending|end date)\b")
_PUT_RIGHT = re.compile(
    r"\b(?:make (?:that|it)|i mean|i meant|scratch that|correction|sorry|oops|never ?mind)\b|^\W*(?:also|plus|and also|another)\b"
)
"""Puts right what was said, or asks for more."""
_BREAKS_GLASS = re.compile(r"^\W*(?:please )?break[ -]?(?:the )?glass\W*$")
"""How it is wanted, and not what for."""
_POLITE = re.compile(
    r"^\W*(?:hi|hey|hello|dear|good (?:day|morning|afternoon)|thanks?|thank you|thx|tnx|cheers|please|pls|plz|asap|morning|yo|sorry|ok(?:ay)?|no rush|urgent|regards|ta|mate|team|kindly|best)\b[\w ]{0,14}\W*$"
)
_LEVEL_ONLY = re.compile(
    r"^\W*(?:only|just|not|no|nothing|drop|scrap|remove|without|skip|leave out)\b|\b(?:only|is enough|will do|is fine|suffices?)\W*$"
)
_TURNS = re.compile(
    r"^\W*(?:so |but |well )?(?:anyway|anyhow|btw|by the way|to the point|back to (?:work|business)|what i (?:really )?wanted)\b"
)
_CHAT = re.compile(
    r"\b(?:weekend|weather|coffee|lunch|breakfast|party|vacation|my (?:phone|kids|holidays?)|kids|freezing|raining|snowing|sunny"
    r"|the (?:train|bus|lift|elevator|canteen|traffic|sea|beach)|(?:nice|good|great|lovely) (?:to see|seeing|to hear|hearing|talking)|how (?:are|is|was|were)|hope (?:you|all)|happy \w+day|mine was)\b"
)
"""What people talk of before they come to the point."""


def turned_at(parts: Sequence[Clause]) -> int:
    """Where the message comes to the point: what stands before `anyway` is talk; 0 where nothing says so."""
    return max((c.start for c in parts if _TURNS.match(c.text)), default=0)


def is_none(clause: str, *, before: bool) -> bool:
    """Whether a folded clause is no reason by its own words; `before` when it stands before the wish."""
    if is_polite(clause) or _LEVEL_ONLY.search(clause) or len(clause.split()) < 2:
        return True
    if _ENDS.match(clause) or _BREAKS_GLASS.match(clause) or _PUT_RIGHT.search(clause):
        return True
    return before and _CHAT.search(clause) is not None


def is_polite(clause: str) -> bool:
    """Whether a folded clause is nothing but a greeting, thanks or the like."""
    return _POLITE.match(clause) is not None


def is_date(word: str) -> bool:
    """Whether a folded word is a number or of the calendar, and says nothing by itself."""
    return word in _CALENDAR or word[0].isdigit()
