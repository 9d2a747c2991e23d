"""What waits in files on this machine, read now: somebody asks, and what happened two minutes ago has to be known.

Bounded: a question is answered from what one look at each file gives. The rounds (`bot.signins.rounds`) read the
rest, and whatever has to be unpacked or asked for over a network.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import structlog

from approvals.desk import Desk
from approvals.operations.take_in_events import CursorMoved
from approvals.queries.signins import feed_cursor
from bot.signins.taking_in import local_feeds_of, take_in
from catalog.connectors.port import ConnectorFailed

log = structlog.get_logger(__name__)

AT_MOST = 400
"""Lines of each feed: some twenty milliseconds of work."""


async def catch_up(desk: Desk) -> None:
    """Takes in what waits in the company's own files, up to a limit."""
    for feed in local_feeds_of(desk.company):
        before = await feed_cursor(desk.store, feed.name)
        try:
            batch = await asyncio.to_thread(
                feed.look, before, now=datetime.now(UTC), most_lines=AT_MOST, packed=False
            )
            if batch.lines or batch.skipped:
                await take_in(desk.store, desk.company, feed.name, batch, before=before)
        except CursorMoved:
            continue  # somebody else has just stored the same
        except ConnectorFailed as failed:
            log.warning("signins.not_read", feed=feed.name, says=failed.sentence)
