"""A message in, an `Understanding` out: the one way into this room.

The engine proposes; everything that decides what leaves is here and in the modules this one calls, in order:
clauses, people, candidates, schema, engine, grounding, verdict.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from catalog.model import Company, Person, Place
from intents.answer_schema import answer_schema
from intents.candidates import Match, Word, index_of, weigh
from intents.engines.port import Engine, Inquiry
from intents.grounding import ground
from intents.passages import WEIGHTS, Clause, clauses
from intents.people_named import beneficiary, may_hold, roster
from intents.understanding import Understanding
from intents.verdict import understanding
from intents.words import MAX_READ, Token

MAX_CANDIDATES = 40

_log = structlog.get_logger(__name__)


async def understand(
    text: str, *, person: Person, company: Company, now: datetime, engine: Engine, id: str | None = None
) -> Understanding:
    """What the message means. Pure but for the engine; never raises for anything a person can write.

    Every id in the answer exists and is visible to whoever would hold it: the person who writes, or the
    colleague the message names.
    """
    inquiry = inquire(text, person=person, company=company, now=now)
    try:
        reading = await engine.read(inquiry)
        answer, answered_by = reading.answer, reading.engine
    except Exception as failure:  # noqa: BLE001 - any failure of an engine is no answer, and the person is asked
        _log.warning("engine failed", engine=engine.name, error=type(failure).__name__, characters=len(text))
        answer, answered_by = None, engine.name
    return understanding(ground(answer, inquiry), inquiry, engine=answered_by, id=id)


def inquire(text: str, *, person: Person, company: Company, now: datetime) -> Inquiry:
    """What an engine is given to read the message with."""
    text = text[:MAX_READ]
    parts = clauses(text)
    named = [n for n in roster(company).named(text) if may_hold(company.people.get(n.person), now, company)]
    for_whom = beneficiary(text, requester=person, company=company, now=now, parts=parts)
    index = index_of(company)
    matches = index.search(_weighted(text, parts))
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
