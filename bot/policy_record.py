"""What is known of the people in a case before the policy is asked about it: by the company folder, or by the database.

The same record that a card in Slack goes by. Whatever could not be looked at is said, so that nobody takes an answer
for more than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from approvals.desk import Desk
from approvals.model import Wish
from approvals.not_right import NotRight, not_right
from approvals.operations.gather import Standing, held_or_pending, standing_of
from approvals.queries.not_right import not_right_of
from approvals.queries.of_late import recent_denials, requests_on_the_day
from approvals.queries.warning_signs import warned_of
from approvals.risk.warned import UNWARNED, Warned
from catalog.model import Company, EntitlementId, Person

_NOBODY_YET = "Nobody has approved anything yet."
_FOLDER_ONLY = (
    "Only the company folder was looked at, as no database was named: nothing that was asked for, granted or denied in"
    " Usher counts, nor any warning sign at sign-in, nor any review of an emergency, and this is the first request of the day."
)
_STANDING_NOW = (
    "Requests and grants count as they stand in the database at present, whatever the moment asked about."
)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a decision depends on beside what is asked for."""

    held: frozenset[EntitlementId]
    """What the person holds, is about to get or waits for."""
    standing: Standing
    """Where they stand with the very access in question."""
    denials: int = 0
    warned: Warned = UNWARNED
    not_right: NotRight | None = None
    """What of the person's emergencies Security found not right."""
    requests_today: int = 1
    """Of whoever asks, this one included."""
    assumes: tuple[str, ...]
    """In sentences, what was taken as given."""


def by_folder(company: Company, *, person: Person, wish: Wish, now: datetime) -> Record:
    """What the company's own holdings say."""
    running = [
        one for one in company.holdings_of(person.id) if one.expires_at is None or one.expires_at > now
    ]
    same = [
        one.expires_at for one in running if (one.entitlement, one.scope) == (wish.entitlement, wish.scope)
    ]
    until = None if None in same else max((end for end in same if end is not None), default=None)
    return Record(
        held=frozenset(one.entitlement for one in running),
        standing=Standing(held=bool(same), until=until, pending=False),
        assumes=(_FOLDER_ONLY, _NOBODY_YET),
    )


async def by_database(desk: Desk, *, person: Person, requester: Person, wish: Wish, now: datetime) -> Record:
    """What Usher's database knows beside them; `now` is the moment that is asked about."""
    async with desk.store.reading() as session:
        found = [one for one in await not_right_of(session, person.id) if one.at <= now]
        return Record(
            held=await held_or_pending(session, desk, person.id),
            standing=await standing_of(session, desk, person.id, wish),
            denials=await recent_denials(session, person.id, before=now),
            warned=await warned_of(session, {person.id, requester.id}, now=now),
            not_right=not_right(found, entitlement=wish.entitlement, company=desk.company, now=now),
            requests_today=1 + await requests_on_the_day(session, desk, requester.id, until=now),
            assumes=(_STANDING_NOW, _NOBODY_YET),
        )
