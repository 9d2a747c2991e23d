"""The playground page's own API under /playground/: what it draws, and what its person does.

Every failure is `{"ok": false, "error": one sentence}` with a 4xx status.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.slack_local import posted, screens
from bot.slack_local.attention import waiting
from bot.slack_local.client import Client
from bot.slack_local.errors import Json, NotPossible
from bot.slack_local.model import (
    Change,
    Message,
    Persona,
    PlaygroundClock,
    Shortcut,
    SlackUser,
    SlashCommand,
    View,
)
from bot.slack_local.platform import Platform
from bot.slack_local.stream import Streams
from catalog.durations import parse_duration

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class BrowserApi:
    """The endpoints, bound to one workspace."""

    slack: Platform
    client: Client
    streams: Streams
    personas: Sequence[Persona] = ()
    commands: Sequence[SlashCommand] = ()
    shortcuts: Sequence[Shortcut] = ()
    clock: PlaygroundClock | None = None

    def routes(self) -> list[Route]:
        """Everything below /playground/."""
        return [
            Route("/playground/state", _guarded(self._state), methods=["GET"]),
            Route("/playground/messages", _guarded(self._messages), methods=["GET"]),
            Route("/playground/stream", _guarded(self._stream), methods=["GET"]),
            *(
                Route(f"/playground/{path}", _guarded(self._posted(act)), methods=["POST"])
                for path, act in (
                    ("message", self._say),
                    ("open_im", self._open_im),
                    ("read", self._read),
                    ("action", self._act),
                    ("view/submit", self._submit),
                    ("view/close", self._close),
                    ("options", self._options),
                    ("command", self._command),
                    ("shortcut", self._shortcut),
                    ("home", self._home),
                    ("assistant", self._assistant),
                    ("clock", self._clock),
                )
            ),
        ]

    # What the page draws

    async def _state(self, request: Request) -> Response:
        me = self._viewer(request)
        seen = screens.state(
            self.slack.space,
            self.slack.modals,
            me,
            window=request.query_params.get("window", ""),
            personas=self.personas,
            commands=self.commands,
            shortcuts=self.shortcuts,
            clock=self.clock,
        )
        unread = waiting(self.slack.space, [persona.user for persona in self.personas])
        for shown in seen["personas"]:
            shown["unread"] = unread[shown["user"]]
        return JSONResponse(seen)

    async def _messages(self, request: Request) -> Response:
        me = self._viewer(request)
        channel = self.client.channel(me, request.query_params.get("channel", ""))
        thread_ts = request.query_params.get("thread_ts")
        return JSONResponse(
            {"messages": screens.messages(self.slack.space, channel, me, thread_ts=thread_ts)}
        )

    async def _stream(self, request: Request) -> Response:
        me = self._viewer(request)
        return StreamingResponse(
            self.streams.follow(me.id),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    def _viewer(self, request: Request) -> SlackUser:
        """Who looks: the first persona when nobody is named. Unlike acting, this is open to the deactivated."""
        users = self.slack.space.users
        everybody = [*(persona.user for persona in self.personas), *users]
        user = users.get(request.query_params.get("as") or everybody[0])
        if user is None or user.is_bot:
            raise NotPossible("Nobody here has that id; pick somebody from the list.")
        return user

    # What the person does

    def _posted(self, act: Callable[[str, Json], Awaitable[Json]]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            # A page of another site could post anything but JSON here without the browser asking first.
            if not request.headers.get("content-type", "").startswith("application/json"):
                raise NotPossible("The request is not JSON; reload the page.")
            try:
                sent = json.loads(await request.body())
            except ValueError:
                raise NotPossible("The request is not JSON; reload the page.") from None
            if not isinstance(sent, dict) or not isinstance(sent.get("as", ""), str):
                raise NotPossible("The request does not say who it is from; reload the page.")
            return JSONResponse({"ok": True} | await act(sent.get("as", ""), sent))

        return endpoint

    async def _say(self, who: str, sent: Json) -> Json:
        message = self.client.say(
            who,
            posted.text(sent, "channel"),
            posted.text(sent, "text"),
            thread_ts=sent.get("thread_ts") or None,
        )
        return {"ts": message.ts}

    async def _open_im(self, who: str, sent: Json) -> Json:
        me = self.client.actor(who)
        partner = self.slack.space.users.get(posted.text(sent, "user"))
        if partner is None or partner.id == me.id:
            raise NotPossible("Pick somebody else to write to.")
        return {"channel": self.slack.space.im(me.id, partner.id).id}

    async def _read(self, who: str, sent: Json) -> Json:
        me = self.client.actor(who)
        self.slack.space.read(me.id, self.client.channel(me, posted.text(sent, "channel")).id)
        return {}

    async def _act(self, who: str, sent: Json) -> Json:
        action, values = posted.object_(sent, "action"), posted.values(sent)
        shown = self._container(self.client.actor(who), posted.object_(sent, "container"))
        if isinstance(shown, View):
            await self._in_window(sent).act_on_view(who, shown.id, action, values)
        else:
            await self._in_window(sent).act_on_message(who, shown.channel, shown.ts, action, values)
        return {}

    async def _submit(self, who: str, sent: Json) -> Json:
        done = await self._in_window(sent).submit(who, posted.text(sent, "view_id"), posted.values(sent))
        return {"response_action": done.response_action} | ({"errors": done.errors} if done.errors else {})

    async def _close(self, who: str, sent: Json) -> Json:
        await self.client.close(who, posted.text(sent, "view_id"), whole_stack=bool(sent.get("whole_stack")))
        return {}

    async def _options(self, who: str, sent: Json) -> Json:
        shown = self._container(self.client.actor(who), posted.object_(sent, "container"))
        return await self.client.search(
            who,
            shown,
            action_id=posted.text(sent, "action_id"),
            block_id=posted.text(sent, "block_id"),
            typed=posted.text(sent, "value", may_be_empty=True),
        )

    async def _command(self, who: str, sent: Json) -> Json:
        command = posted.text(sent, "command")
        if command not in {known.command for known in self.commands}:
            raise NotPossible(f"{command} is not a command here.")
        await self._in_window(sent).command(
            who, posted.text(sent, "channel"), command, posted.text(sent, "text", may_be_empty=True)
        )
        return {}

    async def _shortcut(self, who: str, sent: Json) -> Json:
        await self._in_window(sent).shortcut(
            who, posted.text(sent, "callback_id"), channel=sent.get("channel"), ts=sent.get("ts")
        )
        return {}

    async def _home(self, who: str, sent: Json) -> Json:
        self.client.open_home(who, tab=str(sent.get("tab") or "home"))
        return {}

    async def _assistant(self, who: str, sent: Json) -> Json:
        root = self.client.open_assistant(who)
        return {"channel": root.channel, "thread_ts": root.ts}

    async def _clock(self, who: str, sent: Json) -> Json:
        if self.clock is None:
            raise _NoClock("Time cannot be moved here.")
        try:
            span = parse_duration(posted.text(sent, "advance"))
        except ValueError as problem:
            raise NotPossible(f"{problem}.") from None
        now = await self.clock.advance(span)
        self.streams.publish(Change("state"))
        return {"now": now.isoformat()}

    def _in_window(self, sent: Json) -> Client:
        """The client in the window the page says it is: what a click opens, opens there."""
        return Client(self.slack, window=posted.text(sent, "window", may_be_empty=True))

    def _container(self, me: SlackUser, container: Json) -> Message | View:
        kind = container.get("type")
        if kind == "message":
            return self.client.message(me, posted.text(container, "channel"), posted.text(container, "ts"))
        home = self.slack.modals.homes.get(me.id)
        if kind == "home" and home is None:
            raise NotPossible("The home tab is still empty; open it again.")
        if kind == "home" and home is not None:
            return home
        return self.client.view(me, posted.text(container, "view_id"))


class _NoClock(NotPossible):
    """The host app gave no clock to move."""


def _guarded(endpoint: Endpoint) -> Endpoint:
    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except NotPossible as refusal:
            status = 404 if isinstance(refusal, _NoClock) else 400
            return JSONResponse({"ok": False, "error": refusal.sentence}, status_code=status)

    return guarded
