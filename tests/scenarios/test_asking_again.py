"""After a no, and while it waits: a pointer to the right thing, asking again with changes, a nudge."""

from __future__ import annotations

from datetime import timedelta

from bot.slack_local.model import Message
from tests.scenarios.office import Office
from tests.scenarios.test_approvals import asked
from tests.scenarios.test_shaping import ILKA, MIRA

DASHBOARDS = "Metabase · Company dashboards · Viewer"


async def denied(office: Office, pointer: str | None = None) -> tuple[Message, Message]:
    status, thread = await asked(office)
    await office.person(ILKA).clicks(thread, "Deny")
    modal = await office.slack.view(office.user(ILKA))
    values: dict[str, object] = {"reason": "The dashboard has these figures."}
    assert (
        await office.person(ILKA).submits(modal, values | ({"deny_instead": pointer} if pointer else {}))
    ).accepted
    return await office.becomes(status, "Denied"), thread


async def test_a_denial_points_to_the_right_thing_and_a_button_proposes_it(office: Office) -> None:
    status, thread = await denied(office, DASHBOARDS)
    assert f"point to {DASHBOARDS}" in office.slack.text_of(status)
    await office.person(MIRA).clicks(status, f"Ask for {DASHBOARDS} instead")
    card = await office.dm(MIRA, "Is this what you need?")
    assert "Company dashboards" in office.slack.text_of(card)
    await office.person(MIRA).clicks(card, "Send request")
    await office.becomes(card, "ive")
    assert "Approve" not in office.slack.buttons(office.slack.latest(thread))


async def test_what_was_denied_can_be_asked_for_again_with_changes(office: Office) -> None:
    status, _ = await denied(office)
    await office.person(MIRA).clicks(status, "Ask again, changed")
    form = await office.slack.view(office.user(MIRA))
    assert (await office.person(MIRA).submits(form, {"form_custom": "3 days"})).accepted
    card = await office.dm(MIRA, "Is this what you need?")
    said = office.slack.text_of(card)
    assert "3 days" in said
    assert "region EMEA" in said
    await office.person(MIRA).clicks(card, "Send request")
    await office.becomes(card, "Waiting for")


async def test_a_nudge_is_for_once_a_working_day(office: Office) -> None:
    status, thread = await asked(office)
    waiting = await office.becomes(status, "Waiting for")
    await office.person(MIRA).clicks(waiting, "Nudge")
    await office.dm(MIRA, "They were told this working day already")
    await office.jump(timedelta(days=1))
    await office.person(MIRA).clicks(office.slack.latest(status), "Nudge")
    note = await office.reply(thread, "asks for your decision")
    assert f"<@{office.user(ILKA)}>" in office.slack.text_of(note)
    before = len(office.slack.messages(thread.channel, thread_ts=thread.ts))
    await office.person(MIRA).clicks(office.slack.latest(status), "Nudge")
    await office.redraws()
    assert len(office.slack.messages(thread.channel, thread_ts=thread.ts)) == before
