"""One message a surface, however often it is shown: posted once, edited from then on.

What is posted carries its surface in the message's metadata. Before posting, the intention is written down;
when a try never heard back (a lost answer, a killed process), the next one first looks in the channel whether
the message is there after all.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from weakref import WeakValueDictionary

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from approvals.desk import Desk
from bot.delivery.posts import Placed, Posts
from bot.delivery.slack_calls import call, error_code, short_retries
from bot.tables import PostRow
from bot.views.parts import Card

EVENT_TYPE = "usher_surface"
"""The metadata's event type."""
LOOK_BACK_PAGES = 5
_NOTED: ContextVar[dict[str, str] | None] = ContextVar("noted", default=None)
_NEVER = "never"
"""No digest."""
_LOCKS: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
_VANISHED = {"message_not_found", "channel_not_found"}


class Surfaces(Posts):
    """The messages of one workspace."""

    def __init__(self, desk_of: Callable[[], Desk], client: AsyncWebClient) -> None:
        super().__init__(desk_of)
        self._client = client

    @contextmanager
    def noting(self) -> Iterator[dict[str, str]]:
        """Notes what is shown meanwhile, by surface: the digest, or nothing where a message stays as it was posted."""
        shown: dict[str, str] = {}
        before = _NOTED.set(shown)
        try:
            yield shown
        finally:
            _NOTED.reset(before)

    def left_out(self, surface: str) -> None:
        """Notes that the surface should have been shown and could not be: it has to be tried again."""
        _note(surface, _NEVER)

    async def missing(self, surfaces: Collection[str]) -> set[str]:
        """Those of them that are not posted; those that are stay as they are."""
        there = await self.digests(surfaces)
        for surface in there:
            _note(surface, "")
        return {surface for surface in surfaces if surface not in there}

    async def show(
        self,
        surface: str,
        channel: str,
        card: Card,
        *,
        thread_ts: str = "",
        once: bool = False,
        force: bool = False,
    ) -> Placed:
        """Makes the surface's message read like the card.

        `once` leaves a posted message as it is; `force` writes even when nothing seems to have changed, for
        when another process may have written something older since. Raises BeingPosted, SlackApiError and
        connection errors, after a few short tries.
        """
        arguments = card.arguments()
        digest = hashlib.sha256(json.dumps(arguments, sort_keys=True).encode()).hexdigest()
        lock = _LOCKS.setdefault(surface, asyncio.Lock())
        async with lock:
            row = await self.row(surface)
            if row is not None and row.ts:
                placed = Placed(row.channel, row.ts)
                same = once or (row.digest == digest and not force)
                if same or await self._edit(surface, placed, arguments, digest):
                    _note(surface, "" if once else digest)
                    return placed
                await self.forget(surface, row.ts)
                row = None
            placed = await self._post(surface, channel, arguments, digest, thread_ts, tried=row)
            _note(surface, "" if once else digest)
            return placed

    async def _edit(self, surface: str, placed: Placed, arguments: dict[str, Any], digest: str) -> bool:
        """Says whether the message was still there to be edited."""
        try:
            await call(
                self._client.chat_update,
                channel=placed.channel,
                ts=placed.ts,
                metadata=_metadata(surface),
                **arguments,
            )
        except SlackApiError as error:
            if error_code(error) in _VANISHED:
                return False
            raise
        await self.settle(surface, placed, digest)
        return True

    async def _post(
        self,
        surface: str,
        channel: str,
        arguments: dict[str, Any],
        digest: str,
        thread_ts: str,
        *,
        tried: PostRow | None,
    ) -> Placed:
        look_first = tried is not None or not await self.claim(surface, channel)
        if look_first:
            found = await self._look(surface, channel, thread_ts)
            if found is None:
                await self.take_over(surface)
            else:
                await self._edit(surface, found, arguments, digest)
                return found
        look_first = False
        async for attempt in short_retries():
            with attempt:
                found = await self._look(surface, channel, thread_ts) if look_first else None
                look_first = True
                if found is None:
                    answer = await self._client.chat_postMessage(
                        channel=channel,
                        thread_ts=thread_ts or None,
                        metadata=_metadata(surface),
                        unfurl_links=False,
                        unfurl_media=False,
                        **arguments,
                    )
                    found = Placed(str(answer["channel"]), str(answer["ts"]))
        if found is None:
            raise AssertionError("the tries ended neither with a message nor with an error")
        await self.settle(surface, found, digest)
        return found

    async def _look(self, surface: str, channel: str, thread_ts: str) -> Placed | None:
        """The surface's message in the channel, if a try that never heard back left it there."""
        cursor: str | None = None
        for _ in range(LOOK_BACK_PAGES):
            options = {"channel": channel, "include_all_metadata": True, "limit": 200, "cursor": cursor}
            if thread_ts:
                page = await call(self._client.conversations_replies, ts=thread_ts, **options)
            else:
                page = await call(self._client.conversations_history, **options)
            for message in page["messages"]:
                metadata = message.get("metadata") or {}
                if (
                    metadata.get("event_type") == EVENT_TYPE
                    and metadata.get("event_payload", {}).get("key") == surface
                ):
                    return Placed(channel, str(message["ts"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
        return None


def _note(surface: str, digest: str) -> None:
    noted = _NOTED.get()
    if noted is not None:
        noted[surface] = digest


def _metadata(surface: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": surface}}
