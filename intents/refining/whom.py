"""For whom, said again: `it's for Dana, actually`, `for me, not for Dana`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from catalog.model import Company, Person, PersonId
from intents.people_named import may_hold
from intents.refining.said import Said
from intents.roster import Named, roster
from intents.words import fold

_FOR = re.compile(
    r"(?:\b(?:(?:it|this|that)(?:'s| is| should be| was)?\s+)?(?:actually\s+|really\s+|meant\s+)?(?:for|4|on behalf of)(?:\s+my)?(?:\s+(?:colleague|intern|contractor|teammate|report))?|\bgive (?:it|that|this) to)\s*$"
)
_NEEDS = re.compile(r"^\s+(?:needs?|wants?|should (?:have|get)|gets)\s+(?:it|this|that|them)\b")
_AS_WELL = re.compile(r"^(?:\s++\w++){0,3}(?:\s*+,)?+\s*+(?:too|as well|also)\b|^\s+also\b")
_NOT = re.compile(r"\b(?:not|instead of|rather than)(?:\s+for)?\s*$")
_MYSELF = re.compile(
    r"(?:\b(?:it's|its|it is|this is|that's)\s+)?\b(?:for|on behalf of)\s+(?:me|myself)\b(?:\s+after all\b)?"
)
_NOT_MYSELF = re.compile(r"\b(?:not|instead of|rather than)\s+(?:for\s+)?(?:me|myself)\b")
_UNNAMED = re.compile(
    r"\bfor\s+(?:(?:my|our|the|a|an)\s+)?(?:new\s+)?(?:intern|contractor|colleague|team ?mate|coworker|assistant|trainee|starter|joiner|hire|student|freelancer|consultant|somebody else|someone else|her|him|them)\b\W*(?:$|[.,!?])"
)
_ONE_NAME = re.compile(r"\bfor\s+(?P<name>[^\W\d_]+)\W*(?:$|[.,!?]|instead\b|actually\b)")


@dataclass(frozen=True)
class Whom:
    """Whom it is for from now on; None is the person who writes."""

    person: PersonId | None
    unclear: bool = False
    as_well: bool = False
    """That somebody else needs it too, which one card cannot say."""


def said_whom(said: Said, *, person: Person, company: Company, now: datetime) -> Whom | None:
    """For whom, or None when nothing is said about it; the words are taken."""
    others = [n for n in roster(company).named(said.rest_as_written) if _meant(said, n)]
    not_mine = said.take_all(_NOT_MYSELF)
    mine = said.take_all(_MYSELF)
    wanted: list[Named] = []
    for one in others:
        if _NOT.search(said.rest[: one.start]):
            said.take(one.start, one.end)
        else:
            wanted.append(one)
            _take(said, one)
    people = dict.fromkeys(one.person for one in wanted)
    if not people and not mine:
        return Whom(None, unclear=True) if not_mine or _somebody(said, company) else None
    if len(people) + mine > 1:
        return Whom(None, unclear=True)
    if mine or next(iter(people)) == person.id:
        return Whom(None)
    named = wanted[0]
    if not may_hold(company.people.get(named.person), now, company):
        return Whom(None, unclear=True)
    if _AS_WELL.match(said.folded[named.end :]):
        return Whom(None, unclear=True, as_well=True)
    said.note("beneficiary", named.start, named.end)
    return Whom(named.person)


def _meant(said: Said, one: Named) -> bool:
    """Whether the name stands where somebody stands who is to have it, or not to have it."""
    before, after = said.rest[: one.start], said.rest[one.end :]
    if after.startswith(("'s", "’s")):
        return False
    return bool(_FOR.search(before) or _NOT.search(before) or _NEEDS.match(after))


def _take(said: Said, one: Named) -> None:
    before = _FOR.search(said.rest[: one.start])
    after = _NEEDS.match(said.rest[one.end :])
    said.take(before.start() if before else one.start, one.end + (after.end() if after else 0))


def _somebody(said: Said, company: Company) -> bool:
    """Whether it is for somebody the words do not name unmistakably."""
    if said.take_all(_UNNAMED):
        return True
    match = _ONE_NAME.search(said.rest)
    if match and len(roster(company).first.get(fold(match["name"]), ())) > 1:
        said.take(match.start(), match.end("name"))
        return True
    return False
