"""A link that confirms one approval: what is sealed into it, and what it says when it comes back.

It names the decision (item, stage, person, and what exactly is approved) and when it was made. Sealed, nobody can make
or alter one; a row in the database sees to it that each counts once.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from approvals.errors import LinkRefused
from approvals.model import StageName
from approvals.step_up.vault import Unreadable, Vault
from approvals.store.tables import ItemRow
from catalog.durations import format_duration
from catalog.model import PersonId

LINK_LASTS = timedelta(minutes=5)
CLOCKS_DIFFER = timedelta(minutes=1)
"""Another process made the link, and its clock may be ahead."""
PATH = "/confirm"
AGAIN = "press Approve in Slack again, and you are sent a new one."
_KIND = "link"


@dataclass(frozen=True, kw_only=True)
class Link:
    """What a link is about."""

    id: str
    item_id: str
    stage: StageName
    person: PersonId
    terms: str
    """What exactly was asked for when it was made (`terms_of`)."""
    at: datetime


def seal_link(vault: Vault, link: Link) -> str:
    """The text that a link ends with."""
    return vault.ticket(
        _KIND, link.id, link.item_id, link.stage.value, link.person, link.terms, link.at.isoformat()
    )


def read_link(vault: Vault, token: str) -> Link:
    """What is sealed in it. Raises LinkRefused for what was never sealed here as a link, or was altered since."""
    try:
        kind, id, item_id, stage, person, terms, at = vault.read_ticket(token)
        if kind != _KIND:
            raise ValueError(kind)
        return Link(
            id=id,
            item_id=item_id,
            stage=StageName(stage),
            person=person,
            terms=terms,
            at=datetime.fromisoformat(at),
        )
    except (Unreadable, ValueError) as stranger:
        raise LinkRefused(f"This is no link of mine, or a part of it is missing; {AGAIN}") from stranger


def expired(link: Link, now: datetime) -> LinkRefused | None:
    """Why it does not count any more, or not yet."""
    if -CLOCKS_DIFFER <= now - link.at <= LINK_LASTS:
        return None
    minutes = LINK_LASTS // timedelta(minutes=1)
    return LinkRefused(f"This link was good for {minutes} minutes, and they are over; {AGAIN}")


def terms_of(item: ItemRow) -> str:
    """A fingerprint of what exactly is asked for: a change of it makes the link say so instead of counting."""
    duration = None if item.duration is None else format_duration(item.duration)
    exactly = json.dumps([item.entitlement, item.scope, duration], sort_keys=True)
    return hashlib.sha256(exactly.encode()).hexdigest()[:16]


def address_of(confirm_at: str, token: str) -> str:
    """The link itself."""
    return f"{confirm_at}{PATH}/{quote(token, safe='')}"
