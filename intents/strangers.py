"""Somebody named for the access who is nobody of the company: asked about, never taken for the person who writes.

Only what reads like a name in a place where a beneficiary stands is taken for one: two words with a capital, of which
neither everyday English nor the catalog knows the second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from intents.passages import Clause, Role
from intents.people_named import Beneficiary, blanked
from intents.products import is_product
from intents.words import common_stems, fold, stem

_NAME = r"(?P<name>[^\W\d_a-z][\w'’-]*[a-zà-ÿ]\s[^\W\d_a-z][\w'’-]*[a-zà-ÿ])"
_GIVEN = re.compile(
    rf"\b(?i:give|grant|add|onboard|invite|let|on\s+behalf\s+of"
    rf"|(?:access|rights?|permissions?|role|licen[cs]e|seat|account|login|badge)\s+for"
    rf"|new\s+(?:hire|starter|joiner|colleague|contractor|intern|\w+er|\w+ist|\w+or)(?:,|\s+called|\s+named)?)\s+{_NAME}"
)
_NEEDS = re.compile(
    rf"(?<![\w'’-]\s)(?<![\w'’-]){_NAME}(?:,[^,.\n]{{1,60}},|\s+\([^)\n]{{1,60}}\)|\s+(?:from|in|of)\s+\w+)?\s+"
    r"(?:needs?|requires?|should\s+(?:get|have)|must\s+have|has\s+to|wants?|will\s+need|would\s+need|is\s+joining|joins)\b"
)
_SURNAME = re.compile(r"\s([^\W\d_a-z][\w’-]*[a-zà-ÿ])(?![\w])")


def nobody_else(
    found: Beneficiary, text: str, parts: Sequence[Clause], in_catalog: Callable[[str], bool]
) -> Beneficiary:
    """The same, but for a name of nobody here: somebody has to be asked who that is.

    A first name that goes on with another surname (`Dana Smith`, where Dana Wolff works) is a stranger's too.
    `in_catalog` says whether the catalog uses a stem.
    """

    def knows(word: str) -> bool:
        folded = fold(word.removesuffix("'s").removesuffix("’s"))
        token = stem(folded)
        everyday = token in common_stems() and (len(token) > 3 or token == folded)  # Doe is no form of `do`
        return everyday or in_catalog(token) or is_product(token)

    if found.named is None:
        not_own = [(c.start, c.end) for c in parts if c.role in {Role.QUOTED, Role.ORDER}]
        return replace(found, unnamed=found.unnamed or _stranger(blanked(text, not_own), knows))
    following = None if found.named.full else _SURNAME.match(text, found.named.end)
    if following is not None and not knows(following[1]):
        return Beneficiary(None, f"{found.named.text} {following[1]}")
    return found


def _stranger(text: str, knows: Callable[[str], bool]) -> str | None:
    for pattern in (_GIVEN, _NEEDS):
        for match in pattern.finditer(text):
            if not knows(match["name"].split()[-1]):
                return match["name"]
    return None
