"""One message a surface, however often it is shown: posted once, edited from then on.

What is posted carries its surface in the message's metadata. Before posting, the intention is written down;
when a try never heard back (a lost answer, a killed process), the next one first looks in the channel whether
the message is there after all.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from approvals.desk import Desk
from approvals.jobs.retry import TryAgain
from approvals.store.tables import new_id
from bot.delivery.slack_calls import call, error_code, short_retries
from bot.tables import PostRow
from bot.views.parts import Card

EVENT_TYPE = "usher_surface"
"""The metadata's event type."""
ANOTHER_IS_AT_IT = timedelta(seconds=10)
"""How long a process that said it is posting is left to finish."""
LOOK_BACK_PAGES = 5
_LOADED = new_id("post")
_LOCKS: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
_VANISHED = {"message_not_found", "channel_not_found"}


class BeingPosted(TryAgain):
    """Another process said that it is posting this message; come back once it is done or was given up on."""


@dataclass(frozen=True)
class Placed:
    """Where a message is."""

    channel: str
    ts: str


class Surfaces:
    """The messages of one workspace."""

    def __init__(self, desk_of: Callable[[], Desk], client: AsyncWebClient) -> None:
        self._desk_of = desk_of
        self._client = client

    async def placed(self, surface: str) -> Placed | None:
        """Where the surface's message is, if there is one."""
        row = await self._row(surface)
        return Placed(row.channel, row.ts) if row is not None and row.ts else None

    async def at(self, channel: str, ts: str) -> str:
        """What a message shows; empty for one that is nobody's surface. A status adopted from a card comes first."""
        async with self._desk_of().store.reading() as session:
            rows = await session.exec(
                select(PostRow.surface).where(PostRow.channel == channel, PostRow.ts == ts)
            )
            return max(rows.all(), default="")

    async def posted(self, beginning: str) -> list[str]:
        """The surfaces of that beginning whose message is there."""
        async with self._desk_of().store.reading() as session:
            rows = await session.exec(
                select(PostRow.surface).where(
                    col(PostRow.surface).startswith(beginning, autoescape=True), PostRow.ts != ""
                )
            )
            return list(rows.all())

    async def adopt(self, surface: str, placed: Placed) -> None:
        """Makes a message that is there already this surface's; nothing happens when the surface has one."""
        async with self._desk_of().store.transaction() as tx:
            if await tx.session.get(PostRow, surface) is None:
                tx.session.add(
                    PostRow(surface=surface, channel=placed.channel, ts=placed.ts, posted_at=tx.now)
                )

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
            row = await self._row(surface)
            if row is not None and row.ts:
                placed = Placed(row.channel, row.ts)
                if once or (row.digest == digest and not force):
                    return placed
                if await self._edit(surface, placed, arguments, digest):
                    return placed
                await self._forget(surface, row.ts)
                row = None
            return await self._post(surface, channel, arguments, digest, thread_ts, tried=row)

    async def _row(self, surface: str) -> PostRow | None:
        async with self._desk_of().store.reading() as session:
            return await session.get(PostRow, surface)

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
        await self._settle(surface, placed, digest)
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
        look_first = tried is not None or not await self._claim(surface, channel)
        if look_first:
            found = await self._look(surface, channel, thread_ts)
            if found is None:
                await self._take_over(surface)
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
        await self._settle(surface, found, digest)
        return found

    async def _claim(self, surface: str, channel: str) -> bool:
        """Writes down that this process is posting; False when somebody wrote that first."""
        try:
            async with self._desk_of().store.transaction() as tx:
                if await tx.session.get(PostRow, surface) is not None:
                    return False
                row = PostRow(surface=surface, channel=channel, posting=_poster(), posting_since=tx.now)
                tx.session.add(row)
        except IntegrityError:
            return False
        return True

    async def _take_over(self, surface: str) -> None:
        """Continues a try that never heard back. Raises BeingPosted while another process may still be at it."""
        async with self._desk_of().store.transaction() as tx:
            row = await tx.session.get_one(PostRow, surface, with_for_update=True)
            since = row.posting_since if row.posting not in ("", _poster()) else None
            left = since + ANOTHER_IS_AT_IT - tx.now if since is not None else timedelta(0)
            if row.ts or left > timedelta(0):
                raise BeingPosted(
                    f"{surface} is being posted by another process", within=timedelta(0) if row.ts else left
                )
            row.posting, row.posting_since = _poster(), tx.now
            tx.session.add(row)

    async def _settle(self, surface: str, placed: Placed, digest: str) -> None:
        async with self._desk_of().store.transaction() as tx:
            row = await tx.session.get(PostRow, surface, with_for_update=True)
            if row is None:
                row = PostRow(surface=surface, channel=placed.channel)
            row.channel, row.ts, row.digest, row.posting = placed.channel, placed.ts, digest, ""
            row.posting_since, row.posted_at = None, row.posted_at or tx.now
            tx.session.add(row)

    async def _forget(self, surface: str, ts: str) -> None:
        async with self._desk_of().store.transaction() as tx:
            row = await tx.session.get(PostRow, surface, with_for_update=True)
            if row is not None and row.ts == ts:
                await tx.session.delete(row)

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


def _poster() -> str:
    """This process, whoever in it is posting; a forked one is another."""
    return f"{_LOADED}-{os.getpid()}"


def _metadata(surface: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": surface}}
