"""What the company itself knows about access that is not there any more: its holdings.

The bot adds what Usher granted and was asked for; both are handed to `explain` as the same kind of record.
"""

from __future__ import annotations

from datetime import datetime

from catalog.model import Company, PersonId
from intents.signins.explanation import OwnKind, OwnRecord


def ended_holdings(company: Company, person: PersonId, now: datetime) -> tuple[OwnRecord, ...]:
    """The person's holdings that ran out before now, the latest last; not those held on under another line."""
    held = company.holdings_of(person)
    still = {
        (one.entitlement, *sorted(one.scope.items()))
        for one in held
        if one.expires_at is None or one.expires_at > now
    }
    ended = [
        OwnRecord(OwnKind.EXPIRED, one.entitlement, one.expires_at)
        for one in held
        if one.expires_at is not None
        and one.expires_at <= now
        and (one.entitlement, *sorted(one.scope.items())) not in still
    ]
    return tuple(sorted(ended, key=lambda record: (record.at, record.entitlement)))
