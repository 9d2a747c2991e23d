"""Somebody sprays passwords and gets in: Security reads it, judges it, and it weighs on what that person asks for."""

from __future__ import annotations

from intents.signins.event import Place
from tests.intruder import ADDRESS, break_in
from tests.scenarios.office import SECURITY, Office

HANOI = Place("Hanoi <!channel>", "Vietnam", 21.03, 105.85)
"""As an attacker who can choose its name would have it."""


async def test_security_reads_it_judges_it_and_it_weighs(office: Office) -> None:
    await break_in(office.database, office.company, now=office.clock.now(), place=HANOI)
    tried = await office.card("Password spraying", channel=SECURITY)
    inside = await office.card("Got in after password spraying", channel=SECURITY)
    shown = office.slack.text_of(inside)
    assert "tried 12 accounts and got in as Mira Castelhano" in shown
    assert ADDRESS in shown
    assert "<!channel>" not in shown
    assert office.slack.buttons(inside) == ["Right", "False alarm"]

    # It weighs: what needed her manager needs Security as well, or at least says why it is riskier.
    await office.asks(
        "mira.castelhano", "I need read access to the Q3 sales reports for EMEA, two weeks, board deck"
    )
    thread = office.slack.text_of(await office.card("asks for"))
    assert "2 sign-in warnings this week, 1 of them serious" in thread

    security = office.company.groups.security[0]
    await office.person(security).clicks(inside, "Right")
    assert office.slack.buttons(await office.becomes(inside, ": right")) == []
    judge = office.company.groups.security[1]
    await office.person(judge).clicks(tried, "False alarm")
    await office.becomes(tried, "It counts against nobody any more")
