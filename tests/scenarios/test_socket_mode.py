"""`usher serve` with an app token: the same story, with nothing of Usher's reachable from outside."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack_client import slack_client
from bot.slack_local.workspace import Workspace
from bot.socket_mode import AppTokenRefused, socket_mode
from bot.work import Work
from tests.ports import free_port
from tests.scenarios.office import Office, workplace
from tests.scenarios.processes import Process, ended, serve, settings
from tests.scenarios.socket_relay import SocketRelay
from tests.scenarios.test_the_story import SENTENCE


@pytest.fixture
async def office(database: str) -> AsyncIterator[Office]:
    """Slack and the systems; Usher itself is a process of its own in these tests."""
    async with workplace() as place:
        place.database = database
        yield place


@pytest.fixture
async def relay(office: Office) -> AsyncIterator[SocketRelay]:
    async with SocketRelay(office.slack) as opened:
        yield opened


async def start(office: Office, relay: SocketRelay, port: int, *, app_token: str = "") -> Process:
    """`usher serve` over Socket Mode, on its way up."""
    changes = {"SLACK_API_URL": relay.api_url, "SLACK_APP_TOKEN": app_token or relay.app_token}
    return await serve(office, port, settings(office) | changes)


async def connected(process: Process, relay: SocketRelay, times: int = 1) -> None:
    """Until it listens to Slack; its log is read on, so that it never waits for that."""
    log: list[bytes] = []
    reading.append(asyncio.create_task(read(process, log)))
    coming = asyncio.create_task(relay.connected(times))
    await asyncio.wait({coming, reading[-1]}, return_when=asyncio.FIRST_COMPLETED)
    assert coming.done(), b"".join(log).decode()
    await coming


reading: list[asyncio.Task[None]] = []


async def read(process: Process, log: list[bytes]) -> None:
    """Keeps what it says, until it ends."""
    assert process.stderr is not None
    async for line in process.stderr:
        log.append(line)


async def test_the_story_over_socket_mode(office: Office, relay: SocketRelay) -> None:
    port = free_port()
    process = await start(office, relay, port)
    async with ended(process):
        await connected(process, relay)
        status = await office.asks("mira.castelhano", SENTENCE)
        thread = await office.card("asks for")
        waiting = await office.becomes(status, "Waiting for")
        assert office.slack.buttons(waiting) == ["Withdraw", "Nudge"]

        ilka = office.person("ilka.tornberg")
        await ilka.clicks(thread, "Deny")
        modal = await office.slack.view(office.user("ilka.tornberg"))
        refused = await ilka.submits(modal, {"reason": "   "})
        assert refused.errors, "an acknowledgement carries its answer"
        await ilka.closes(modal)
        await ilka.clicks(thread, "Approve")
        await office.becomes(status, "ive until")
        await office.person("mira.castelhano").command("/access", "what do I have?")
        await office.dm("mira.castelhano", "Salesforce")

        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/metrics") as figures:
                assert "usher_socket_mode_connected 1.0" in await figures.text()
            async with session.post(f"http://127.0.0.1:{port}/slack/events", data=b"{}") as door:
                assert door.status == 404

        await office.slack.settled()
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 40) == 0
    assert {envelope["type"] for envelope in relay.sent} == {"events_api", "interactive", "slash_commands"}
    assert [envelope for envelope in relay.sent if envelope["envelope_id"] not in relay.acknowledged] == []
    assert process.stdout is not None
    assert await process.stdout.read() == b""


async def test_a_stop_in_the_middle_of_a_click_acknowledges_it_and_loses_nothing(
    office: Office, relay: SocketRelay
) -> None:
    first = await start(office, relay, free_port())
    async with ended(first):
        await connected(first, relay)
        await office.asks("mira.castelhano", SENTENCE)
        thread = await office.card("asks for")
        await office.slack.settled()
        before = len(relay.sent)
        click = asyncio.create_task(office.person("ilka.tornberg").clicks(thread, "Approve"))
        await relay.has_sent(before + 1)
        first.send_signal(signal.SIGTERM)
        await click  # raises when it is not acknowledged
        assert await asyncio.wait_for(first.wait(), 40) == 0
    second = await start(office, relay, free_port())
    async with ended(second):
        await connected(second, relay, times=2)
        await office.becomes(thread, "Live until")
    replies = [office.slack.text_of(m) for m in office.slack.messages(thread.channel, thread_ts=thread.ts)]
    assert sum("approved this" in reply for reply in replies) == 1


async def test_what_has_arrived_when_it_stops_is_acknowledged_although_nobody_had_read_it(
    office: Office, relay: SocketRelay
) -> None:
    async with slack_client(token=office.slack.bot_token, base_url=relay.api_url) as client:
        app = AsyncApp(name="test", client=client, signing_secret="")
        click = {
            "type": "block_actions",
            "team": {"id": Workspace.team_id},
            "user": {"id": office.user("ilka.tornberg")},
            "actions": [{"type": "button", "block_id": "b", "action_id": "go"}],
        }

        @app.action("go")
        async def _go(ack: AsyncAck) -> None:
            await ack()

        async with socket_mode(app, client, relay.app_token, Work()):
            await relay.connected()
            envelope = await relay.sends(click)
        await relay.has_acknowledged(envelope)


async def test_slack_may_ask_for_a_new_connection(office: Office, relay: SocketRelay) -> None:
    process = await start(office, relay, free_port())
    async with ended(process):
        await connected(process, relay)
        await relay.asks_to_reconnect()
        await relay.connected(times=2)
        office.person("mira.castelhano").says("what do I have?")
        await office.dm("mira.castelhano", "Salesforce")


async def test_an_app_token_that_slack_does_not_take_ends_it_with_one_sentence(
    office: Office, relay: SocketRelay
) -> None:
    process = await start(office, relay, free_port(), app_token="xapp-made-up")
    out, err = await asyncio.wait_for(process.communicate(), 60)

    assert process.returncode == 1
    assert out == b""
    last = err.decode().splitlines()[-1]
    assert last == (
        "usher: Slack does not take SLACK_APP_TOKEN (invalid_auth); make an app-level token with the scope connections:write."
    )
    assert b"Traceback" not in err
    assert b"xapp-made-up" not in err


async def test_a_bot_token_in_its_place_is_refused_by_slack(office: Office) -> None:
    async with slack_client(token=office.slack.bot_token, base_url=office.slack.api_url) as client:
        app = AsyncApp(name="test", client=client, signing_secret="")
        with pytest.raises(AppTokenRefused, match="not_allowed_token_type"):
            async with socket_mode(app, client, office.slack.bot_token, Work()):
                pass


async def test_a_slack_that_is_away_does_not_keep_it_from_starting_or_stopping() -> None:
    async with slack_client(token="xoxb", base_url="http://127.0.0.1:1/api/") as client:
        app = AsyncApp(name="test", client=client, signing_secret="")
        async with asyncio.timeout(30), socket_mode(app, client, "xapp", Work()):
            pass
