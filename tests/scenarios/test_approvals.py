"""What can happen in an approval thread, with every actor in Slack."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.slack_local.model import Message
from tests.scenarios.office import Office
from tests.scenarios.test_the_story import SENTENCE

ADMIN = "I need admin on the production databases for 4 hours because stuck orders have to be repaired"
HELP_CENTRE = (
    "Can I publish articles in the public help centre for a month, because I write the cleaning guides?"
)


async def asked(office: Office) -> tuple[Message, Message]:
    """Mira has asked for the sales reports: her status message and the thread."""
    status = await office.asks("mira.castelhano", SENTENCE)
    return status, await office.card("asks for")


async def test_low_risk_access_is_granted_at_once(office: Office) -> None:
    status = await office.asks("mira.castelhano", HELP_CENTRE)
    await office.becomes(status, "ive until")
    address = office.company.people["mira.castelhano"].email
    assert any(address in members for members in office.scim.members().values())
    assert "Approve" not in office.slack.buttons(await office.card("asks for"))


async def test_high_risk_access_takes_the_manager_and_security(office: Office) -> None:
    status = await office.asks("takumi.oreda", ADMIN)
    thread = await office.card("asks for")
    # Takumi's manager Anneke is away: Kofi stands in, and the thread says so.
    assert "Kofi" in office.slack.text_of(await office.reply(thread, "decision is needed"))
    review = await office.card("asks for", channel="security-reviews")

    await office.person("kofi.brentum").clicks(thread, "Approve")
    await office.becomes(thread, "approved by")
    assert "Approve" in office.slack.buttons(office.slack.latest(review))
    # One person takes one stage only.
    await office.person("kofi.brentum").clicks(office.slack.latest(thread), "Approve")
    await office.note("kofi.brentum", "already decided")

    await office.person("joanna.skrzyp").clicks(office.slack.latest(review), "Approve")
    await office.becomes(status, "ive until")
    await office.becomes(thread, "Live until")
    await office.becomes(review, "Live until")
    assert "Approve" not in office.slack.buttons(office.slack.latest(review))


async def test_a_denial_needs_a_reason_and_the_requester_reads_it(office: Office) -> None:
    status, thread = await asked(office)
    ilka = office.person("ilka.tornberg")
    await ilka.clicks(thread, "Deny")
    modal = await office.slack.view(office.user("ilka.tornberg"))
    refused = await ilka.submits(modal, {"reason": "   "})
    assert refused.errors
    await ilka.submits(modal, {"reason": "The board deck uses the dashboard; look there."})
    await office.becomes(thread, "The board deck uses the dashboard")
    await office.becomes(status, "The board deck uses the dashboard")
    assert "Deny" not in office.slack.buttons(office.slack.latest(thread))
    assert not any(office.scim.members().values())


async def test_nobody_decides_on_their_own_request(office: Office) -> None:
    _, thread = await asked(office)
    await office.person("mira.castelhano").clicks(thread, "Approve")
    await office.note("mira.castelhano", "own request")
    assert "Approve" in office.slack.buttons(office.slack.latest(thread))


async def test_a_stranger_is_told_privately_whom_it_waits_for(office: Office) -> None:
    _, thread = await asked(office)
    await office.person("cody.wynward").clicks(thread, "Approve")
    await office.note("cody.wynward", "Ilka Tornberg")
    assert "Approve" in office.slack.buttons(office.slack.latest(thread))


async def test_two_approvers_at_the_same_instant_give_one_decision(office: Office) -> None:
    await office.asks("takumi.oreda", ADMIN)
    thread = await office.card("asks for")
    review = await office.card("asks for", channel="security-reviews")
    await office.person("kofi.brentum").clicks(thread, "Approve")
    await office.becomes(thread, "approved by")
    both = ("joanna.skrzyp", "aurelio.benavent")
    await asyncio.gather(*(office.person(one).clicks(office.slack.latest(review), "Approve") for one in both))
    await office.becomes(thread, "Live until")
    (late,) = [
        note
        for one in both
        for note in await office.slack.until(
            lambda: [n for who in both for n in office.slack.ephemerals(office.user(who))], timeout=30
        )
        if note.ephemeral_to == office.user(one)
    ]
    assert "settled already" in office.slack.text_of(late)
    replies = office.slack.messages(thread.channel, thread_ts=thread.ts)
    assert (
        sum(
            "approved this" in office.slack.text_of(m) and "ecurity" in office.slack.text_of(m)
            for m in replies
        )
        == 1
    )


async def test_a_stale_card_shows_the_outcome(office: Office) -> None:
    """Ilka's phone still shows the buttons she saw first."""
    _, thread = await asked(office)
    await office.person("ilka.tornberg").clicks(thread, "Approve")
    await office.becomes(thread, "Live until")
    await office.person("ilka.tornberg").clicks(thread, "Approve")
    await office.note("ilka.tornberg", "settled already")
    assert "Approve" not in office.slack.buttons(office.slack.latest(thread))


