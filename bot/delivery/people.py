"""Writing to one person: in their direct messages, where there are any; who has none keeps nobody else from hearing."""

from __future__ import annotations

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from approvals.store.tables import new_id
from bot.delivery.places import Places
from bot.delivery.slack_calls import error_code, lasting
from bot.delivery.surfaces import Surfaces
from bot.views.parts import Card, text_card
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
    ) -> bool:
        """A message in their direct messages, `again` and `once` as surfaces have them; says whether they could be written to."""
        channel = await self.dm(person)
        if channel is None:
            self._surfaces.left_out(surface)
            return False
        try:
            await self._surfaces.show(surface, channel, card, force=again, once=once, thread_ts=thread_ts)
        except SlackApiError as error:
            if not lasting(error):
                raise
            log.warning("delivery.cannot_write_to", person=person, surface=surface, error=error_code(error))
            self._surfaces.left_out(surface)
            self._places.forget(channel)
            return False
        return True

    async def tell(self, person: PersonId, sentence: str) -> None:
        """What was done to something of theirs; it stays done, and the log has it, where Slack does not take the sentence."""
        try:
            await self.show(person, f"told:{new_id('told')}", text_card(sentence), once=True)
        except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
            log.warning("delivery.not_told", person=person, error=error_code(error))

    async def dm(self, person: PersonId) -> str | None:
        """The direct messages with that person; None when there are none to be had."""
        try:
            return await self._places.dm(person)
        except SlackApiError as error:
            if not lasting(error):
                raise
            log.warning("delivery.cannot_write_to", person=person, error=error_code(error))
            return None
