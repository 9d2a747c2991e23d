"""What a person is told when a listener ends in an error: a refusal's own sentence, or one for all the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from approvals.errors import Refused
from bot.listeners.front import Front, Seat, seat_of
from bot.texts import iam_admins, moment

log = structlog.get_logger(__name__)


def failure_sentence(front: Front, error: BaseException, *, user: str) -> str:
    """The one sentence for the person who did it; the log gets the whole of what went wrong."""
    if isinstance(error, Refused):
        log.info("listener.refused", user=user, why=error.sentence)
        return error.sentence
    log.error("listener.failed", user=user, exc_info=error)
    whom = iam_admins(front.desk_of().company)
    return f"Something went wrong on my side; try again in a minute, and tell {whom} if it happens again."


async def tell_failure(front: Front, error: Exception, body: dict[str, Any], context: Any) -> None:
    """Tells it privately, where the click or the message was."""
    await tell_failure_at(front, error, seat_of(body, context))


async def tell_failure_at(front: Front, error: Exception, seat: Seat) -> None:
    """The same, where the person sits."""
    sentence = failure_sentence(front, error, user=seat.user)
    if not seat.user:
        return
    try:
        await front.tell(seat, sentence)
    except Exception:
        log.exception("listener.could_not_tell", user=seat.user)


async def tell_given_up(front: Front, seat: Seat, *, written: str, what: str) -> None:
    """Tells who wrote the message of that timestamp that its last try has failed: "I could not `what` what you wrote"."""
    when = moment(datetime.fromtimestamp(float(written), UTC), front.desk_of().company.zone)
    sentence = f"I could not {what} what you wrote at {when}, and have stopped trying; please say it again."
    try:
        await front.tell(seat, sentence)
    except (aiohttp.ClientError, TimeoutError, SlackApiError):
        log.exception("listener.could_not_tell", user=seat.user)
