"""Kill the process at the worst moment: one request, one decision, one grant, one message."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest

from tests.ports import free_port
from tests.scenarios.office import Office, workplace
from tests.scenarios.processes import Process, ended, settings
from tests.scenarios.processes import serve as start
from tests.scenarios.test_the_story import SENTENCE


@pytest.fixture
async def office(database: str) -> AsyncIterator[Office]:
    """Slack and the systems; Usher itself is a process of its own in these tests."""
    async with workplace() as place:
        place.database = database
        yield place


async def serve(office: Office, port: int, *, anew: bool = False) -> Process:
    """`usher serve` against the local Slack, once it is ready."""
    process = await start(
        office, port, settings(office) | {"SLACK_SIGNING_SECRET": office.slack.signing_secret}, anew=anew
    )
    assert process.stderr is not None
    seen = b""
    async with asyncio.timeout(60):
        async for line in process.stderr:
            seen += line
            if b'"serving"' in line or b"serving " in line:
                break
    assert process.returncode is None, seen.decode()
    process_drains.append(asyncio.create_task(drain(process.stderr)))
    office.slack.bot_url = office.bot_url = f"http://127.0.0.1:{port}/slack/events"
    return process


process_drains: list[asyncio.Task[None]] = []


async def drain(stream: asyncio.StreamReader) -> None:
    """Reads on, so that the process never waits for its log."""
    async for _ in stream:
        pass


@pytest.mark.parametrize(
    "served_before_the_kill", [False, True], ids=["before the system heard", "after the system did it"]
)
async def test_a_kill_between_decision_and_live_gives_one_grant_and_one_message(
    office: Office, served_before_the_kill: bool
) -> None:
    address = office.company.people["mira.castelhano"].email
    first = await serve(office, free_port(), anew=not served_before_the_kill)
    async with ended(first):
        status = await office.asks("mira.castelhano", SENTENCE)
        thread = await office.card("asks for")
        await office.becomes(status, "Waiting for")
        office.scim.hold(method="PATCH")
        await office.person("ilka.tornberg").clicks(thread, "Approve")
        await office.becomes(thread, "approved by")
        await office.scim.request_arrived(method="PATCH")
        if served_before_the_kill:
            # The system does it, and the process dies before it hears of it.
            first.send_signal(signal.SIGSTOP)
            office.scim.release()
            await office.scim.request_served("PATCH")
            assert any(address in members for members in office.scim.members().values())
        first.kill()
        await first.wait()
    office.scim.release()

    second = await serve(office, free_port())
    async with ended(second):
        await office.becomes(thread, "Live until")
        await office.becomes(status, "ive until")
        assert sum(address in members for members in office.scim.members().values()) == 1
        second.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(second.wait(), 30) == 0
    assert len(office.slack.messages("access-requests")) == 1
    replies = [office.slack.text_of(m) for m in office.slack.messages(thread.channel, thread_ts=thread.ts)]
    assert sum("is live" in reply for reply in replies) == 1
    assert sum("approved this" in reply for reply in replies) == 1


async def test_another_process_takes_over_from_one_that_died(office: Office) -> None:
    """Two processes on one database: one dies in the middle of a grant, the other finishes it, and nobody restarts anything."""
    address = office.company.people["mira.castelhano"].email
    first = await serve(office, free_port())
    where = office.slack.bot_url
    async with ended(first):
        second = await serve(office, free_port())
        async with ended(second):
            office.slack.bot_url = where
            status = await office.asks("mira.castelhano", SENTENCE)
            thread = await office.card("asks for")
            office.scim.hold(method="PATCH")
            await office.person("ilka.tornberg").clicks(thread, "Approve")
            await office.scim.request_arrived(method="PATCH")
            # Whichever of the two took the job: first the one that hears Slack dies, and if the other had it, nothing is lost either.
            first.kill()
            await first.wait()
            office.scim.release()
            office.slack.bot_url = office.bot_url
            await office.becomes(thread, "Live until")
            await office.becomes(status, "ive until")
            assert sum(address in members for members in office.scim.members().values()) == 1
    assert len(office.slack.messages("access-requests")) == 1
    replies = [office.slack.text_of(m) for m in office.slack.messages(thread.channel, thread_ts=thread.ts)]
    assert sum("is live" in reply for reply in replies) == 1


async def test_a_stop_finishes_what_was_begun(office: Office) -> None:
    """SIGTERM right after the click: the click is not lost."""
    first = await serve(office, free_port())
    async with ended(first):
        await office.asks("mira.castelhano", SENTENCE)
        thread = await office.card("asks for")
        await office.person("ilka.tornberg").clicks(thread, "Approve")
        first.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(first.wait(), 40) == 0
    second = await serve(office, free_port())
    async with ended(second):
        await office.becomes(thread, "Live until")
