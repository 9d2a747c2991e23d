"""Delegate and Not me, in Slack: somebody else is asked, and never nobody."""

from __future__ import annotations

from datetime import timedelta

from bot.slack_local.submission import Submitted
from tests.scenarios.office import Office
from tests.scenarios.test_approvals import asked
from tests.scenarios.test_shaping import ILKA, MIRA, opened

KOFI = "kofi.brentum"


async def handed(
    office: Office, thread: object, to: str, until: str = "2026-11-25", by: str = ILKA
) -> Submitted:
    modal = await opened(office, by, thread, "Delegate")  # type: ignore[arg-type]
    return await office.person(by).submits(modal, {"delegate_to": to, "delegate_until": until})


async def test_a_delegate_decides_until_the_day_that_was_named(office: Office) -> None:
    status, thread = await asked(office)
    assert (await handed(office, thread, office.user(KOFI))).accepted
    await office.reply(thread, "handed the decision to")
    told = office.slack.text_of(await office.reply(thread, "handed this to Kofi"))
    assert f"<@{office.user(KOFI)}>" in told
    await office.becomes(status, f"Waiting for <@{office.user(KOFI)}>")
    # The day passes: it comes back.
    await office.jump(timedelta(days=4))
    await office.person(KOFI).clicks(office.slack.latest(thread), "Approve")
    await office.note(KOFI, "not yours to decide")
    await office.person(ILKA).clicks(office.slack.latest(thread), "Approve")
    await office.becomes(thread, "Live until")


async def test_what_was_delegated_can_be_decided_by_the_delegate(office: Office) -> None:
    status, thread = await asked(office)
    assert (await handed(office, thread, office.user(KOFI))).accepted
    await office.becomes(status, f"Waiting for <@{office.user(KOFI)}>")
    await office.person(KOFI).clicks(office.slack.latest(thread), "Approve")
    await office.becomes(status, "ive until")


async def test_whom_and_until_when_a_decision_cannot_be_handed(office: Office) -> None:
    _, thread = await asked(office)
    for to, until, words in (
        (MIRA, "2026-11-25", "would hold this"),
        (ILKA, "2026-11-25", "That is you"),
        ("gareth.ollerton", "2026-11-25", "has left"),
        ("anneke.duyvis", "2026-11-25", "is away until"),
        (KOFI, "2026-11-22", "from today on"),
        (KOFI, "2027-11-22", "from today on"),
    ):
        sent = await handed(office, thread, office.user(to), until)
        assert words in " ".join(sent.errors.values()), (to, until)
        assert "Approve" in office.slack.buttons(office.slack.latest(thread)), (to, until)


async def test_nobody_unknown_and_nobody_but_whom_it_waits_for(office: Office) -> None:
    _, thread = await asked(office)
    assert "find" in " ".join((await handed(office, thread, "UNOBODY0000")).errors.values())
    sent = await handed(office, thread, office.user(KOFI), by="cody.wynward")
    assert "not yours" in " ".join(sent.errors.values())


async def test_not_me_sends_it_on_and_never_to_nobody(office: Office) -> None:
    status, thread = await asked(office)
    await office.person(ILKA).clicks(office.slack.latest(thread), "Not me")
    await office.note(ILKA, "it waits for")
    await office.reply(thread, "is not theirs")
    await office.becomes(status, "Ilka Tornberg has said that this is not theirs")
    await office.person(ILKA).clicks(office.slack.latest(thread), "Approve")
    await office.note(ILKA, "not yours to decide")
    last = ""
    for _ in range(10):
        waiting = office.slack.text_of(office.slack.latest(status))
        who = next(one for one in office.company.people if f"<@{office.user(one)}> (manager)" in waiting)
        await office.person(who).clicks(office.slack.latest(thread), "Not me")
        last = office.slack.text_of(await office.note(who, "it "))
        if "Nobody else" in last:
            break
        await office.redraws()
    assert "so it stays with you" in last
    assert "Waiting for" in office.slack.text_of(office.slack.latest(status))
