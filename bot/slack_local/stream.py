"""Live updates for the playground: server-sent events, one stream for each open page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from bot.slack_local.errors import Json
from bot.slack_local.model import Change

ALIVE_SECONDS = 15.0


class Streams:
    """Hands each change to the pages whose person can see it."""

    def __init__(self) -> None:
        self._queues: dict[asyncio.Queue[Json | None], str] = {}

    def publish(self, change: Change) -> None:
        """Queues a change; never waits."""
        event: Json = {"type": change.type}
        if change.type in ("channel", "status"):
            event |= {"channel": change.channel, "thread_ts": change.thread_ts}
        if change.type == "status":
            event["text"] = change.text or ""
        for queue, user in self._queues.items():
            if change.users is None or user in change.users:
                queue.put_nowait(event)

    def close(self) -> None:
        """Ends every stream, so that the server can stop."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def follow(self, user: str) -> AsyncIterator[str]:
        """The lines of one stream; a comment every 15 seconds keeps proxies and browsers patient."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues[queue] = user
        try:
            yield ": connected\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), ALIVE_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield f"data: {json.dumps(event)}\n\n"
        finally:
            del self._queues[queue]
