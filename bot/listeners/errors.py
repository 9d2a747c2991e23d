"""What a person is told when something did not work: one private sentence, and never a traceback.

The log gets the whole of what went wrong.
"""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from approvals.errors import Refused
from bot.listeners.front import Front, seat_of
from bot.texts import iam_admins

log = structlog.get_logger(__name__)


def register(app: AsyncApp, front: Front) -> None:
    """Sets the one error handler."""

    @app.error
    async def failed(error: Exception, body: dict[str, Any], context: Any) -> None:
        seat = seat_of(body, context)
        if isinstance(error, Refused):
            log.info("listener.refused", user=seat.user, why=error.sentence)
            sentence = error.sentence
        else:
            log.error("listener.failed", user=seat.user, exc_info=error)
            whom = iam_admins(front.desk_of().company)
            sentence = f"Something went wrong on my side; try again in a minute, and tell {whom} if it happens again."
        if not seat.user:
            return
        try:
            await front.tell(seat, sentence)
        except Exception:
            log.exception("listener.could_not_tell", user=seat.user)
