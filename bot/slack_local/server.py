"""The local Slack, whole: a workspace on a loopback port, for the playground and for tests.

A bot talks to it as to Slack (`AsyncWebClient(base_url=slack.api_url, token=slack.bot_token)`) and gets
signed requests from it. Tests act through `person()` and look through `messages()`, `ephemerals()`,
`open_views()` and `home()`; they wait with `until()`, which looks again at each change and never sleeps.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from types import TracebackType

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.hosting import Hosted
from bot.slack_local.browser_api import BrowserApi
from bot.slack_local.client import Client
from bot.slack_local.courier import ACK_SECONDS, RETRY_SECONDS, Courier
from bot.slack_local.errors import SlackError
from bot.slack_local.modals import Modals
from bot.slack_local.model import (
    Change,
    Persona,
    PlaygroundClock,
    Shortcut,
    SlackChannel,
    SlackUser,
    SlashCommand,
)
from bot.slack_local.onlooker import Onlooker
from bot.slack_local.passes import TRIGGER_SECONDS, Passes
from bot.slack_local.platform import EVENTS, Platform
from bot.slack_local.stream import Streams
from bot.slack_local.web_api import WebApi
from bot.slack_local.workspace import Workspace

PAGE = Path(__file__).parent / "page"


class LocalSlack(Onlooker):
    """One workspace with one app. Use it as `async with`, or call `start()` and `stop()`."""

    def __init__(
        self,
        *,
        users: Sequence[SlackUser],
        channels: Sequence[SlackChannel | tuple[str, Sequence[str]]] = (),
        team_name: str = "Local",
        bot_name: str = "Usher",
        signing_secret: str = "local-signing-secret",  # noqa: S107 - a stand-in's own
        bot_token: str = "xoxb-local-token",  # noqa: S107 - a stand-in's own
        bot_url: str = "",
        port: int = 0,
        personas: Sequence[Persona] = (),
        commands: Sequence[SlashCommand] = (),
        shortcuts: Sequence[Shortcut] = (),
        events: Collection[str] = EVENTS,
        scopes: Collection[str] | None = None,
        tells_own_messages: bool = True,
        clock: PlaygroundClock | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        ack_seconds: float = ACK_SECONDS,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
        trigger_seconds: float = TRIGGER_SECONDS,
    ) -> None:
        self.signing_secret = signing_secret
        self.bot_token = bot_token
        self.streams = Streams()
        self._passed = 0.0
        space = Workspace(
            team_name=team_name,
            bot_name=bot_name,
            users=users,
            channels=[
                c if isinstance(c, SlackChannel) else SlackChannel(c[0], tuple(c[1])) for c in channels
            ],
            now=(lambda: clock.now().timestamp()) if clock else time.time,
            on_change=self._changed,
        )
        self.platform = Platform(
            space=space,
            modals=Modals(on_change=self._changed),
            passes=Passes(lambda: monotonic() + self._passed, trigger_seconds=trigger_seconds),
            courier=Courier(
                signing_secret=signing_secret,
                bot_name=bot_name,
                bot_url=bot_url,
                ack_seconds=ack_seconds,
                retry_seconds=retry_seconds,
            ),
            events=frozenset(events),
            scopes=scopes,
            tells_own_messages=tells_own_messages,
        )
        self.api = WebApi(self.platform, bot_token=bot_token)
        client = Client(self.platform)
        super().__init__(self.platform, client, self.api)
        browser = BrowserApi(
            self.platform,
            client,
            self.streams,
            personas=personas,
            commands=commands,
            shortcuts=shortcuts,
            clock=clock,
        )
        self.app = Starlette(
            routes=[
                Route("/api/{method}", self._method, methods=["GET", "POST"]),
                Route("/respond/{secret}", self._respond, methods=["POST"]),
                *browser.routes(),
                Mount("/", StaticFiles(directory=PAGE, html=True, check_dir=False)),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
        )
        self._hosted = Hosted(self.app, port=port)

    # Running

    async def start(self) -> None:
        """Opens the port. Raises PortTaken."""
        await self._hosted.start()
        self.platform.base_url = self._hosted.url

    async def stop(self) -> None:
        """Ends what is on its way and closes the port."""
        self.streams.close()
        await self.platform.courier.close()
        await self._hosted.stop()

    async def __aenter__(self) -> LocalSlack:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """Where the page is, without a slash at the end."""
        return self._hosted.url

    @property
    def api_url(self) -> str:
        """What the Slack SDK takes as `base_url`."""
        return f"{self._hosted.url}/api/"

    @property
    def bot_url(self) -> str:
        """Where the bot takes events, interactivity and commands; may be set at any time."""
        return self.platform.courier.bot_url

    @bot_url.setter
    def bot_url(self, url: str) -> None:
        self.platform.courier.bot_url = url

    # Trouble and time, for tests

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        http: int | None = None,
        ratelimited: int | None = None,
        times: int = 1,
        after_apply: bool = False,
    ) -> None:
        """Lets the next calls of a Web API method fail; see `Faults.add`."""
        self.api.faults.add(
            method, error=error, http=http, ratelimited=ratelimited, times=times, after_apply=after_apply
        )

    def down(self) -> None:
        """From now on every Web API call is answered with HTTP 503."""
        self.api.faults.down = True

    def up(self) -> None:
        """Ends `down`."""
        self.api.faults.down = False

    def pass_time(self, seconds: float) -> None:
        """Ages trigger ids and response URLs, without waiting."""
        self._passed += seconds

    def _changed(self, change: Change) -> None:
        self.streams.publish(change)
        self.notice()

    # HTTP

    async def _method(self, request: Request) -> Response:
        status, answer, headers = self.api.answer(
            request.path_params["method"],
            body=await request.body(),
            content_type=request.headers.get("content-type", ""),
            query=dict(request.query_params),
            authorization=request.headers.get("authorization", ""),
        )
        self.notice()
        return JSONResponse(answer, status_code=status, headers=headers)

    async def _respond(self, request: Request) -> Response:
        try:
            given = json.loads(await request.body())
        except ValueError:
            given = None
        if not isinstance(given, dict):
            return PlainTextResponse("invalid_payload", status_code=400)
        try:
            self.platform.respond(request.path_params["secret"], given)
        except SlackError as refusal:
            status = 404 if refusal.code in ("expired_url", "used_url") else 400
            return PlainTextResponse(refusal.code, status_code=status)
        return PlainTextResponse("ok")
