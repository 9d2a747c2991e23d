"""Nobody answers, or nobody is there any more: what the thread says, and how it goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest

from bot.slack_local.model import Message
from catalog.model import Absence, Company
from tests.catalog.demo import quillmere
from tests.scenarios import office as office_module
from tests.scenarios.office import Office, open_office
from tests.scenarios.test_the_story import SENTENCE

A_DAY = timedelta(days=1)


async def asked(office: Office) -> tuple[Message, Message]:
    """Mira has asked for the sales reports on Monday morning: her status message and the thread."""
    status = await office.asks("mira.castelhano", SENTENCE)
    thread = await office.card("asks for")
    await office.reply(thread, "decision is needed")
    return status, thread


def replies(office: Office, thread: Message, containing: str) -> list[str]:
    said = [office.slack.text_of(one) for one in office.slack.messages(thread.channel, thread_ts=thread.ts)]
    return [text for text in said if containing in text]


async def test_those_it_waits_for_are_reminded_once_a_day(office: Office) -> None:
    _, thread = await asked(office)
    await office.jump(timedelta(hours=5))
    reminder = await office.reply(thread, "a reminder")
    assert office.user("ilka.tornberg") in office.slack.text_of(reminder)
    await office.jump(timedelta(hours=1))
    await office.redraws()
    assert len(replies(office, thread, "a reminder")) == 1

    await office.person("ilka.tornberg").clicks(office.slack.latest(thread), "Approve")
    await office.becomes(thread, "approved by")
    await office.jump(timedelta(days=2))
    await office.redraws()
    assert len(replies(office, thread, "a reminder")) == 1


async def test_after_a_working_day_the_next_on_the_route_may_decide_as_well(office: Office) -> None:
    status, thread = await asked(office)
    await office.jump(A_DAY)
    joined = office.slack.text_of(await office.reply(thread, "may decide as well"))
    assert "Ilka Tornberg has not decided in time, so Okwudi Ansah may decide as well" in joined

    # Ilka has not lost her say, and one word is enough.
    await office.person("okwudi.ansah").clicks(office.slack.latest(thread), "Approve")
    await office.becomes(status, "ive until")
    await office.becomes(thread, "approved by")


async def test_nobody_on_the_route_but_those_who_joined_may_decide(office: Office) -> None:
    _, thread = await asked(office)
    await office.person("okwudi.ansah").clicks(thread, "Approve")
    await office.note("okwudi.ansah", "not yours to decide")
    assert "Approve" in office.slack.buttons(office.slack.latest(thread))


async def test_a_request_that_nobody_decides_lapses_and_says_what_to_do(office: Office) -> None:
    status, thread = await asked(office)
    await office.jump(timedelta(days=8))
    # Nothing lapses on people who had no reminder.
    await office.reply(thread, "a reminder")
    await office.jump(A_DAY)
    await office.becomes(status, "Nobody decided within 5 working days")
    await office.becomes(thread, "Nobody decided in time")
    await office.reply(thread, "Still needed? Ask again.")
    told = await office.dm("mira.castelhano", "it begins anew")
    assert "Request access" in office.slack.buttons(told)
    assert "Approve" not in office.slack.buttons(office.slack.latest(thread))

    await office.person("ilka.tornberg").clicks(thread, "Approve")
    await office.note("ilka.tornberg", "nobody decided in time")
    assert not any(office.scim.members().values())
    # The way to ask again is open.
    await office.asks("mira.castelhano", SENTENCE)
    await office.slack.until(lambda: len(office.slack.messages("access-requests")) == 2, timeout=30)


async def test_an_approver_who_goes_absent_is_stood_in_for(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ilka is away from Tuesday on; the request came on Monday."""
    away = Absence(
        person="ilka.tornberg", start=date(2026, 11, 24), until=date(2026, 12, 4), delegate="farah.benhalim"
    )
    company = with_(absences=(*quillmere().absences, away))
    async with at_work(database, monkeypatch, company) as office:
        status, thread = await asked(office)
        await office.jump(A_DAY)
        stands_in = office.slack.text_of(await office.reply(thread, "Farah Benhalim stands in"))
        assert "Ilka Tornberg is away until 4 December" in stands_in
        await office.person("farah.benhalim").clicks(office.slack.latest(thread), "Approve")
        await office.becomes(status, "ive until")


async def test_a_stage_that_becomes_vacant_after_submission_goes_on_to_the_next(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Monday is Ilka's last day."""
    ilka = quillmere().people["ilka.tornberg"].model_copy(update={"ends": date(2026, 11, 23)})
    company = with_(people={**quillmere().people, ilka.id: ilka})
    async with at_work(database, monkeypatch, company) as office:
        status, thread = await asked(office)
        await office.jump(A_DAY)
        assert "Ilka Tornberg has left; Okwudi Ansah decides instead." in office.slack.text_of(
            await office.reply(thread, "Okwudi Ansah decides instead")
        )
        await office.person("okwudi.ansah").clicks(office.slack.latest(thread), "Approve")
        await office.becomes(status, "ive until")


def with_(**changes: object) -> Company:
    """The demo company with some of its fields replaced."""
    fields = {name: getattr(quillmere(), name) for name in Company.model_fields}
    return Company.model_construct(**(fields | changes))


@asynccontextmanager
async def at_work(database: str, monkeypatch: pytest.MonkeyPatch, company: Company) -> AsyncIterator[Office]:
    """Usher at work in another company than the demo's."""
    loaded: Callable[[], Company] = lambda: company  # noqa: E731
    monkeypatch.setattr(office_module, "quillmere", loaded)
    async with open_office(database) as opened:
        yield opened
