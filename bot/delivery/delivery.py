"""Draws everything there is to see of a request, from its newest picture, each time something happened to it.

An event only says which request to look at (the reminder aside). So events may be delivered twice, late or by
two processes: the messages converge on what is true. After writing, the request is looked at again; when it
moved on meanwhile, everything is written once more, because an older state may have been written last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from weakref import WeakValueDictionary

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from approvals.desk import Desk
from approvals.events import Event, GrantChanged, GrantEndsSoon
from approvals.jobs.retry import TryAgain
from approvals.model import ItemStatus
from approvals.pictures import RequestPicture
from approvals.store.tables import ItemRow, RequestRow
from bot.delivery.appeals import draw_appeals
from bot.delivery.belonging import belongs_in_channel
from bot.delivery.channels import Channels, logged
from bot.delivery.drawn import DrawnLately
from bot.delivery.emergencies import draw_emergencies
from bot.delivery.people import People
from bot.delivery.places import ChannelUnreachable, Places
from bot.delivery.questions import ask_requester
from bot.delivery.reminders import remind, remind_anew
from bot.delivery.surfaces import Surfaces
from bot.delivery.thread import draw_thread
from bot.views.called_upon import called_upon
from bot.views.ending_cards import ending_cards
from bot.views.noted import told_request
from bot.views.renewal import not_renewed_cards
from bot.views.status_card import status_card
from bot.views.task_card import task_card
from catalog.model import Company

log = structlog.get_logger(__name__)

_LOCKS: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
"""Jobs and clicks of one process take turns on a request."""
LOOKS = 5
"""How often the request is looked at again before its next event is left to do it."""


class Delivery:
    """Turns events into messages; call it with each event, at least once and in order within a request."""

    def __init__(self, desk_of: Callable[[], Desk], client: AsyncWebClient) -> None:
        self._desk_of = desk_of
        self.places = Places(desk_of, client)
        self.surfaces = Surfaces(desk_of, client)
        self.channels = Channels(self.places, self.surfaces)
        self.people = People(self.places, self.surfaces)
        self._drawn = DrawnLately()

    async def __call__(self, event: Event) -> RequestPicture:
        """Shows what the event led to, and returns what its request looks like by now.

        Raises TryAgain, SlackApiError and connection errors, to be called again.
        """
        if isinstance(event, GrantEndsSoon):
            await remind(self._desk_of(), self.people, event.grant_id)
        if isinstance(event, GrantChanged):
            await self.remind_anew(event.grant_id)
        picture = await self.refresh(event.request_id)
        if isinstance(event, GrantChanged):
            for request_id in await self._about_longer(event.grant_id):
                self._drawn.forget(request_id)
                await self.refresh(request_id)
        return picture

    async def _about_longer(self, grant_id: str) -> Sequence[str]:
        """The requests to prolong that grant which did not: they say when it ends, and theirs is another version."""
        asked = select(ItemRow.request_id).where(
            ItemRow.extends == grant_id, ItemRow.status != ItemStatus.APPROVED
        )
        async with self._desk_of().store.reading() as session:
            return (await session.exec(asked)).all()

    async def remind_anew(self, grant_id: str) -> None:
        """Makes the reminders of that grant say what is so by now. Raises SlackApiError and connection errors."""
        await remind_anew(self._desk_of(), self.people, self.surfaces, grant_id)

    async def refresh(self, request_id: str, *, overwrite: bool = False) -> RequestPicture:
        """Makes every message about the request show its newest state, and returns that; `overwrite` even where that
        is there already.

        Raises TryAgain, after everything else was drawn, while a channel cannot be used: once Usher was invited
        there, the next try posts what is missing. A person who cannot be written to is left out. Raises
        SlackApiError and connection errors while Slack is away or does not take the token.
        """
        lock = _LOCKS.setdefault(request_id, asyncio.Lock())
        async with lock:
            if not overwrite and (shown_already := await self._shown_already(request_id)) is not None:
                return shown_already
            for look in range(LOOKS):
                desk = self._desk_of()
                with self.surfaces.noting() as shown:
                    picture = await self._picture(request_id)
                    unreachable = await self._draw(picture, again=overwrite or look > 0)
                if await self._version(request_id) == picture.version:
                    if unreachable:
                        raise TryAgain(unreachable)
                    self._drawn.keep(desk, picture, shown)
                    return picture
        log.info("delivery.still_moving", request_id=request_id)
        return picture

    async def _shown_already(self, request_id: str) -> RequestPicture | None:
        """The request, where all of its messages show its newest state by what this process drew."""
        drawn = self._drawn.of(self._desk_of(), request_id)
        if drawn is None or await self._version(request_id) != drawn.picture.version:
            return None
        return drawn.picture if drawn.still_shown(await self.surfaces.digests(drawn.shown)) else None

    async def _picture(self, request_id: str) -> RequestPicture:
        from approvals.queries.requests import request_picture

        return await request_picture(self._desk_of(), request_id)

    async def _version(self, request_id: str) -> int | None:
        async with self._desk_of().store.reading() as session:
            return (await session.exec(select(RequestRow.version).where(RequestRow.id == request_id))).first()

    async def _draw(self, picture: RequestPicture, *, again: bool) -> str:
        """Draws everything, and returns what keeps a channel from being used, empty when nothing does."""
        unreachable = elsewhere = ""
        if belongs_in_channel(picture) or await self.surfaces.placed(f"thread:{picture.id}"):
            try:
                company = await self._company_for(picture)
                elsewhere = await draw_thread(
                    self.channels.show, self.surfaces, company, picture, again=again
                )
            except ChannelUnreachable as problem:
                unreachable = logged(problem, picture)
        unreachable = await self._draw_rest(picture, again=again) or unreachable
        await self._draw_status(picture, unreachable, again=again)
        await self._draw_tasks(picture, again=again)
        await ask_requester(self.places, self.surfaces, self.people, picture)
        await self._tell_endings(picture)
        return unreachable or elsewhere

    async def _company_for(self, picture: RequestPicture) -> Company:
        """The company, with the accounts of all whom the request calls upon."""
        return await self.places.linked(called_upon(self._desk_of().company, picture))

    async def _draw_rest(self, picture: RequestPicture, *, again: bool) -> str:
        """Appeals and emergencies, for those who have them."""
        if not any(item.appeal or item.emergency for item in picture.items):
            return ""
        company = await self._company_for(picture)
        told = await draw_emergencies(self.channels.show, self.people, company, picture, again=again)
        return await draw_appeals(self.channels.show, self.surfaces, company, picture, again=again) or told

    async def _tell_endings(self, picture: RequestPicture) -> None:
        """What came to an end without anybody's doing, or will for good, is told, once, to the one who counted on it."""
        company = self._desk_of().company
        for person, surface, card in (*ending_cards(company, picture), *not_renewed_cards(company, picture)):
            await self.people.show(person, surface, card, once=True)

    async def _draw_status(self, picture: RequestPicture, unreachable: str, *, again: bool) -> None:
        company = self._desk_of().company
        await self._adopt_proposal(picture)
        for reader in dict.fromkeys((picture.requester, picture.beneficiary)):
            told = told_request(company, picture, reader)
            card = status_card(company, told, reader=reader, unreachable=unreachable)
            await self.people.show(reader, f"status:{picture.id}:{reader}", card, again=again)

    async def _adopt_proposal(self, picture: RequestPicture) -> None:
        """The card that was confirmed in the direct messages becomes the status message."""
        surface = f"status:{picture.id}:{picture.requester}"
        if await self.surfaces.placed(surface) is not None:
            return
        async with self._desk_of().store.reading() as session:
            key = (await session.exec(select(RequestRow.key).where(RequestRow.id == picture.id))).one()
        card = await self.surfaces.placed(f"draft:{key}")  # a request's key is the draft it was confirmed on
        if card is not None and card.channel == await self.people.dm(picture.requester):
            await self.surfaces.adopt(surface, card)

    async def _draw_tasks(self, picture: RequestPicture, *, again: bool) -> None:
        company = self._desk_of().company
        for item in picture.items:
            for task in item.tasks:
                await self.people.show(
                    task.assignee, f"task:{task.id}", task_card(company, task), again=again
                )
