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
    assert office.slack.buttons(inside) == ["It is real", "False alarm"]

    # It weighs, and those who decide read that there is something; what it is, Security knows and she does.
    mira = office.person("mira.castelhano")
    mira.says("I need read access to the Q3 sales reports for EMEA, two weeks, board deck")
    card = await office.dm("mira.castelhano", "Is this what you need?")
    assert "2 sign-in warnings this week, 1 of them serious" in office.slack.text_of(card)
    await mira.clicks(card, "Send request")
    thread = office.slack.text_of(await office.card("asks for"))
    assert "Security has noted something" in thread
    assert "sign-in" not in thread

    security = office.company.groups.security[0]
    await office.person(security).clicks(inside, "It is real")
    assert office.slack.buttons(await office.becomes(inside, ": it is real")) == []
    judge = office.company.groups.security[1]
    await office.person(judge).clicks(tried, "False alarm")
    await office.becomes(tried, "It counts against nobody any more")
