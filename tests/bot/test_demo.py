"""The demo as its visitors meet it: every prompt on the page leads somewhere, and every grant arrives."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from bot.demo import Demo, running_demo
from bot.settings import Settings
from bot.slack_local.model import Message
from catalog.connectors.wire import tls
from catalog.demo import DEMO_DAY, personas

PATIENCE = 30.0
"""Seconds until a test gives up waiting; only ever reached by one that fails."""
DEAD_ENDS = ("I cannot", "I found nothing", "outside what I can do", "did not understand", "not configured")


@asynccontextmanager
async def visited(environment: dict[str, str] | None = None) -> AsyncIterator[Demo]:
    """A demo with its SCIM server loaded, so that grants arrive at once."""
    async with running_demo(Settings(), port=0, environment=environment or {}) as demo:
        await asyncio.to_thread(demo.scim.start)
        yield demo


def user(demo: Demo, person: str) -> str:
    return str(demo.company.people[person].slack_id)


async def answer_to(demo: Demo, person: str, text: str) -> Message:
    """What Usher says to a message in the direct messages."""
    said = demo.slack.person(user(demo, person)).says(text)

    def look() -> Message | None:
        return next((m for m in demo.slack.messages(user(demo, person)) if m.ts > said.ts and m.by_bot), None)

    found = await demo.slack.until(look, timeout=PATIENCE)
    assert found is not None
    return found


async def becomes(demo: Demo, message: Message, *words: str) -> str:
    """The text of a message once one of these words stands on it."""

    def look() -> str:
        text = demo.slack.text_of(demo.slack.latest(message))
        return text if any(word in text for word in words) else ""

    return await demo.slack.until(look, timeout=PATIENCE)


async def sends(demo: Demo, person: str, text: str) -> Message:
    """Asks, and confirms the card."""
    card = await answer_to(demo, person, text)
    await demo.slack.person(user(demo, person)).clicks(card, "Send request")
    return card


async def approves(demo: Demo, person: str, what: str) -> None:
    thread = await demo.slack.message("access-requests", what, timeout=PATIENCE)
    await demo.slack.person(user(demo, person)).clicks(thread, "Approve")


async def test_every_prompt_on_the_page_leads_somewhere_that_a_visitor_can_go() -> None:
    played = [persona.person for persona in personas()]
    async with visited() as demo:
        for persona in personas():
            for text in persona.messages:
                answer = await answer_to(demo, persona.person, text)
                said = demo.slack.text_of(answer)
                assert not [words for words in DEAD_ENDS if words in said], (text, said)
                if "Send request" not in demo.slack.buttons(answer):
                    continue
                await demo.slack.person(user(demo, persona.person)).clicks(answer, "Send request")
                state = await becomes(demo, answer, "Live until", "Waiting for")  # no form in between
                waits = "Waiting for" in state
                assert not waits or any(f"<@{user(demo, one)}>" in state for one in played), (text, state)


async def test_what_is_approved_arrives_in_the_systems_of_the_demo() -> None:
    async with visited() as demo:
        report = await sends(
            demo,
            "mira.castelhano",
            "I need read access to the Q3 sales reports for EMEA, two weeks, board deck",
        )
        await approves(demo, "ilka.tornberg", "Sales reports")
        await becomes(demo, report, "Live until")
        leads = await sends(
            demo,
            "rafael.quimby",
            "Let me look at the trade fair leads in HubSpot for three weeks, cleaning up duplicates",
        )
        await approves(demo, "ilka.tornberg", "Leads")
        await becomes(demo, leads, "Live until")

        assert demo.scim.members() == {
            "snowflake-sales-reports-read-Q3-EMEA": {"mira.castelhano@quillmere.example"}
        }
        assert demo.webhook.holdings() == {"hubspot/leads:view": {"rafael.quimby@quillmere.example"}}

        await demo.clock.advance(timedelta(days=22))
        await becomes(demo, leads, "Expired", "ended")
        assert demo.scim.members() == {"snowflake-sales-reports-read-Q3-EMEA": set()}
        assert demo.webhook.holdings() == {}


async def test_nothing_is_missing_and_no_system_of_the_visitors_own_is_used() -> None:
    real = {
        "USHER_SCIM_URL_SNOWFLAKE": "https://scim.example.com/v2",
        "USHER_SCIM_TOKEN_SNOWFLAKE": "real",
        "USHER_WEBHOOK_URL": "https://hooks.example.com",
        "USHER_WEBHOOK_SECRET_HUBSPOT": "real",
    }
    with capture_logs() as logs:
        async with visited(real) as demo:
            card = await sends(
                demo,
                "mira.castelhano",
                "Can I publish articles in the public help centre for a month? I write the cleaning guides",
            )
            await becomes(demo, card, "Live until")
            assert demo.scim.members() == {"wiki-help-centre-publish": {"mira.castelhano@quillmere.example"}}
    assert [line for line in logs if line["log_level"] in {"warning", "error"}] == []


async def test_a_visitor_sees_on_the_faces_who_has_something_to_decide() -> None:
    async with (
        visited() as demo,
        httpx.AsyncClient(base_url=demo.slack.url, verify=tls(), trust_env=False) as page,
    ):
        mira, ilka = user(demo, "mira.castelhano"), user(demo, "ilka.tornberg")

        async def unread() -> dict[str, int]:
            seen = (await page.get("/playground/state", params={"as": mira})).json()
            return {persona["user"]: persona["unread"] for persona in seen["personas"]}

        before = await unread()
        card = await answer_to(
            demo,
            "mira.castelhano",
            "I need read access to the Q3 sales reports for EMEA, two weeks, board deck",
        )
        async with page.stream(
            "GET", "/playground/stream", params={"as": user(demo, "sadia.rahmani")}
        ) as stream:
            lines = stream.aiter_lines()
            assert await anext(lines) == ": connected"
            await demo.slack.person(mira).clicks(card, "Send request")
            await demo.slack.message("access-requests", "Sales reports", timeout=PATIENCE)
            async with asyncio.timeout(PATIENCE):
                while (line := await anext(lines)) != f"data: {json.dumps({'type': 'state'})}":
                    assert line == "" or "channel" in line
        after = await unread()
        demo.slack.platform.space.read(ilka, demo.slack.channel_id("access-requests"))

        assert set(before.values()) == {0}
        assert {one for one, count in after.items() if count} == {mira, ilka}
        assert after[ilka] == 1
        assert (await unread())[ilka] == 0


async def test_the_pages_clock_begins_on_the_demo_day_and_everything_is_gone_at_the_end() -> None:
    async with (
        running_demo(Settings(), port=0, environment={}) as demo,
        httpx.AsyncClient(verify=tls(), trust_env=False) as page,
    ):
        urls = [demo.slack.url, demo.webhook.url]
        clock = (await page.get(f"{demo.slack.url}/playground/state")).json()["clock"]
    async with httpx.AsyncClient(verify=tls(), trust_env=False) as page:
        for url in urls:
            with pytest.raises(httpx.ConnectError):
                await page.get(url)

    begun = datetime.fromisoformat(clock["now"])
    assert (DEMO_DAY.isoformat(), DEMO_DAY.strftime("%A")) == ("2026-11-23T09:30:00+00:00", "Monday")
    assert timedelta() <= begun - DEMO_DAY < timedelta(minutes=5)
    assert clock["can_advance"] is True
