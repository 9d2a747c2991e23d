"""Slack's side of Socket Mode, in front of the local Slack.

The app asks it for an address (`apps.connections.open`), connects there, and gets as envelopes what the local
Slack would have sent as signed requests; the payload of an acknowledgement is the answer. Every other Web API
method goes through to the local Slack.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs

import aiohttp
from aiohttp import web

from bot.slack_local.server import LocalSlack

PATIENCE = 30.0
"""Seconds until something that never comes is given up; only ever reached by a failing test."""


class SocketRelay:
    """A Slack that is only reached over Socket Mode. Use it as `async with`."""

    def __init__(self, slack: LocalSlack, *, app_token: str = "xapp-of-the-tests") -> None:
        self.app_token = app_token
        self.sent: list[dict[str, Any]] = []
        """Every envelope, in order."""
        self.acknowledged: set[str] = set()
        """The ids of the envelopes that were answered."""
        self.connections = 0
        """How often the app has connected."""
        self._slack = slack
        self._socket: web.WebSocketResponse | None = None
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self._url = ""

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self._url}/api/"

    async def __aenter__(self) -> SocketRelay:
        app = web.Application()
        app.router.add_post("/api/apps.connections.open", self._open)
        app.router.add_route("*", "/api/{method}", self._through)
        app.router.add_get("/link", self._link)
        app.router.add_post("/envelope", self._envelope)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._slack.bot_url = f"{self._url}/envelope"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def connected(self, times: int = 1) -> None:
        """Until the app has connected that often."""
        await self._until(lambda: self.connections >= times)

    async def has_sent(self, count: int) -> None:
        """Until that many envelopes are on their way."""
        await self._until(lambda: len(self.sent) >= count)

    async def sends(self, payload: dict[str, Any]) -> str:
        """One interaction on its way to the app, whatever becomes of it; its envelope's id."""
        assert self._socket is not None
        envelope = {
            "envelope_id": f"envelope-{next(self._numbers)}",
            "type": "interactive",
            "payload": payload,
        }
        await self._socket.send_json({**envelope, "accepts_response_payload": True})
        return str(envelope["envelope_id"])

    async def has_acknowledged(self, envelope: str) -> None:
        """Until the app has answered that envelope."""
        await self._until(lambda: envelope in self.acknowledged)

    async def asks_to_reconnect(self) -> None:
        """Tells the app that this connection will go, as Slack does every few hours."""
        assert self._socket is not None
        await self._socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def _until(self, true: Any) -> None:
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(true)

    async def _open(self, request: web.Request) -> web.Response:
        if request.headers.get("authorization") != f"Bearer {self.app_token}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return web.json_response({"ok": True, "url": f"ws{self._url.removeprefix('http')}/link"})

    async def _through(self, request: web.Request) -> web.Response:
        kept = {
            name: request.headers[name]
            for name in ("authorization", "content-type")
            if name in request.headers
        }
        async with (
            aiohttp.ClientSession() as session,
            session.request(
                request.method,
                self._slack.api_url + request.match_info["method"],
                params=request.query,
                data=await request.read(),
                headers=kept,
            ) as answer,
        ):
            return web.Response(
                body=await answer.read(), status=answer.status, content_type="application/json"
            )

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._socket = socket
        await socket.send_json(
            {"type": "hello", "num_connections": 1, "debug_info": {}, "connection_info": {}}
        )
        async with self._changed:
            self.connections += 1
            self._changed.notify_all()
        async for message in socket:
            answer = json.loads(message.data)
            async with self._changed:
                self.acknowledged.add(answer["envelope_id"])
                self._changed.notify_all()
            if (waiting := self._answers.pop(answer["envelope_id"], None)) is not None:
                waiting.set_result(answer.get("payload") or {})
        return socket

    async def _envelope(self, request: web.Request) -> web.Response:
        """What the local Slack delivers, as an envelope; answers as soon as the app has acknowledged it."""
        if self._socket is None or self._socket.closed:
            return web.Response(status=503)
        envelope = {
            "envelope_id": f"envelope-{next(self._numbers)}",
            **_packed(await request.text(), request),
        }
        waiting: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[envelope["envelope_id"]] = waiting
        await self._socket.send_json(envelope)
        async with self._changed:
            self.sent.append(envelope)
            self._changed.notify_all()
        payload = await waiting
        return web.json_response(payload) if payload else web.Response()


def _packed(body: str, request: web.Request) -> dict[str, Any]:
    """The envelope around a request's payload (docs.slack.dev/apis/events-api/using-socket-mode)."""
    if request.content_type == "application/json":
        retry = int(request.headers.get("x-slack-retry-num", 0))
        reason = request.headers.get("x-slack-retry-reason", "")
        return {
            "type": "events_api", "payload": json.loads(body), "accepts_response_payload": False,
            "retry_attempt": retry, "retry_reason": reason,
        }  # fmt: skip
    form = {key: values[0] for key, values in parse_qs(body, keep_blank_values=True).items()}
    if "payload" in form:
        return {
            "type": "interactive",
            "payload": json.loads(form["payload"]),
            "accepts_response_payload": True,
        }
    return {"type": "slash_commands", "payload": form, "accepts_response_payload": True}
