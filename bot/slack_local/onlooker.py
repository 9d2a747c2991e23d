"""Somebody who looks over everybody's shoulder: reads each screen, and waits for what should appear there.

Tests see through this. Messages and views come as snapshots: what somebody had on the screen, which later
edits do not change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.slack_local import reading
from bot.slack_local.client import Client
from bot.slack_local.courier import Delivery, Reply
from bot.slack_local.model import Message, View
from bot.slack_local.people import Person
from bot.slack_local.platform import Platform
from bot.slack_local.web_api import Call, WebApi

T = TypeVar("T")
PATIENCE = 30.0
"""Seconds to wait for what should appear, unless told otherwise."""


class Onlooker:
    """Reads every screen, and waits for what should appear on one."""

    def __init__(self, platform: Platform, client: Client, api: WebApi) -> None:
        self.platform = platform
        self.client = client
        self.api = api
        self._news: asyncio.Event | None = None

    text_of = staticmethod(reading.text_of)
    """All the words on a message or a view, as a person reads them."""
    buttons = staticmethod(reading.buttons)
    """The labels of the buttons on a message or a view."""

    def person(self, user_id: str) -> Person:
        """Somebody, ready to act."""
        return Person(user_id, self.client, self.dm(user_id))

    def dm(self, user_id: str) -> str:
        """The channel id of that person's direct messages with the app."""
        return self.platform.space.im(user_id, self.platform.space.bot_user_id).id

    def channel_id(self, name_or_id: str) -> str:
        """A conversation by its name or id, or a person's direct messages with the app by the person's id."""
        if name_or_id in self.platform.space.users:
            return self.dm(name_or_id)
        return self.platform.space.channel(name_or_id).id

    def messages(self, channel: str, *, thread_ts: str | None = None) -> list[Message]:
        """What stands in a conversation (name, id, or a person's id for their DM), or the replies in a thread; oldest first."""
        where = self.channel_id(channel)
        space = self.platform.space
        found = space.top_level(where) if thread_ts is None else space.replies(where, thread_ts)
        return [message.snapshot() for message in found]

    def all_messages(self, channel: str) -> list[Message]:
        """Everything in a conversation, replies too, oldest first."""
        return [message.snapshot() for message in self.platform.space.all_messages(self.channel_id(channel))]

    def latest(self, message: Message) -> Message:
        """The same message as it stands now. Raises LookupError when it is gone."""
        space = self.platform.space
        found = space.find(message.channel, message.ts) or space.find_ephemeral(message.channel, message.ts)
        if found is None:
            raise LookupError("the message is gone")
        return found.snapshot()

    def ephemerals(self, user_id: str) -> list[Message]:
        """The private notes that person got, oldest first."""
        return [m.snapshot() for m in self.platform.space.ephemerals if m.ephemeral_to == user_id]

    def open_views(self, user_id: str) -> list[View]:
        """The modals that person has open, the top one last."""
        return [view.snapshot() for view in self.platform.modals.stack(user_id)]

    def home(self, user_id: str) -> View | None:
        """That person's home tab, once the app has published one."""
        view = self.platform.modals.homes.get(user_id)
        return view.snapshot() if view else None

    @property
    def calls(self) -> list[Call]:
        """Every Web API call the app made, oldest first."""
        return self.api.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to the app, oldest first."""
        return self.platform.courier.deliveries

    async def redeliver(self, event_id: str, *, reason: str = "http_timeout") -> Reply:
        """Sends an event once more, as Slack does when it missed the acknowledgement."""
        return await self.platform.courier.redeliver(event_id, reason=reason)

    # Waiting

    def notice(self) -> None:
        """Something changed: whoever waits looks again."""
        if self._news is not None:
            self._news.set()
            self._news = None

    async def until(self, look: Callable[[], T], *, timeout: float = PATIENCE) -> T:  # noqa: ASYNC109 - a patience, not a cancellation
        """Waits until `look` gives something true, and returns it; looks again at each change.

        Raises AssertionError with what is on the screens when that takes longer than `timeout` seconds.
        """
        deadline = asyncio.get_running_loop().time() + timeout
        while not (seen := look()):
            if self._news is None:
                self._news = asyncio.Event()
            try:
                async with asyncio.timeout_at(deadline):
                    await self._news.wait()
            except TimeoutError:
                if seen := look():
                    return seen
                raise AssertionError(
                    f"not seen within {timeout:g} seconds; there is:\n{self.transcript()}"
                ) from None
        return seen

    async def message(
        self,
        channel: str,
        containing: str,
        *,
        thread_ts: str | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - a patience, not a cancellation
    ) -> Message:
        """Waits for a message of the app with those words in it; the newest one."""

        def look() -> Message | None:
            found = self.messages(channel, thread_ts=thread_ts)
            return next((m for m in reversed(found) if m.by_bot and containing in self.text_of(m)), None)

        return _there(await self.until(look, timeout=timeout))

    async def note(self, user_id: str, containing: str = "", *, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109 - a patience, not a cancellation
        """Waits for a private note to that person with those words in it; the newest one."""

        def look() -> Message | None:
            found = reversed(self.ephemerals(user_id))
            return next((m for m in found if containing in self.text_of(m)), None)

        return _there(await self.until(look, timeout=timeout))

    async def view(self, user_id: str, containing: str = "", *, timeout: float = PATIENCE) -> View:  # noqa: ASYNC109 - a patience, not a cancellation
        """Waits until that person's topmost modal has those words on it."""

        def look() -> View | None:
            found = self.open_views(user_id)[-1:]
            return next((view for view in found if containing in self.text_of(view)), None)

        return _there(await self.until(look, timeout=timeout))

    async def home_tab(self, user_id: str, containing: str = "", *, timeout: float = PATIENCE) -> View:  # noqa: ASYNC109 - a patience, not a cancellation
        """Waits until that person's home tab has those words on it."""

        def look() -> View | None:
            view = self.home(user_id)
            return view if view and containing in self.text_of(view) else None

        return _there(await self.until(look, timeout=timeout))

    async def settled(self) -> None:
        """Waits until every event is acknowledged or given up."""
        await self.platform.courier.settle()

    def transcript(self) -> str:
        """Every conversation as text: what a failed test shows."""
        space = self.platform.space
        lines = []
        for channel in space.channels.values():
            notes = [m for m in space.ephemerals if m.channel == channel.id]
            for message in sorted([*space.all_messages(channel.id), *notes], key=lambda m: m.ts):
                where = f"#{channel.name}" if channel.name else channel.id
                mark = " (thread)" if message.is_reply else ""
                only = f" (only {message.ephemeral_to})" if message.ephemeral_to else ""
                words = self.text_of(message).replace("\n", " / ")
                lines.append(f"{where}{mark}{only} {space.users[message.user].name}: {words}")
        for user in space.users:
            lines += [f"modal of {user}: {self.text_of(v)}" for v in self.platform.modals.stack(user)]
        lines += [f"refused: {c.method} {c.answer.get('error')}" for c in self.calls if not c.ok]
        return "\n".join(lines) or "nothing"


def _there(found: T | None) -> T:
    if found is None:  # `until` returns only what is true
        raise AssertionError("nothing there")
    return found
