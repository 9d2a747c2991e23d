"""The database goes away and comes back: Usher says that it is not ready, waits, and goes on; and it can be stopped meanwhile."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator

import aiohttp
import pytest
from sqlalchemy import make_url

from tests.ports import free_port
from tests.scenarios.office import Office, workplace
from tests.scenarios.processes import ended
from tests.scenarios.test_restart import serve
from tests.scenarios.test_the_story import SENTENCE
from tests.scenarios.wire import Wire

pytestmark = pytest.mark.postgresql  # a file does not go away


@pytest.fixture
async def wired(database: str) -> AsyncIterator[tuple[Office, Wire]]:
    """The office, with a wire to its database server."""
    url = make_url(database)
    async with workplace() as place, Wire(url.host or "127.0.0.1", url.port or 5432) as wire:
        around = url.set(host="127.0.0.1", port=wire.port)
        place.database = around.render_as_string(hide_password=False)
        yield place, wire


async def ready(port: int) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/readyz") as answer,
    ):
        return answer.status


async def test_what_waited_meanwhile_is_done_when_it_is_back(wired: tuple[Office, Wire]) -> None:
    office, wire = wired
    port = free_port()
    process = await serve(office, port)
    async with ended(process):
        await office.asks("mira.castelhano", SENTENCE)
        thread = await office.card("asks for")
        office.scim.hold(method="PATCH")
        await office.person("ilka.tornberg").clicks(thread, "Approve")
        await office.scim.request_arrived(method="PATCH")
        assert await ready(port) == 200

        await wire.cut()
        assert await ready(port) == 503
        office.scim.release()
        await office.scim.request_served("PATCH")
        await wire.mend()

        await office.becomes(thread, "Live until")
        assert await ready(port) == 200
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 40) == 0


async def test_it_stops_while_the_database_is_away(wired: tuple[Office, Wire]) -> None:
    office, wire = wired
    port = free_port()
    process = await serve(office, port)
    async with ended(process):
        await wire.cut()
        assert await ready(port) == 503
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 60) == 0
