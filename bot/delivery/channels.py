"""Writing in the channels that approvals are held in, where not being let in is no passing trouble."""

from __future__ import annotations

import structlog
from slack_sdk.errors import SlackApiError

from approvals.pictures import RequestPicture
from bot.delivery.places import GONE, ChannelUnreachable, Places
from bot.delivery.posts import Placed
from bot.delivery.slack_calls import error_code, lasting
from bot.delivery.surfaces import Surfaces
from bot.views.parts import Card

log = structlog.get_logger(__name__)


class Channels:
    """The channels by their names, as company.yaml has them."""

    def __init__(self, places: Places, surfaces: Surfaces) -> None:
        self._places = places
        self._surfaces = surfaces

    async def show(
        self,
        name: str,
        surface: str,
        card: Card,
        *,
        again: bool = False,
        under: Placed | None = None,
        once: bool = False,
    ) -> Placed:
        """A message in that channel, below another where one is given; `again` and `once` as surfaces have them.

        Raises ChannelUnreachable where trying again would not help, else SlackApiError and connection errors.
        """
        channel, below = (under.channel, under.ts) if under else (await self._places.channel(name), "")
        try:
            return await self._surfaces.show(surface, channel, card, force=again, thread_ts=below, once=once)
        except SlackApiError as error:
            if not lasting(error):
                raise
            code = error_code(error)
            what = "invite me there with /invite" if code in GONE else "look at who may write there"
            self._places.forget(channel)
            raise ChannelUnreachable(f"I cannot write to #{name} ({code}); {what}.") from error


def logged(problem: ChannelUnreachable, picture: RequestPicture) -> str:
    """What keeps the channel from being used, for those who are told; whoever runs Usher finds it in the log."""
    log.error("delivery.channel_unreachable", request_id=picture.id, problem=problem.sentence)
    return problem.sentence
