"""Right and False alarm: what Security makes of a warning sign."""

from __future__ import annotations

from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from approvals.jobs.retry import TryAgain
from bot.listeners.acknowledging import Ack, committed
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.signins.showing import show_sign
from bot.views import action_ids

log = structlog.get_logger(__name__)


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons."""

    @app.action(action_ids.SIGN_RIGHT)
    async def right(ack: Any, action: dict[str, Any], context: Any) -> None:
        await _judged(front, ack, action["value"], context, right=True)

    @app.action(action_ids.SIGN_FALSE_ALARM)
    async def false_alarm(ack: Any, action: dict[str, Any], context: Any) -> None:
        await _judged(front, ack, action["value"], context, right=False)


async def _judged(front: Front, ack: Ack, sign_id: str, context: Any, *, right: bool) -> None:
    from approvals.operations.judge_sign import judge_sign
    from approvals.store.sign_tables import SignVerdict

    verdict = SignVerdict.RIGHT if right else SignVerdict.FALSE_ALARM

    async def judge() -> None:
        person = await front.person(context)
        await judge_sign(front.desk_of(), sign_id=sign_id, by=person.id, verdict=verdict)

    try:
        await committed(ack, judge())
    finally:
        # Whatever came of it, a card that could still be clicked is out of date; the job draws it where Slack is unwell.
        try:
            await show_sign(front.desk_of(), front.delivery, sign_id)
        except (TimeoutError, SlackApiError, aiohttp.ClientError, TryAgain) as error:
            log.info("signs.left_to_the_job", sign=sign_id, error=str(error))
