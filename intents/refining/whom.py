"""For whom, said again: `it's for Dana, actually`, `for me, not for Dana`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from catalog.model import Company, Person, PersonId
from intents.candidates import index_of
from intents.name_like import NameLike
from intents.people_named import may_hold, works_here
from intents.refining.said import Said
from intents.roster import Named, roster
from intents.somebody import unnamed

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
_ALSO_FOR = re.compile(r"\b(?:and|also|plus)\s+(?:(?:it|this|that)(?:'s| is)\s+)?(?:also\s+)?for\s*$")
"""Before a further person: `and for Dana`, where the card is for somebody already."""
_JOINED = re.compile(r"\s*(?:,|and|&|\+)\s*(?:also\s+)?(?:for\s+)?")
_JOINED_BEFORE = re.compile(r"(?:\b(?:and|also|for)\b|[,&+\s])+$")
_ME_TOO = re.compile(
    r"\b(?:and|also|plus)\s+(?:(?:it|this|that)(?:'s| is)\s+)?(?:also\s+)?for (?:me|myself)\b|\bfor (?:me|myself)\s*,?\s*(?:too|as well|also)\b"
)
_AND_ME = re.compile(r"\s*(?:,|and|&|\+)\s*(?:for\s+)?(?:me|myself)\b")
_ONE_NAME = re.compile(
    r"\bfor\s+(?P<name>[^\W\d_]+(?:['’-][^\W\d_]+)*(?:[ ][^\W\d_]+)??)(?=\W*(?:$|[.,!?]|\sinstead\b|\sactually\b))"
)


@dataclass(frozen=True)
class Whom:
    """Whom it is for from now on; None is the person who writes."""

    person: PersonId | None
    unclear: bool = False
    as_well: bool = False
    """That somebody else needs it too, which one card cannot say."""
    gone: Person | None = None
    """Who was named and does not work here."""


def said_whom(said: Said, *, person: Person, company: Company, now: datetime) -> Whom | None:
    """For whom, or None when nothing is said about it; the words are taken."""
    before = said.rest
    named = roster(company).named(said.rest_as_written)
    meant = [n for n in named if _meant(said, n)]
    others = [n for n in named if n in meant or any(_JOINED.fullmatch(before, m.end, n.start) for m in meant)]
    not_mine = said.take_all(_NOT_MYSELF)
    mine = said.take_all(_MYSELF)
    wanted: list[Named] = []
    for one in others:
        if _NOT.search(said.rest[: one.start]):
            said.take(one.start, one.end)
        else:
            wanted.append(one)
            _take(said, one)
            if one not in meant:
                joint = _JOINED_BEFORE.search(before[: one.start])
                said.take(joint.start() if joint else one.start, one.end)
            also_me = _AND_ME.match(before, one.end)
            if also_me:
                said.take(one.end, also_me.end())
                mine = True
    people = dict.fromkeys(one.person for one in wanted)
    if not people and not mine:
        return Whom(None, unclear=True) if not_mine or _somebody(said, company, person) else None
    if len(people) + mine > 1:
        return Whom(None, unclear=True, as_well=True)
    if mine and _ME_TOO.search(before):
        return Whom(None, unclear=True, as_well=True)
    if mine or next(iter(people)) == person.id:
        return Whom(None)
    holder = wanted[0]
    if not may_hold(company.people.get(holder.person), now, company):
        whoever = company.people.get(holder.person)
        return Whom(None, unclear=True, gone=None if works_here(whoever, now, company) else whoever)
    if _AS_WELL.match(said.folded[holder.end :]) or _ALSO_FOR.search(before[: holder.start]):
        return Whom(None, unclear=True, as_well=True)
    said.note("beneficiary", holder.start, holder.end)
    return Whom(holder.person)


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


def _reads_as_a_name(words: str, names: NameLike) -> bool:
    return names.a_person(words) or (" " not in words and names.a_slip(words))


def _somebody(said: Said, company: Company, person: Person) -> bool:
    """Whether it is for somebody the words do not name unmistakably: a job, a surname, a stranger, a slip of the pen."""
    match = _ONE_NAME.search(said.rest_as_written)
    if match and _reads_as_a_name(
        match["name"], NameLike(company, person, index_of(company).vocabulary.knows)
    ):
        said.take(match.start(), match.end("name"))
        return True
    words = unnamed(said.rest, roster(company).titles, own=False)
    if words is None:
        return False
    at = said.rest.find(words)
    if at >= 0:
        said.take(at, at + len(words))
    return True
