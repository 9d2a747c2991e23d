"""One batch of a feed into the store: understood beside the event loop, stored with its cursor, counted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from approvals.operations.take_in_events import take_in_events
from approvals.signin_records import Read, Taken
from approvals.store.store import Store
from bot.metrics import SIGN_IN_EVENTS
from bot.signins.looking import next_look
from bot.signins.understood import Understood, understood
from catalog.feeds.choose import local_feeds
from catalog.feeds.port import Batch
from catalog.model import Company
from catalog.per_company import once_per_company
from intents.signins.logins import logins

local_feeds_of = once_per_company(local_feeds)
"""The company's files and folders; the same feeds for all who read them, as they remember what they have seen."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a batch."""

    read: Read
    taken: Taken


async def take_in(store: Store, company: Company, feed: str, batch: Batch, *, before: str | None) -> TakenIn:
    """Stores what is new in the batch and moves the feed's cursor on from `before`; None where it has none.

    Raises CursorMoved when somebody else was faster.
    """
    now, keep = store.clock.now(), company.sign_ins.keep
    found = await asyncio.to_thread(
        understood, batch.lines, logins(company).person, now=now, keep=keep, skipped=batch.skipped
    )
    taken = await take_in_events(
        store,
        feed=feed,
        records=found.records,
        read=found.read,
        before=before,
        after=batch.cursor,
        trouble=batch.trouble,
        then=next_look(now) if before is not None else None,  # a command has nobody to leave a job to
    )
    _count(found, taken)
    return TakenIn(found.read, taken)


def _count(found: Understood, taken: Taken) -> None:
    fates = {
        "kept": taken.kept,
        "duplicate": taken.duplicates,
        "unknown": found.unknown,
        "nobodys": found.nobodys,
        "unreadable": {"": found.unreadable},
        "out_of_range": {"": found.out_of_range},
    }
    for fate, by_provider in fates.items():
        for provider, number in by_provider.items():
            SIGN_IN_EVENTS.labels(provider or "any", fate).inc(number)
