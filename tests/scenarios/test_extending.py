"""Access that is live and needed for longer, with every actor in Slack."""

from __future__ import annotations

from datetime import timedelta

from bot.slack_local.model import Message
from tests.scenarios.office import Office
from tests.scenarios.test_appeals import opened
from tests.scenarios.test_approvals import asked
from tests.scenarios.test_emergency import CRY, TAKUMI

MIRA, ILKA = "mira.castelhano", "ilka.tornberg"


async def test_extended_from_the_reminder_and_denied_once(office: Office) -> None:
    status, thread = await asked(office)
    await office.person(ILKA).clicks(thread, "Approve")
    await office.becomes(status, "ive until")
    members = office.scim.members()
    await office.jump(timedelta(days=11, hours=6))
    reminder = await office.dm(MIRA, "ends")
    mira = office.person(MIRA)
    await mira.clicks(reminder, "Don't renew")
    reminder = await office.becomes(reminder, "Not renewed: ")
    await office.becomes(status, "Not renewed: ")

    # She changes her mind.
    modal = await opened(office, MIRA, reminder, "Extend")
    forged = await mira.submits(modal, {"extend_custom": "banana", "reason": "the board meets later"})
    assert "Write a number" in " ".join(forged.errors.values())
    assert (
        await mira.submits(modal, {"extend_custom": "10 days", "reason": "the board meets later"})
    ).accepted
    again = await office.card("asks to extend")
    asking = await office.dm(MIRA, "extend Snowflake")
    modal = await opened(office, ILKA, again, "Deny")
    await office.person(ILKA).submits(modal, {"reason": "Two weeks were enough."})
    denied = await office.becomes(asking, "Two weeks were enough.")
    assert "As things stand it ends" in office.slack.text_of(denied)

    # In words, and this time she gets it; the old end passes and nothing is taken away.
    mira.says("I need the sales reports for longer, can you extend it?")
    answer = await office.dm(MIRA, "Extend this?")
    modal = await opened(office, MIRA, answer, "Extend")
    await mira.submits(modal, {"extend_custom": "1 week", "reason": "the board did meet later"})
    once_more = await office.slack.until(
        lambda: next(
            (
                one
                for one in office.slack.messages("access-requests")
                if "asks to extend" in one.text and one.ts != again.ts
            ),
            None,
        ),
        timeout=30,
    )
    assert once_more is not None
    await office.person(ILKA).clicks(once_more, "Approve")
    await office.becomes(once_more, "Extended until")
    assert office.slack.buttons(await office.becomes(reminder, "was extended")) == []
    await office.slack.until(
        lambda: "Not renewed" not in office.slack.text_of(office.slack.latest(status)), timeout=30
    )
    await office.jump(timedelta(days=4))
    assert office.scim.members() == members
    assert "ive until" in office.slack.text_of(office.slack.latest(status))
    await office.jump(timedelta(days=7))
    await office.becomes(status, "Expired")


async def test_access_by_breaking_the_glass_is_extended_and_given_back_in_words(office: Office) -> None:
    takumi = office.person(TAKUMI)
    takumi.says(CRY)
    card = await office.dm(TAKUMI, "In an emergency")
    modal = await opened(office, TAKUMI, card, "Break glass")
    assert (await takumi.submits(modal, {"reason": "Orders are stuck"})).accepted
    await office.becomes(card, "ive until")

    takumi.says("extend my production database access by 2 hours because orders are still stuck")
    answer = await office.dm(TAKUMI, "Extend this?")
    assert "Production databases · Database administrator" in office.slack.text_of(answer)
    assert office.slack.buttons(answer) == ["Extend"]
    modal = await opened(office, TAKUMI, answer, "Extend")
    fields = {block["block_id"]: block["element"] for block in modal.blocks if block["type"] == "input"}
    assert fields["extend_length"]["initial_option"]["value"] == "PT2H"
    assert fields["reason"]["initial_value"] == "orders are still stuck"

    # The bare name reads as the least level, which is not the one that is held.
    takumi.says("I'm done with the production databases")
    answer = await office.dm(TAKUMI, "Are you done with this?")
    assert "Production databases · Database administrator" in office.slack.text_of(answer)
    await takumi.clicks(answer, "I'm done")
    await office.becomes(card, "iven back")


async def test_who_decides_an_extension_reads_what_became_of_the_access(office: Office) -> None:
    status, thread = await asked(office)
    await office.person(ILKA).clicks(thread, "Approve")
    await office.becomes(status, "ive until")
    mira = office.person(MIRA)
    modal = await opened(office, MIRA, status, "Extend")
    await mira.submits(modal, {"extend_custom": "10 days", "reason": "the board meets later"})
    first = await office.card("asks to extend")
    asking = await office.dm(MIRA, "extend Snowflake")
    modal = await opened(office, ILKA, first, "Deny")
    await office.person(ILKA).submits(modal, {"reason": "Two weeks were enough."})
    denied = office.slack.text_of(await office.becomes(asking, "As things stand it ends"))

    modal = await opened(office, MIRA, status, "Extend")
    await mira.submits(modal, {"extend_custom": "1 week", "reason": "it did meet later"})
    second = await _another(office, first)
    await office.person(ILKA).clicks(second, "Approve")
    await office.becomes(second, "Extended until")
    later = await office.slack.until(
        lambda: next(iter({office.slack.text_of(office.slack.latest(asking))} - {denied}), None), timeout=30
    )
    assert later is not None
    assert "As things stand it ends" in later, "it ends a week later than when the first was denied"

    modal = await opened(office, MIRA, status, "Extend")
    await mira.submits(modal, {"extend_custom": "1 week", "reason": "and once more"})
    third = await _another(office, first, second)
    await office.becomes(third, "As things stand it ends")
    await mira.clicks(office.slack.latest(status), "I'm done")
    await office.becomes(third, "The access has ended meanwhile")
    await office.slack.until(
        lambda: "As things stand" not in office.slack.text_of(office.slack.latest(asking)), timeout=30
    )


async def _another(office: Office, *before: Message) -> Message:
    """The newest card about an extension beside those."""
    known = {one.ts for one in before}
    found = await office.slack.until(
        lambda: next(
            (
                one
                for one in office.slack.messages("access-requests")
                if "asks to extend" in one.text and one.ts not in known
            ),
            None,
        ),
        timeout=30,
    )
    assert found is not None
    return found
