"""Somebody named for the access who is nobody of the company, or not surely one: asked about, never taken for the writer.

Only what reads like a name in a place where a beneficiary stands is taken for one: words with a capital that neither
everyday English nor the catalog knows, or a colleague's name that is not their first (`Orr`, where Dana Orr works).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from catalog.model import Company, Person
from intents.holding_phrases import DONE_FOR, SAYS, STANDS_BACK
from intents.name_like import NameLike
from intents.own_need import own_need
from intents.passages import Clause, Role
from intents.people_named import Beneficiary, blanked
from intents.words import fold

_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+){0,4}"
_CAPITAL = r"[^\W\d_a-z][\w'’-]*[a-zà-ÿ]"
_NAME = rf"(?P<name>{_CAPITAL}\s{_CAPITAL})"
_ADDRESSED = r"(?:(?i:dr|mrs?|ms|miss|prof|professor)\.?\s+)?"
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
_ONE = rf"{_ADDRESSED}(?P<name>{_WORD}(?:[ ]{_WORD})??)(?P<address>@[\w.-]+)?"
_ENDS = (
    r"(?=\s*(?:$|[,;:!?()\n–—]|\.(?!\w)|-\s)"
    r"|\s+(?i:for|until|till|to|in|at|on|by|from|who|please|pls|plz|as|because|and|too|with|while|instead|asap)\b)"
)
_FOR = re.compile(rf"\b(?i:for|4|on\s+behalf\s+of)(?:\s+(?i:me|myself)\s*(?i:and|&|\+))?\s+{_ONE}{_ENDS}")
_TO_ONE = re.compile(
    rf"\b(?i:give|grant|add|onboard|invite|set\s+up|let|enable|can|could|may|should)\s+{_ONE}"
    r"\s+(?i:have|get|see|be\s+(?:able|given|added)|view|read|use|edit|access|the|an?|to|on|with|into)\b"
)
_BESIDE = r"[^\S\n]*"
"""Blanks up to the next line, which is looked at from its own beginning: thousands of empty ones are no work."""
_WANTS = re.compile(
    rf"(?:^|[\n.;,!?]|\b(?i:and|but|so|that|hi|hello|hey|please)){_BESIDE}{_ONE}(?:\s*,[^,.\n]{{1,60}},)?\s+(?:(?:also|now|still|only)\s+)?"
    r"(?:needs?|requires?|should|must|has\s+to|wants?(?!\s+(?:me|us|you)\b)|will\s+need|would\s+need|to\s+(?:see|view|read|have|get|use|edit))\b"
)
_FIELD = re.compile(
    rf"(?:^|[\n,;.(–-]){_BESIDE}(?i:(?:requested\s+|access\s+)?for|(?:new\s+)?user(?:\s*name)?|(?:full\s+)?name|employee|beneficiary|recipient|person|holder)\s*:\s*{_ONE}"
)
_HEADED = re.compile(rf"^\W*(?i:for\s+)?{_ONE}\s*:")


def nobody_else(
    found: Beneficiary,
    text: str,
    parts: Sequence[Clause],
    in_catalog: Callable[[str], bool],
    *,
    requester: Person,
    company: Company,
) -> Beneficiary:
    """The same, but for a name of nobody here: somebody has to be asked who that is.

    A first name that goes on with another surname (`Dana Smith`, where Dana Wolff works) is a stranger's too.
    `in_catalog` says whether the catalog uses a stem.
    """
    names = NameLike(company, requester, in_catalog)
    if found.decided:
        return found
    if found.named is None:
        not_own = [(c.start, c.end) for c in parts if c.role in {Role.QUOTED, Role.ORDER}]
        own_words = blanked(text, not_own)
        unnamed = found.unnamed or _stranger(own_words, names) or _not_surely_one(own_words, names)
        return replace(found, unnamed=unnamed)
    following = None if found.named.full else _SURNAME.match(text, found.named.end)
    if following is not None and not names.knows(following[1]):
        return Beneficiary(None, f"{found.named.text} {following[1]}")
    return found


def _stranger(text: str, names: NameLike) -> str | None:
    for pattern in (_GIVEN, _NEEDS):
        for match in pattern.finditer(text):
            if not names.knows(match["name"].split()[-1]):
                return match["name"]
    return None


def _not_surely_one(text: str, names: NameLike) -> str | None:
    """A single name, or one in lower case, where somebody stands who is to have it."""
    for match in _places(text):
        address = match["address"] is not None and not names.own(match["name"])
        if address or names.a_person(match["name"]):
            return match["name"]
    headed = _HEADED.match(text)
    return headed["name"] if headed and names.in_part(headed["name"]) else None


def _places(text: str) -> Iterator[re.Match[str]]:
    """Where somebody stands who is to have it."""
    folded = fold(text)
    for match in _FOR.finditer(text):
        lead = folded[: match.start()]
        if not (STANDS_BACK.search(lead) or DONE_FOR.search(lead)):
            yield match
    yield from _FIELD.finditer(text)
    if own_need(folded):
        return
    yield from _TO_ONE.finditer(text)
    yield from (m for m in _WANTS.finditer(text) if not SAYS.match(folded[m.end("name") :]))
