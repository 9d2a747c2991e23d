"""Socket Mode: Slack's events over a connection that Usher opens itself, so that nothing has to be reachable.

The SDK's client reconnects for ever, also with a token that will never be taken; so the token is tried first.
On the way out it would drop the connection at once, and with it the acknowledgement of a click that is being
worked on; so reading stops first, and the connection is closed when everything that was read is answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.slack_calls import passing
from bot.metrics import SOCKET
from bot.slack_client import slacks_word
from bot.work import Work

log = structlog.get_logger(__name__)


ADDRESS_SECONDS = 20.0
"""How long an address is tried; Slack's are good for about that long."""
IDLE_TURNS = 50
"""Turns with nothing to be seen after which nothing is on its way any more; an envelope that was just taken from the
queue is work only some turns later."""
TURNS = 1_000
"""Turns of the event loop in which envelopes that came in are taken up before the connection is closed."""


class AppTokenRefused(Exception):
    """Slack does not take the app-level token; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Handler(AsyncSocketModeHandler):
    """Counts each envelope as work until its acknowledgement is sent."""

    def __init__(self, app: AsyncApp, app_token: str, work: Work) -> None:
        super().__init__(app, app_token)
        self._work = work

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """One envelope: dispatched and acknowledged."""
        async with self._work.piece():
            await super().handle(client, req)


@asynccontextmanager
async def socket_mode(
    app: AsyncApp, client: AsyncWebClient, app_token: str, work: Work
) -> AsyncIterator[None]:
    """Connected, or connecting while Slack cannot be reached. Raises AppTokenRefused."""
    address = await _address(client, app_token)
    connection = _Handler(app, app_token, work).client
    connection.wss_uri = address
    connecting = asyncio.create_task(_connect(connection), name="socket-mode")
    SOCKET.set_function(lambda: float(_stands(connection)))
    try:
        if address is not None:
            await asyncio.wait({connecting}, timeout=ADDRESS_SECONDS)
        yield
    finally:
        SOCKET.set_function(lambda: 0.0)
        connecting.cancel()
        await _drain(connection, work)
        await connection.close()  # type: ignore[no-untyped-call]


async def _address(client: AsyncWebClient, app_token: str) -> str | None:
    """Where to connect to; None when Slack cannot say now."""
    try:
        return str((await client.apps_connections_open(app_token=app_token))["url"])
    except SlackApiError as refused:
        if (word := slacks_word(refused)) and not passing(refused):
            raise AppTokenRefused(word) from refused
        log.warning("slack.unreachable", trouble=word or "the answer is not Slack's")
    except (aiohttp.ClientError, TimeoutError) as away:
        log.warning("slack.unreachable", trouble=str(away))
    return None


async def _connect(connection: SocketModeClient) -> None:
    """Until it stands; from then on the SDK looks after the connection."""
    trying = asyncio.create_task(connection.connect())  # type: ignore[no-untyped-call]
    try:
        while not (await asyncio.wait({trying}, timeout=ADDRESS_SECONDS))[0]:
            connection.wss_uri = None  # the SDK would try an address that has run out for ever
    finally:
        trying.cancel()
    log.info("socket_mode.connected")


def _stands(connection: SocketModeClient) -> bool:
    session = connection.current_session
    return not connection.closed and session is not None and not session.closed


async def _drain(connection: SocketModeClient, work: Work) -> None:
    """Reads nothing further, and lets what was read be acknowledged over the connection it came by."""
    connection.auto_reconnect_enabled = False
    await _taken_up(connection, work)  # what has arrived and waits to be read would otherwise be left behind
    if connection.message_receiver is not None:
        connection.message_receiver.cancel()
    await _taken_up(connection, work)
    await work.finish()


async def _taken_up(connection: SocketModeClient, work: Work) -> None:
    """Until nothing that came in waits any more; not for ever, as more may always come."""
    idle = 0
    for _ in range(TURNS):  # the SDK's own task takes one envelope from the queue at each turn of the loop
        await asyncio.sleep(0)
        idle = idle + 1 if connection.message_queue.empty() and not work.count else 0
        if idle == IDLE_TURNS:
            break
