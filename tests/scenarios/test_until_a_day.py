"""An end that somebody names is the end, whenever the access is approved and set up; with every actor in Slack."""

from __future__ import annotations

from datetime import timedelta

from bot.slack_local.model import Message
from tests.scenarios.office import Office
from tests.scenarios.test_appeals import opened

MIRA, ILKA = "mira.castelhano", "ilka.tornberg"
WISH = (
    "I need read access to the EMEA sales reports for Q3 until Friday because I am preparing the board deck"
)
FRIDAY = "until Friday 27 November"
A_DAY = timedelta(days=1)


async def asked(office: Office, words: str = WISH) -> tuple[Message, Message]:
    """Mira has asked on Monday at half past nine: her status message and the thread."""
    status = await office.asks(MIRA, words)
    return status, await office.card("asks for")


def held(office: Office) -> bool:
    address = office.company.people[MIRA].email
    return any(address in members for members in office.scim.members().values())


async def test_approved_on_thursday_it_ends_on_friday(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says(WISH)
    card = await office.dm(MIRA, "Is this what you need?")
    assert "\nUntil Friday 27 November" in office.slack.text_of(card)
    await mira.clicks(card, "Send request")
    thread = await office.card("asks for")
    assert "\nUntil Friday 27 November" in office.slack.text_of(thread)

    await office.jump(3 * A_DAY)
    await office.person(ILKA).clicks(office.slack.latest(thread), "Approve")
    live = office.slack.text_of(await office.becomes(card, "ive until"))
    assert "Live until Friday 27 November" in live
    await office.becomes(thread, "Live until Friday 27 November")
    assert held(office)
    mira.says("when does my access to the sales reports end?")
    assert "Friday 27 November" in office.slack.text_of(await office.dm(MIRA, FRIDAY))

    await office.jump(timedelta(hours=38))
    await office.redraws()
    assert held(office)
    await office.jump(timedelta(hours=1))
    await office.becomes(card, "Expired")
    assert not held(office)


async def test_nobody_decided_by_then_and_everybody_is_told(office: Office) -> None:
    status, thread = await asked(office)
    await office.jump(timedelta(days=4, hours=15))
    await office.becomes(status, "It was asked for until Friday 27 November, which is over")
    told = await office.reply(thread, "which is over, so nothing was granted")
    assert office.user(MIRA) in office.slack.text_of(told)
    assert "its time is over" in (await office.dm(MIRA, "It was about")).text
    settled = await office.becomes(thread, "Not granted")
    assert "Approve" not in office.slack.buttons(settled)

    # Who still has the buttons in front of them is told as well, and nothing comes of it.
    await office.person(ILKA).clicks(thread, "Approve")
    await office.note(ILKA, "the time it was asked for is over")
    assert not held(office)


async def test_set_up_only_after_the_end_it_is_not_set_up(office: Office) -> None:
    status, thread = await asked(office)
    await office.jump(4 * A_DAY)
    office.scim.fail_next(1_000)
    await office.person(ILKA).clicks(office.slack.latest(thread), "Approve")
    await office.becomes(thread, "approved by")
    await office.becomes(thread, "Usher keeps trying")
    await office.jump(timedelta(hours=15))
    await office.becomes(status, "which is over")
    told = await office.reply(thread, "which is over, so nothing was granted")
    assert office.user(MIRA) in office.slack.text_of(told)
    assert not held(office)


async def test_the_end_is_replaced_in_words_and_in_the_form(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says(WISH)
    card = await office.dm(MIRA, "Is this what you need?")
    mira.says("make it two weeks")
    await office.dm(MIRA, "Changed: 2 weeks instead of until Friday 27 November.")
    mira.says("until Wednesday instead")
    await office.dm(MIRA, "Changed: until Wednesday 25 November instead of 2 weeks.")
    card = await office.becomes(card, "until Wednesday 25 November")

    await mira.clicks(card, "Change")
    form = await office.slack.view(office.user(MIRA))
    fields = {block["block_id"]: block["element"] for block in form.blocks if block["type"] == "input"}
    assert fields["form_duration"]["initial_option"]["text"]["text"] == "Until Wednesday 25 November 2026"
    assert (await mira.submits(form, {"form_until": "2026-12-04"})).accepted
    card = await office.becomes(card, "Until Friday 4 December")
    await mira.clicks(card, "Send request")
    thread = await office.card("asks for")
    assert "Until Friday 4 December" in office.slack.text_of(thread)
    await office.person(ILKA).clicks(thread, "Approve")
    await office.becomes(card, "Live until Friday 4 December")


async def test_an_hour_that_is_named_is_the_hour(office: Office) -> None:
    status, thread = await asked(office, WISH.replace("until Friday", "until 6pm tomorrow"))
    assert "Until Tuesday 24 November, 18:00" in office.slack.text_of(thread)
    await office.jump(A_DAY)
    await office.person(ILKA).clicks(office.slack.latest(thread), "Approve")
    await office.becomes(status, "ive until")
    await office.jump(timedelta(hours=8, minutes=20))
    await office.redraws()
    assert held(office)
    await office.jump(timedelta(minutes=20))
    await office.becomes(status, "Expired")
    assert not held(office)


async def test_an_approver_makes_it_shorter_and_nobody_makes_it_longer(office: Office) -> None:
    status, thread = await asked(office)
    await office.jump(2 * A_DAY)
    modal = await opened(office, ILKA, office.slack.latest(thread), "Approve with changes")
    ilka = office.person(ILKA)
    longer = await ilka.submits(modal, {"changed_custom": "10 days", "changed_why": "to be safe"})
    assert not longer.accepted or await office.note(ILKA, "only make it shorter")
    modal = await opened(office, ILKA, office.slack.latest(thread), "Approve with changes")
    await ilka.submits(modal, {"changed_custom": "1 day", "changed_why": "the deck is due on Thursday"})
    await office.becomes(status, "ive until")
    await office.becomes(thread, "1 day, until Friday 27 November at the latest")
    await office.jump(A_DAY + timedelta(minutes=5))
    await office.becomes(status, "Expired")


async def test_it_is_extended_until_another_day(office: Office) -> None:
    status, thread = await asked(office)
    await office.person(ILKA).clicks(thread, "Approve")
    await office.becomes(status, "Live until Friday 27 November")
    mira = office.person(MIRA)
    mira.says("extend my access to the sales reports until 4 December because the board meets later")
    answer = await office.dm(MIRA, "Extend this?")
    assert FRIDAY in office.slack.text_of(answer)
    modal = await opened(office, MIRA, answer, "Extend")
    fields = {block["block_id"]: block["element"] for block in modal.blocks if block["type"] == "input"}
    option = fields["extend_length"]["initial_option"]
    assert option["text"]["text"] == "Until Friday 4 December 2026"
    reason = {"extend_length": option["value"], "reason": "the board meets later"}
    assert (await mira.submits(modal, reason)).accepted
    again = await office.card("asks to extend")
    assert "Until Friday 4 December" in office.slack.text_of(again)
    await office.jump(3 * A_DAY)
    await office.person(ILKA).clicks(office.slack.latest(again), "Approve")
    await office.becomes(again, "Extended until Friday 4 December")
    await office.becomes(status, "Live until Friday 4 December")
    await office.jump(timedelta(days=9))
    await office.becomes(status, "Expired")
