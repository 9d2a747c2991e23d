"""What a message says of each scope value in it: that it is wanted, that it is not, or neither clearly.

People name values they do not mean: `all sites but Lyon`, `was EMEA before`, `Lyon, sorry, Porto`, `my boss sits in
Denver`. Whoever takes every value for a wish proposes the very thing that was left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from catalog.model import Resource
from intents.clause_roles import Clause, wishes
from intents.scopes import SaidScope, said_scopes
from intents.words import fold, listed, tokens


class Stance(Enum):
    """What is said of a value."""

    WANTED = "wanted"
    NOT_WANTED = "not wanted"
    UNCLEAR = "unclear"
    """It may be meant as a correction or as an exception."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A value, and what is said of it."""

    said: SaidScope
    stance: Stance


_LOOKED_AT = 120
"""Characters before a value in which it is looked for what is said of it."""
_LEAD = r"(?:\W+(?:the|a|an|for|in|on|at|of|from|to|with|by|my|our|its|be|is|it|it's|now|then|just|only|please|<key>))*\W*$"
"""Small words between what is said of a value and the value."""
_OUT = (
    r"\b(?:not(?! only| just)|without|except|excepting|excluding|exclude|besides|minus|apart|aside|other than|rather than|instead of"
    r"|anything but|leave out|leaving|left|skip|drop|nor|neither|never|no longer|outside|unlike)"
)
_OF_ALL_BUT = r"\b(?:all|every|everything|everywhere|any|anything|anywhere|each|whole|entire)\b[^.;\n]{0,60}\b(?:but|bar|save)"
_PAST = r"\b(?:was|were|had|formerly|previously|used to (?:be|have|do|work|sit|book|see))"
_AWAY = r"\b(?:mov|transfer|switch|chang|com|came|relocat|gone|went|going|back|away|over)\w*(?: \w+)? from"
_ANOTHERS = (
    r"\b(?:my|our|his|her|their) (?!<key>|team\b|group\b|office\b|desk\b|place\b|job\b|work\b|role\b)\w+(?: \w+)?"
    r" (?:is|are|sits?|works?|lives?|stays?)(?: based| located)? (?:in|at|from)"
)
_NOT_ALONE = r"\bnot (?:only|just)"
_NO = r"\bno(?!,)"
_CORRECTING = r"(?<!\band )(?<!\band, )\b(?:sorry|actually|rather|edit:|wait|instead|better|oops|argh+|i mean|i meant|should be|make that|correction|no,)"
_AFTER_OUT = re.compile(
    r"^\W{0,3}(?:is |are |being )?(?:excluded|excepted|aside|left out|not (?:needed|necessary|required|included|wanted|mine)|isn't (?:needed|included|mine)|can go|out of scope)\b"
    r"|^\W*(?:i|we) (?:already )?(?:have|hold|got|do)(?: already)?\W*(?:$|[.,;!?)])"
    r"|^[^.,;\n]{0,12}\b(?:before|previously|formerly|back then|in the past|last time)\W*(?:$|[.,;)])"
)
_ANDED = re.compile(r"\b(?:and|or|nor|n)\b|[&+/]")
_JOINS = re.compile(r"\b(?:and|plus|also|as well as)\b|[,&/+]|(?<= )n(?= )")
_BETWEEN = listed("and n plus also as well both the for in on at of from my our then too")
_TELLS = re.compile(
    r"\b(?:i|i'm|we|we're|he|she|they|is|are|am|was|were|be|been|has|have|had|will|does|did|says?|said|told|asks?|asked|wrote|sits?|works?|moved|wants?|sends?|gets|goes|comes|stays|follows|belongs|\w+'s)\b"
)
_ON_TOP = re.compile(r"\b(?:also|too|as well|plus|besides)\b")


