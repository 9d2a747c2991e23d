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
from intents.own_need import own_need
from intents.passages import Clause, Role
from intents.people_named import Beneficiary, blanked
from intents.products import is_product
from intents.roster import roster
from intents.words import common_stems, fold, listed, stem

_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*"
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
    r"(?=\s*(?:$|[,.;:!?()\n–—]|-\s)"
    r"|\s+(?i:for|until|till|to|in|at|on|by|from|who|please|pls|plz|as|because|and|too|with|while|instead|asap)\b)"
)
_FOR = re.compile(rf"\b(?i:for|4|on\s+behalf\s+of)(?:\s+(?i:me|myself)\s*(?i:and|&|\+))?\s+{_ONE}{_ENDS}")
_TO_ONE = re.compile(
    rf"\b(?i:give|grant|add|onboard|invite|set\s+up|let|enable|can|could|may|should)\s+{_ONE}"
    r"\s+(?i:have|get|see|be\s+(?:able|given|added)|view|read|use|edit|access|the|an?|to|on|with|into)\b"
)
_WANTS = re.compile(
    rf"(?:^|[\n.;,!?]|\b(?i:and|but|so|that|hi|hello|hey|please))\s*{_ONE}(?:\s*,[^,.\n]{{1,60}},)?\s+(?:(?:also|now|still|only)\s+)?"
    r"(?:needs?|requires?|should|must|has\s+to|wants?(?!\s+(?:me|us|you)\b)|will\s+need|would\s+need|to\s+(?:see|view|read|have|get|use|edit))\b"
)
_FIELD = re.compile(
    rf"(?:^|[\n,;.(–-])\s*(?i:(?:requested\s+|access\s+)?for|(?:new\s+)?user(?:\s*name)?|(?:full\s+)?name|employee|beneficiary|recipient|person|holder)\s*:\s*{_ONE}"
)
_HEADED = re.compile(rf"^\W*(?i:for\s+)?{_ONE}\s*:")
_COMPANY = listed(
    "corp corporation inc llc ltd limited plc gmbh ag se sa sas bv nv oy ab as spa srl kg co company group holding "
    "holdings bank partners"
)
_TIMES = listed(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday christmas easter xmas ramadan diwali spring summer autumn fall winter"
)


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
    people = roster(company)
    own_names = set(re.findall(r"[^\W_]+", fold(f"{requester.name} {requester.email.partition('@')[0]}")))

    def knows(word: str) -> bool:
        folded = fold(word.removesuffix("'s").removesuffix("’s"))
        token = stem(folded)
        everyday = token in common_stems() and (len(token) > 3 or token == folded)  # Doe is no form of `do`
        return everyday or in_catalog(token) or is_product(token)

    def a_person(name: str, address: bool) -> bool:
        """Whether the words read as a person's name: a colleague's, in part, or one that nobody here has."""
        words = name.split()
        if own_names.issuperset(re.findall(r"[^\W_]+", fold(name))):
            return False
        if address:
            return True
        if in_part(words[-1]) and not (words[1:] and knows(words[0])):
            return True
        if not all(word[0].isupper() and word[1:] == word[1:].lower() for word in words):
            return False
        folded = [fold(word) for word in words]
        if folded[-1] in _COMPANY or any(word in _TIMES or word in people.about for word in folded):
            return False
        return not any(knows(word) for word in words)

    def in_part(word: str) -> bool:
        """Whether the word is a colleague's name other than a first name that is theirs alone."""
        folded = fold(word)
        if "." in folded:
            return any(piece in people.parts for piece in folded.split("."))
        return folded in people.parts - own_names and not (word.islower() and knows(word))

    if found.decided:
        return found
    if found.named is None:
        not_own = [(c.start, c.end) for c in parts if c.role in {Role.QUOTED, Role.ORDER}]
        own_words = blanked(text, not_own)
        unnamed = (
            found.unnamed or _stranger(own_words, knows) or _not_surely_one(own_words, a_person, in_part)
        )
        return replace(found, unnamed=unnamed)
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


def _not_surely_one(
    text: str, a_person: Callable[[str, bool], bool], in_part: Callable[[str], bool]
) -> str | None:
    """A single name, or one in lower case, where somebody stands who is to have it."""
    for match in _places(text):
        if a_person(match["name"], match["address"] is not None):
            return match["name"]
    headed = _HEADED.match(text)
    return headed["name"] if headed and in_part(headed["name"]) else None


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
