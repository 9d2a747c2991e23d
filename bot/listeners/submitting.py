"""A window that is sent: what it kept in mind, what was typed, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Coroutine
from typing import Any, TypeVar

from approvals.errors import Refused
from bot.listeners.acknowledging import FieldOf, committed_or_said
from bot.listeners.acting import RequestOf, redraw, request_of_item
from bot.listeners.front import Front, Seat, seat_of
from bot.views import action_ids

Result = TypeVar("Result")


def remember(about: str, body: dict[str, Any], context: Any) -> str:
    """What a window keeps in mind: what it is about, and where its button was."""
    seat = seat_of(body, context)
    return json.dumps([about, seat.channel, seat.thread_ts])


def remembered(view: dict[str, Any], context: Any) -> tuple[str, Seat]:
    """The same, read back."""
    about, channel, thread_ts = json.loads(view["private_metadata"])
    return str(about), Seat(user=context.user_id, channel=str(channel), thread_ts=str(thread_ts))


def typed_reason(view: dict[str, Any]) -> str:
    """What was typed into the one field."""
    return str(view["state"]["values"][action_ids.REASON][action_ids.REASON].get("value") or "").strip()


async def submitted(
    front: Front,
    ack: Any,
    operation: Coroutine[Any, Any, Result],
    *,
    seat: Seat,
    field: str | FieldOf = action_ids.REASON,
    about: str = "",
    request_of: RequestOf = request_of_item,
) -> Result | None:
    """Does what the window is for, and draws the request of `about` anew, where one is named, whatever came of it.

    A refusal is said beside `field`, or where the window's button was once it is too late for that; None comes back then.
    """
    try:
        return await committed_or_said(ack, operation, field=field, company=front.desk_of().company)
    except Refused as refusal:
        await front.tell(seat, refusal.sentence)
        return None
    finally:
        if about:
            await redraw(front, about, request_of)
