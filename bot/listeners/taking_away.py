"""Somebody else's access is to end: what the asker can do about it, and whom to ask. Never their own list.

Usher takes nothing from anybody on a colleague's message: who holds it gives it back, or who asked for it on their
behalf; Security ends what was had in an emergency; all else its owner takes away in the system itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from approvals.desk import Desk
from approvals.model import GrantStatus
from approvals.pictures import HeldAccess
from bot.listeners.front import Front
from bot.views.parts import Card
from bot.views.taking_away import Reach, taking_away_card
from catalog.model import Company, Person, PersonId, Place, System
from intents.ending import ending
from intents.names_said import NamesSaid, names_said
from intents.passages import clauses
from intents.people_named import Beneficiary, beneficiary
from intents.refining import Standing
from intents.roster import roster
from intents.understanding import Outcome, Understanding

ASKED_FOR = 50
"""How many requests of somebody are looked through for what the reader asked for them."""


async def anothers_access(
    front: Front, person: Person, understanding: Understanding, said: str
) -> Card | None:
    """The answer where the access of somebody else is meant; None where it is the writer's own."""
    desk = front.desk_of()
    about = _about(desk, person, said)
    if about.named is None and about.unnamed is None:
        return None
    whose = about.named.person if about.named else None
    return taking_away_card(
        desk.company,
        Reach(
            reader=person.id,
            about=whose,
            asked_for=await _asked_for(desk, person.id, whose) if whose else [],
            to_review=whose is not None and await _waits_for_review(desk, person.id, whose),
            meant=_meant(desk.company, understanding, names_said(said, desk.company)),
        ),
    )


def ends_something_else(desk: Desk, person: Person, said: str, standing: Standing) -> bool:
    """Whether a message ends access that the card before it has nothing to do with, so that it is no word about it."""
    parts = clauses(said)
    named = [(one.start, one.end) for one in roster(desk.company).named(said) if one.person != person.id]
    act = ending(parts, named)
    if act is None or not act.alone:
        return False
    about = _about(desk, person, said)
    if about.named is not None or about.unnamed is not None:
        return True
    on_card = {item.entitlement for item in standing.items} or set(standing.shortlist)
    names = names_said(said, desk.company)
    if names.levels:
        return names.levels.isdisjoint(on_card)
    if names.resources:
        return names.resources.isdisjoint(one.rpartition(":")[0] for one in on_card)
    return bool(names.systems) and names.systems.isdisjoint(one.partition("/")[0] for one in on_card)


def _about(desk: Desk, person: Person, said: str) -> Beneficiary:
    return beneficiary(said, requester=person, company=desk.company, now=desk.now())


async def _asked_for(desk: Desk, reader: PersonId, about: PersonId) -> list[HeldAccess]:
    """What somebody holds because the reader asked for it on their behalf."""
    from approvals.queries.grants import held_by
    from approvals.queries.requests import requests_of

    theirs = {
        item.grant.id
        for request in await requests_of(desk, about, limit=ASKED_FOR)
        for item in request.items
        if request.requester == reader and item.grant and item.grant.status is GrantStatus.LIVE
    }
    return [one for one in await held_by(desk, about) if one.grant_id in theirs]


async def _waits_for_review(desk: Desk, reader: PersonId, about: PersonId) -> bool:
    from approvals.queries.emergency import reviews_for

    return any(one.beneficiary == about for one in await reviews_for(desk, reader))


def _meant(company: Company, found: Understanding, names: NamesSaid) -> Sequence[Place | System]:
    """The things, or the system, that the message names; nothing where none is clear."""
    clear = [item.entitlement for item in found.items]
    if not clear and found.shortlist and found.outcome is Outcome.ASK and "need" not in found.missing:
        clear = [found.shortlist[0]]
    named = [company.places[one] for one in clear if one in company.places]
    if named:
        return named
    of_resource = {one.resource.id: one for one in company.places.values()}
    if names.resources:
        return [of_resource[one] for one in sorted(names.resources) if one in of_resource]
    return [one for one in company.systems if one.id in names.systems]
