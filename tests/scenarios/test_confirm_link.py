"""An approval confirmed in the browser, where somebody has set up no codes."""

from __future__ import annotations

import re
from datetime import timedelta

import aiohttp

from bot.slack_local.model import Message
from catalog.settings import StepUp
from tests.catalog.demo import quillmere
from tests.scenarios.office import Office, open_office
from tests.scenarios.test_approvals import ADMIN

HERE = "https://usher.quillmere.example"


async def link(office: Office, who: str, thread: Message) -> str:
    """The way to the page that the person is sent when they press Approve."""
    before = [m.ts for m in office.slack.messages(office.user(who))]
    await office.person(who).clicks(office.slack.latest(thread), "Approve")

    def fresh() -> Message | None:
        sent = [m for m in office.slack.messages(office.user(who)) if m.ts not in before]
        return next((m for m in sent if "Open the page" in str(m.blocks)), None)

    message = await office.slack.until(fresh, timeout=30)
    assert message is not None
    assert "/confirm/" not in message.text, "a notification does not give the link away"
    found = re.search(rf"<{HERE}(/confirm/[^|]+)\|", str(message.blocks))
    assert found is not None
    return office.bot_url + found[1]


async def opens(url: str, *, presses: bool = False) -> tuple[int, str]:
    """A browser on that page, or pressing its button."""
    method = "POST" if presses else "GET"
    async with aiohttp.ClientSession() as session, session.request(method, url) as answer:
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        return answer.status, await answer.text()


async def test_a_link_is_opened_too_late_and_then_in_time(database: str) -> None:
    company = quillmere().model_copy(update={"step_up": StepUp(link=True)})
    async with open_office(database, company, public_url=HERE) as office:
        await office.asks("takumi.oreda", ADMIN)
        thread = await office.card("asks for")
        url = await link(office, "kofi.brentum", thread)
        assert "I sent you a link" in office.slack.text_of(await office.note("kofi.brentum"))
        status, page = await opens(url)
        assert status == 200
        assert "in the name of <b>Kofi Brentum</b>" in page
        assert "Takumi Oreda" in page
        assert "<script" not in page
        assert "approved by" not in office.slack.text_of(office.slack.latest(thread)), (
            "looking is not approving"
        )

        await office.jump(timedelta(minutes=6))
        for presses in (False, True):
            status, page = await opens(url, presses=presses)
            assert (status, "good for 5 minutes" in page) == (410, True)

        url = await link(office, "kofi.brentum", thread)
        status, page = await opens(url, presses=True)
        assert (status, "that counts" in page) == (200, True)
        await office.becomes(thread, "approved by")
        status, page = await opens(url, presses=True)
        assert (status, "used already" in page) == (410, True)
        status, page = await opens(f"{office.bot_url}/confirm/forged%3Cscript%3E")
        assert (status, "no link of mine" in page) == (410, True)