async def test_a_button_whose_request_is_gone_says_so(office: Office) -> None:
    _, thread = await asked(office)
    for block in thread.blocks:
        for element in block.get("elements", ()):
            if element.get("action_id") == "item_approve":
                element["value"] = "it_never-existed"
    await office.person("ilka.tornberg").clicks(thread, "Approve")
    await office.note("ilka.tornberg", "does not exist any more")


async def test_a_requester_withdraws(office: Office) -> None:
    status, thread = await asked(office)
    waiting = await office.becomes(status, "Waiting for")
    await office.person("mira.castelhano").clicks(waiting, "Withdraw")
    await office.becomes(thread, "ithdrawn")
    gone = await office.becomes(status, "ithdrawn")
    assert "Withdraw" not in office.slack.buttons(gone)
    await office.person("ilka.tornberg").clicks(thread, "Approve")
    await office.note("ilka.tornberg", "withdrawn")
    assert not any(office.scim.members().values())


async def test_giving_access_back_takes_it_away(office: Office) -> None:
    status = await office.asks("mira.castelhano", HELP_CENTRE)
    live = await office.becomes(status, "ive until")
    address = office.company.people["mira.castelhano"].email
    await office.person("mira.castelhano").clicks(live, action_id="grant_give_back")
    await office.becomes(status, "iven back")
    assert not any(address in members for members in office.scim.members().values())


async def test_a_manual_task_is_done_by_the_owner(office: Office) -> None:
    status = await office.asks(
        "mira.castelhano", "I need the lab door to the measurement room for 3 days, a clinic is visiting"
    )
    thread = await office.card("asks for")
    await office.person("ilka.tornberg").clicks(thread, "Approve")
    task = await office.dm("sadia.rahmani", "Mira Castelhano")
    await office.person("sadia.rahmani").clicks(task, "Done")
    await office.becomes(status, "ive until")
    await office.becomes(task, "Done by")
    assert "Done" not in office.slack.buttons(office.slack.latest(task))


async def test_a_redelivered_event_is_read_once(office: Office) -> None:
    mira = office.person("mira.castelhano")
    mira.says(SENTENCE)
    await office.dm("mira.castelhano", "Is this what you need?")
    event = next(d for d in office.slack.deliveries if d.payload.get("event", {}).get("type") == "message")
    await office.slack.redeliver(event.id)
    mira.says("what do I have?")
    await office.dm("mira.castelhano", "Salesforce")
    cards = [
        m
        for m in office.slack.messages(office.user("mira.castelhano"))
        if "Is this what you need?" in office.slack.text_of(m)
    ]
    assert len(cards) == 1


async def test_the_same_card_confirmed_twice_files_one_request(office: Office) -> None:
    mira = office.person("mira.castelhano")
    mira.says(SENTENCE)
    card = await office.dm("mira.castelhano", "Is this what you need?")
    await asyncio.gather(mira.clicks(card, "Send request"), mira.clicks(card, "Send request"))
    await office.becomes(card, "Waiting for")
    thread = await office.card("asks for")
    await office.person("ilka.tornberg").clicks(thread, "Approve")
    await office.becomes(thread, "Live until")
    assert len(office.slack.messages("access-requests")) == 1


async def test_slack_losing_an_answer_does_not_double_the_message(office: Office) -> None:
    mira = office.person("mira.castelhano")
    mira.says(SENTENCE)
    card = await office.dm("mira.castelhano", "Is this what you need?")
    office.slack.fail_next("chat.postMessage", http=503, after_apply=True)
    await mira.clicks(card, "Send request")
    thread = await office.card("asks for")
    await office.reply(thread, "decision is needed")
    assert len(office.slack.messages("access-requests")) == 1


async def test_a_system_that_is_down_is_shown_and_tried_again(office: Office) -> None:
    office.scim.fail_next(40, status=503)
    status = await office.asks("mira.castelhano", HELP_CENTRE)
    await office.becomes(status, "keeps trying")
    office.scim.recover()
    await office.jump(timedelta(minutes=10))
    await office.becomes(status, "ive until")
