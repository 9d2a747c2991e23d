"""Writing to one person: in their direct messages, where there are any; who has none keeps nobody else from hearing."""

from __future__ import annotations

import structlog
from slack_sdk.errors import SlackApiError

from bot.delivery.places import Places
from bot.delivery.slack_calls import error_code, lasting
from bot.delivery.surfaces import Surfaces
from bot.views.parts import Card
from catalog.model import PersonId

log = structlog.get_logger(__name__)


class People:
    """The people who are written to; raises SlackApiError and connection errors only where trying again may help."""

    def __init__(self, places: Places, surfaces: Surfaces) -> None:
        self._places = places
        self._surfaces = surfaces

    async def show(
        self,
        person: PersonId,
        surface: str,
        card: Card,
        *,
        again: bool = False,
        once: bool = False,
        thread_ts: str = "",
    ) -> None:
        """A message in their direct messages; `again` and `once` as surfaces have them."""
        channel = await self.dm(person)
        if channel is None:
            self._surfaces.left_out(surface)
            return
        try:
            await self._surfaces.show(surface, channel, card, force=again, once=once, thread_ts=thread_ts)
        except SlackApiError as error:
            if not lasting(error):
                raise
            log.warning("delivery.cannot_write_to", person=person, surface=surface, error=error_code(error))
            self._surfaces.left_out(surface)
            self._places.forget(channel)

    async def dm(self, person: PersonId) -> str | None:
        """The direct messages with that person; None when there are none to be had."""
        try:
            return await self._places.dm(person)
        except SlackApiError as error:
            if not lasting(error):
                raise
            log.warning("delivery.cannot_write_to", person=person, error=error_code(error))
            return None
