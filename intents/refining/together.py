"""Which of a list several pointings mean together: `the first and the third`, `both dashboards`, `all but the second`.

Words that can be one thing are said of that one (`the second, the bookings one`); words for different things mean each
of them where they are joined. Where one takes another back, or only one of them is wanted, it is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from intents.refining.pointing import Pointing, Stance

_AND = re.compile(r"\b(?:and|plus|also|too|as well)\b|[&+]")
_OR = re.compile(r"\bor\b")
_TAKEN_BACK = re.compile(r"\b(?:no|not|nope|rather|instead|sorry|actually|wait|mean|meant|oops)\b")


@dataclass(frozen=True)
class Meant:
    """The places in the list, and whether it is clear that each of them is meant."""

    numbers: tuple[int, ...]
    clear: bool


def meant_of(count: int, pointing: Sequence[Pointing], folded: str) -> Meant | None:
    """What is meant of a list of so many; None where the words contradict each other, or leave nothing."""
    out = {number for one in pointing if one.stance is Stance.AGAINST for number in one.options}
    wanted = sorted((one for one in pointing if one.stance is not Stance.AGAINST), key=lambda one: one.start)
    if not wanted:
        left = tuple(number for number in range(count) if number not in out)
        return Meant(left, clear=len(left) == 1) if left else None
    terms, open_which = _terms(wanted, folded)
    found = [frozenset.intersection(*(one.options for one in term)) for term in terms]
    one_thing = frozenset.intersection(*found)
    if one_thing or len(found) == 1:
        clear = _as_many_as_said([one for term in terms for one in term], one_thing)
    else:
        clear = not open_which and all(map(_as_many_as_said, terms, found))
    numbers = tuple(sorted((one_thing or frozenset.union(*found)) - out))
    return Meant(numbers, clear) if all(found) and numbers else None


def _terms(wanted: Sequence[Pointing], folded: str) -> tuple[list[list[Pointing]], bool]:
    """The pointings in groups that are each said of the same, and whether only one of the groups is wanted."""
    terms, open_which = [[wanted[0]]], False
    for before, after in pairwise(wanted):
        between = folded[before.end : after.start]
        alike = before.ordinal is after.ordinal
        open_which = open_which or bool(_OR.search(between) or _TAKEN_BACK.search(between))
        if _AND.search(between) or _OR.search(between) or (alike and "," in between):
            terms.append([after])
        else:
            terms[-1].append(after)
    return terms, open_which


def _as_many_as_said(term: Sequence[Pointing], found: frozenset[int]) -> bool:
    """Whether the words mean each of what they point at, and not one of it."""
    said = [one.many for one in term if one.many != 1]
    return len(found) == 1 if not said else all(many is None or many == len(found) for many in said)