def standings(resource: Resource, text: str) -> list[Standing]:
    """Every value the text names for the resource, in order, with what is said of it right beside it."""
    folded = fold(text)
    said = said_scopes(resource, text)
    found: list[Standing] = []
    for one in said:
        earlier = [s for s in found if s.said.key == one.key]
        start = max([folded.rfind("\n", 0, one.start) + 1, *(s.said.end for s in earlier)])
        stance = _beside(folded, start, one, again=bool(earlier))
        before = earlier[-1] if earlier else None
        if before is not None and stance is Stance.WANTED and before.stance is not Stance.WANTED:
            between = folded[before.said.end : one.start]
            if joined(between, one.key):
                # `all but Lyon and Porto` leaves out both; `not Lyon, Porto` may be a choice between them.
                stance = before.stance if _ANDED.search(between) else Stance.UNCLEAR
        if earlier and stance is Stance.WANTED and _ends(_CORRECTING, folded[start : one.start], one.key):
            found = [Standing(s.said, Stance.NOT_WANTED) if s.said.key == one.key else s for s in found]
        found.append(Standing(one, stance))
    # `Lyon please. No, they're sending me to Porto, not Lyon`: what is ruled out in the end was never meant.
    last = {(one.said.key, one.said.value): one.stance for one in found}
    return [
        Standing(one.said, Stance.NOT_WANTED)
        if last[one.said.key, one.said.value] is Stance.NOT_WANTED
        else one
        for one in found
    ]


def wanted(resource: Resource, text: str) -> list[SaidScope]:
    """The values the text names for the resource and does not rule out, in order."""
    return [one.said for one in standings(resource, text) if one.stance is Stance.WANTED]


def _beside(folded: str, start: int, one: SaidScope, *, again: bool) -> Stance:
    before, after = folded[start : one.start], folded[one.end : one.end + 60]
    stretch = re.split(r"[.;!?](?=\s)", folded[: one.start])[-1]
    if _AFTER_OUT.match(after):
        return Stance.NOT_WANTED
    if _ends(_OF_ALL_BUT, stretch, one.key):
        return Stance.NOT_WANTED
    if any(_ends(words, before, one.key) for words in (_OUT, _PAST, _AWAY, _ANOTHERS)):
        return Stance.NOT_WANTED
    if _ends(_NOT_ALONE, before, one.key):
        return Stance.UNCLEAR
    return Stance.UNCLEAR if again and _ends(_NO, before, one.key) else Stance.WANTED


@lru_cache(maxsize=512)
def _before(words: str, key: str) -> re.Pattern[str]:
    """These words, and whatever small ones lead up to a value of the key."""
    return re.compile(f"(?:{words}){_LEAD}".replace("<key>", rf"{re.escape(key)}s?"))


def _ends(words: str, before: str, key: str) -> bool:
    return _before(words, fold(key)).search(before[-_LOOKED_AT:]) is not None


def joined(between: str, key: str, own: frozenset[str] = frozenset()) -> bool:
    """Whether nothing but joining words stands between two values: `and`, a comma, the key, the thing's own name."""
    if not _JOINS.search(between):
        return False
    names = {fold(key), f"{fold(key)}s"}
    return all(
        token.word in _BETWEEN or token.word in names or token.stem in own for token in tokens(between)
    )


def lists(
    values: Sequence[SaidScope], text: str, parts: Sequence[Clause], own: frozenset[str] = frozenset()
) -> list[list[SaidScope]]:
    """The values of one key in groups, each a list that the message joins.

    A group in a clause that only tells how things are gives way to those that stand beside the wish.
    """
    folded = fold(text)
    found: list[list[SaidScope]] = [[value] for value in values[:1]]
    for before, after in pairwise(values):
        between = folded[before.end : after.start]
        begins_to_tell = _only_told(after, parts) and not _only_told(before, parts)
        if joined(between, after.key, own) and not begins_to_tell:
            found[-1].append(after)
        else:
            found.append([after])
    return [one for one in found if not _only_told(one[0], parts)] or found


def _only_told(said: SaidScope, parts: Sequence[Clause]) -> bool:
    """Whether its clause tells how things are, and wishes nothing: `my team does Lyon`."""
    clause = next((c for c in parts if c.start <= said.start < c.end), None)
    if clause is None or wishes(clause.text) or _ON_TOP.search(clause.text):
        return False
    return _TELLS.search(clause.text) is not None
