"""Telling Security about warning signs: each in one message that shows its newest state, the rest in one line a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import structlog

from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.jobs.handlers import Handler, Payload
from approvals.jobs.port import JobName
from approvals.jobs.retry import TryAgain
from approvals.queries.warning_signs import sign_picture, summed_on
from bot.delivery import Delivery
from bot.delivery.places import ChannelUnreachable
from bot.views.parts import Card
from bot.views.warning_signs import sign_card, summed_card

log = structlog.get_logger(__name__)


async def show_sign(desk: Desk, delivery: Delivery, sign_id: str) -> None:
    """Makes the sign's message look like the sign. Raises TryAgain, SlackApiError and connection errors."""
    try:
        picture = await sign_picture(desk, sign_id)
    except NotFound:
        return  # it was kept long enough
    await _in_security(desk, delivery, f"sign:{sign_id}", sign_card(desk.company, picture))


async def show_summed(desk: Desk, delivery: Delivery, day: date) -> None:
    """Makes the day's line say how many there are by now."""
    surface = f"signs:{day.isoformat()}"
    signs = await summed_on(desk, day)
    if signs or await delivery.surfaces.placed(
        surface
    ):  # those that were in it may have messages of their own
        card = summed_card(desk.company, signs, f"{day.day} {day:%B}")
        await _in_security(desk, delivery, surface, card)


def sign_handlers(desk_of: Callable[[], Desk], delivery: Delivery) -> dict[str, Handler]:
    """The jobs that tell Security."""

    async def show(payload: Payload) -> None:
        await show_sign(desk_of(), delivery, payload["sign"])

    async def sum_up(payload: Payload) -> None:
        await show_summed(desk_of(), delivery, date.fromisoformat(payload["day"]))

    return {JobName.SHOW_SIGN: show, JobName.SUM_SIGNS: sum_up}


async def _in_security(desk: Desk, delivery: Delivery, surface: str, card: Card) -> None:
    try:
        await delivery.channels.show(desk.company.channels.security, surface, card)
    except ChannelUnreachable as problem:
        log.error("signs.channel_unreachable", problem=problem.sentence)
        raise TryAgain(problem.sentence) from problem
