"""Somebody breaks the glass, with every actor in Slack."""

from __future__ import annotations

from datetime import timedelta

from tests.scenarios.office import SECURITY, Office
from tests.scenarios.test_appeals import opened

TAKUMI, SECURITY_LEAD = "takumi.oreda", "joanna.skrzyp"
CRY = "break glass: I need admin on the production databases, orders are stuck"


async def test_at_once_loud_short_and_reviewed(office: Office) -> None:
    takumi = office.person(TAKUMI)
    takumi.says(CRY)
    card = await office.dm(TAKUMI, "In an emergency")
    assert "are told at once" in office.slack.text_of(card)
    modal = await opened(office, TAKUMI, card, "Break glass")
    assert "It ends after" in str(modal.blocks)
    assert (await takumi.submits(modal, {"reason": " "})).errors
    assert (await takumi.submits(modal, {"reason": "Orders are stuck <!channel>"})).accepted
    status = await office.becomes(card, "ive until")
    alarm = await office.card("broke the glass", channel=SECURITY)
    assert "<!channel>" not in office.slack.text_of(alarm)
    place = next(
        place for place in office.company.places.values() if place.label in office.slack.text_of(alarm)
    )
    await office.dm(place.owner, "broke the glass")
    assert "nobody was asked before" in office.slack.text_of(
        await office.reply(await office.card("broke the glass"), "broke the glass")
    )

    # Security is reminded until it is done.
    await office.jump(timedelta(hours=12, minutes=1))
    await office.reply(alarm, "still has to be reviewed")
    await office.becomes(status, "Expired")
    modal = await opened(office, SECURITY_LEAD, alarm, "Not right")
    assert (await office.person(SECURITY_LEAD).submits(modal, {"reason": "  "})).errors
    await office.person(SECURITY_LEAD).clicks(office.slack.latest(alarm), "Right")
    await office.becomes(alarm, "found it right")
    assert "Not right" not in office.slack.buttons(office.slack.latest(alarm))


async def test_what_was_not_right_is_told_to_whoever_broke_the_glass(office: Office) -> None:
    takumi = office.person(TAKUMI)
    takumi.says(CRY)
    card = await office.dm(TAKUMI, "In an emergency")
    modal = await opened(office, TAKUMI, card, "Break glass")
    assert (await takumi.submits(modal, {"reason": "Orders are stuck"})).accepted
    await office.becomes(card, "ive until")
    alarm = await office.card("broke the glass", channel=SECURITY)
    modal = await opened(office, SECURITY_LEAD, alarm, "Not right")
    assert (await office.person(SECURITY_LEAD).submits(modal, {"reason": "No order was stuck"})).accepted
    told = await office.dm(TAKUMI, "found your emergency not right")
    assert "No order was stuck" in office.slack.text_of(told)


async def test_who_is_not_named_is_told_so_and_goes_the_usual_way(office: Office) -> None:
    mira = office.person("mira.castelhano")
    mira.says(
        "break glass: I need read access to the Q3 sales reports for EMEA now, two hours, the board waits"
    )
    card = await office.dm("mira.castelhano", "In an emergency")
    assert "does not name you" in office.slack.text_of(card)
    assert "Break glass" not in office.slack.buttons(card)
    assert "Send request" in office.slack.buttons(card)


async def test_what_was_not_right_keeps_the_glass_whole_until_it_is_long_ago(office: Office) -> None:
    takumi = office.person(TAKUMI)
    takumi.says(CRY)
    card = await office.dm(TAKUMI, "In an emergency")
    modal = await opened(office, TAKUMI, card, "Break glass")
    assert (await takumi.submits(modal, {"reason": "Orders are stuck"})).accepted
    await office.becomes(card, "ive until")
    alarm = await office.card("broke the glass", channel=SECURITY)
    modal = await opened(office, SECURITY_LEAD, alarm, "Not right")
    assert "For 30 days they cannot break the glass" in str(modal.blocks)
    assert (await office.person(SECURITY_LEAD).submits(modal, {"reason": "No order was stuck"})).accepted
    told = await office.dm(TAKUMI, "found your emergency not right")
    assert "For 30 days you cannot break the glass for it" in office.slack.text_of(told)
    await office.reply(await office.card("broke the glass"), "has ended: revoked")

    takumi.says(CRY)
    refused = await office.dm(TAKUMI, "In an emergency:* not at once")
    text = office.slack.text_of(refused)
    assert "found an earlier emergency of yours about this not right" in text
    assert "ask in the usual way, or talk to Security" in text
    assert "Break glass" not in office.slack.buttons(refused)
    assert "Send request" in office.slack.buttons(refused)

    await office.jump(timedelta(days=30, minutes=1))
    takumi.says(CRY)
    card = await office.dm(TAKUMI, "In an emergency:* at once")
    modal = await opened(office, TAKUMI, card, "Break glass")
    assert (await takumi.submits(modal, {"reason": "Now they really are stuck"})).accepted
    await office.becomes(card, "ive until")
