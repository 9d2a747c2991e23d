"""A port is opened, answered on, and closed without a trace; one that cannot be had says why."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.hosting import Hosted, PortTaken
from bot.listeners.acknowledging import ACKNOWLEDGED_WITHIN
from bot.serve import serve
from bot.settings import Settings
from tests.approvals.company import small_company


async def _hello(request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


APP = Starlette(routes=[Route("/", _hello)])


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_it_answers_until_it_is_stopped(host: str) -> None:
    hosted = Hosted(APP, host=host)
    await hosted.start()
    async with aiohttp.ClientSession() as session, session.get(hosted.url) as answer:
        assert await answer.text() == "hello"
    await hosted.stop()
    await hosted.stop()

    with pytest.raises(aiohttp.ClientConnectorError):
        async with aiohttp.ClientSession() as session, session.get(hosted.url):
            pass


async def test_the_same_port_can_be_had_again_at_once() -> None:
    hosted = Hosted(APP)
    await hosted.start()
    async with aiohttp.ClientSession() as session, session.get(hosted.url) as answer:
        assert answer.status == 200
    await hosted.stop()
    again = Hosted(APP, port=hosted.port)
    await again.start()
    await again.stop()


async def test_a_connection_kept_open_is_closed_by_a_stop() -> None:
    hosted = Hosted(APP, grace=60)
    await hosted.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", hosted.port)
    writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
    assert (await reader.readuntil(b"hello")).startswith(b"HTTP/1.1 200")
    await hosted.stop()

    assert await reader.read() == b""
    writer.close()


async def test_a_port_in_use_is_said_to_be() -> None:
    hosted = Hosted(APP)
    await hosted.start()
    with pytest.raises(PortTaken) as taken:
        await Hosted(APP, port=hosted.port).start()
    await hosted.stop()

    assert taken.value.sentence == f"Port {hosted.port} is in use; choose another one."


@pytest.mark.parametrize("host", ["nowhere.invalid", "203.0.113.7"])
async def test_an_address_that_is_not_this_machines_is_said_to_be_none(host: str) -> None:
    with pytest.raises(PortTaken) as taken:
        await Hosted(APP, host=host).start()

    assert taken.value.sentence == f"{host} is no address of this machine; listen on 0.0.0.0 or 127.0.0.1."


@pytest.mark.parametrize(("grace", "cut"), [(0, True), (60, False)])
async def test_a_stop_waits_for_an_answer_under_way_as_long_as_it_was_told_to(grace: int, cut: bool) -> None:
    asked, decided = asyncio.Event(), asyncio.Event()

    async def slow(request: Request) -> PlainTextResponse:
        asked.set()
        await decided.wait()
        return PlainTextResponse("acknowledged")

    async def ask() -> str:
        async with aiohttp.ClientSession() as session, session.get(hosted.url) as answer:
            return await answer.text() if answer.status == 200 else ""

    hosted = Hosted(Starlette(routes=[Route("/", slow)]), grace=grace)
    await hosted.start()
    asking = asyncio.create_task(ask())
    await asked.wait()
    stopping = asyncio.create_task(hosted.stop())
    if cut:
        await stopping
    decided.set()
    said = (await asyncio.gather(asking, return_exceptions=True))[0]
    await stopping

    assert (said == "acknowledged") is not cut


async def test_a_service_that_stops_answers_the_clicks_it_has_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A click is answered within two seconds, and what it answers has a moment to get out."""
    graces: list[int] = []

    class Noted(Exception):
        pass

    def hosted(app: object, *, host: str, port: int, grace: int) -> Hosted:
        graces.append(grace)
        raise Noted

    @asynccontextmanager
    async def running(*arguments: object, **settings: object) -> AsyncIterator[None]:
        yield None

    async def greet(client: object) -> None:
        pass

    monkeypatch.setattr("bot.serve.Hosted", hosted)
    monkeypatch.setattr("bot.serve.prepare", lambda *around: around)
    monkeypatch.setattr("bot.serve.running", running)
    monkeypatch.setattr("bot.serve._greet", greet)
    monkeypatch.setattr("bot.serve.stop_signal", asyncio.Event)
    monkeypatch.setattr("bot.serve.web_app", lambda usher, *, slack_over_http: APP)
    settings = Settings(slack_bot_token=SecretStr("xoxb-1"), slack_signing_secret=SecretStr("secret"))
    with pytest.raises(Noted):
        await serve(settings, small_company(), host="127.0.0.1", port=0, environment={})

    assert graces[0] >= 2 * ACKNOWLEDGED_WITHIN
