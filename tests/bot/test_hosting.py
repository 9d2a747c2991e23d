"""A port is opened, answered on, and closed without a trace; one that cannot be had says why."""

from __future__ import annotations

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.hosting import Hosted, PortTaken


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
