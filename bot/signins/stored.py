"""What is known about one person's sign-ins up to this moment."""

from __future__ import annotations

from datetime import datetime

from approvals.desk import Desk
from approvals.queries.signins import events_of
from bot.signins.catching_up import catch_up
from bot.signins.records import event_of
from catalog.model import PersonId
from intents.signins.event import SignInEvent


async def events_about(
    desk: Desk, person: PersonId, *, since: datetime, until: datetime
) -> list[SignInEvent]:
    """What happened to that person's accounts in that stretch of time, the oldest first.

    What waits in files on this machine is read before, so that an event of a moment ago is among them.
    """
    await catch_up(desk)
    return [event_of(record) for record in await events_of(desk.store, person, since=since, until=until)]
