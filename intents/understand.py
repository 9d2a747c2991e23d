"""A message in, an `Understanding` out: the one way into this room.

The engine proposes; everything that decides what leaves is here and in the modules this one calls, in order:
clauses, people, candidates, schema, engine, grounding, verdict, packages.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from catalog.kinds import RiskLevel
from catalog.model import Company, Person, Place
from intents.answer_schema import answer_schema
from intents.candidates import Match, Word, index_of, weigh
from intents.ending import ending
from intents.engines.agreement import tempered, unaided
from intents.engines.port import Engine, Inquiry, Reading
from intents.grounding import ground
from intents.language import language_of
from intents.learned import Learned
from intents.never_granting import never_granting
from intents.own_lengths import with_own_lengths
from intents.own_words import meant_text
from intents.packages import with_package
from intents.passages import WEIGHTS, Clause, clauses
from intents.people_named import beneficiary, may_hold
from intents.put_right import put_right
from intents.roster import roster
from intents.said_duration import said_durations
from intents.strangers import nobody_else
from intents.teaching import lessons, untaught
from intents.understanding import Understanding
from intents.verdict import not_read, understanding
from intents.words import MAX_READ, Token

MAX_CANDIDATES = 40
_HIGH = {RiskLevel.HIGH, RiskLevel.CRITICAL}

_log = structlog.get_logger(__name__)


async def understand(
    text: str, *, person: Person, company: Company, now: datetime, engine: Engine, id: str | None = None
) -> Understanding:
    """What the message means. Pure but for the engine; never raises for anything a person can write.

    Every id in the answer exists and is visible to whoever would hold it: the person who writes, or the
    colleague the message names.
    """
    inquiry = inquire(text, person=person, company=company, now=now)
    return with_package(await _named(inquiry, engine, id), inquiry)


async def _named(inquiry: Inquiry, engine: Engine, id: str | None) -> Understanding:
    """What is named one by one, with what people taught as far as it is theirs to teach."""
    text, company = inquiry.text, inquiry.company
    found = await _answered(inquiry, engine, id)
    learned = lessons(company.version)
    if learned is None or _as_taught(found, text, company, learned):
        return found
    # People teach names of things, not how sure to be: more than they taught is read as if they had taught nothing.
    with untaught():
        plain = inquire(text, person=inquiry.person, company=company, now=inquiry.now)
        return found if plain.matches == inquiry.matches else await _answered(plain, engine, id)


async def _answered(inquiry: Inquiry, engine: Engine, id: str | None) -> Understanding:
    try:
        reading = await engine.read(inquiry)
    except Exception as failure:  # noqa: BLE001 - any failure of an engine is no answer, and the person is asked
        _log.warning(
            "engine failed", engine=engine.name, error=type(failure).__name__, characters=len(inquiry.text)
        )
        reading = Reading(answer=None, engine=engine.name)
    return conclude(reading, inquiry, id=id)


def conclude(reading: Reading, inquiry: Inquiry, *, id: str | None = None) -> Understanding:
    """What an engine's reading comes to: held against the message, and a model's against the built-in engine's too."""
    language = language_of(inquiry.text, inquiry.parts)
    if language is not None and reading.second is None:
        return not_read(language, engine=reading.engine, id=id)
    grounded = ground(reading.answer, inquiry)
    if language is not None:
        grounded = unaided(grounded, inquiry)
    elif reading.second is not None:
        grounded = tempered(grounded, ground(reading.second, inquiry), inquiry)
    found = understanding(never_granting(grounded, inquiry), inquiry, engine=reading.engine, id=id)
    return with_own_lengths(found, inquiry)


def _as_taught(found: Understanding, text: str, company: Company, learned: Learned) -> bool:
    """Whether all it names was taught for these very words, and is neither privileged nor of high risk.

    A question about a scope names what it is about.
    """
    named = [item.entitlement for item in found.items]
    if found.missing and found.missing != ("need",):
        named += found.shortlist
    return all(
        learned.says(text, level.id) and not level.privileged and level.risk not in _HIGH
        for level in (company.places[one].entitlement for one in named)
    )


def inquire(text: str, *, person: Person, company: Company, now: datetime) -> Inquiry:
    """What an engine is given to read the message with."""
    text = text[:MAX_READ]
    parts = put_right(clauses(text), text, company)
    mentioned = roster(company).named(text)
    act = ending(parts, [(n.start, n.end) for n in mentioned if n.person != person.id])
    ends = act is not None and act.alone
    named = [n for n in mentioned if ends or may_hold(company.people.get(n.person), now, company)]
    for_whom = beneficiary(text, requester=person, company=company, now=now, parts=parts)
    index = index_of(company)
    for_whom = nobody_else(for_whom, text, parts, index.vocabulary.knows, requester=person, company=company)
    lengths = said_durations(text, now=now, zone=company.zone, parts=parts)
    length = lengths[0] if lengths else None
    about = meant_text(parts, length.at if length else None)
    matches = index.search(_weighted(text, parts), about)
    holders = [company.people[for_whom.named.person]] if for_whom.named else [person]
    candidates = _candidates(matches, holders, company)
    people = list(dict.fromkeys(n.text for n in named))
    return Inquiry(
        text=text,
        person=person,
        company=company,
        now=now,
        parts=tuple(parts),
        matches=tuple(matches[:MAX_CANDIDATES]),
        candidates=candidates,
        named=tuple(named),
        beneficiary=for_whom,
        length=length,
        lengths=tuple(lengths),
        ending=act,
        schema=answer_schema(candidates, people),
    )


def _weighted(text: str, parts: list[Clause]) -> list[Word]:
    def weight(token: Token) -> float:
        return next((WEIGHTS[c.role] for c in parts if c.start <= token.start < c.end), 0.0)

    return weigh(text, weight)


def _candidates(matches: list[Match], holders: list[Person], company: Company) -> tuple[Place, ...]:
    """The best 40 entitlements that somebody it may be for may see."""
    found: list[Place] = []
    index = index_of(company)
    for match in matches:
        for place in index.spots[match.resource].places:
            if any(place.entitlement.audience.admits(holder) for holder in holders):
                found.append(place)
        if len(found) >= MAX_CANDIDATES:
            break
    return tuple(found[:MAX_CANDIDATES])
