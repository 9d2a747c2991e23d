"""Somebody sprays passwords and gets in: Security reads it, judges it, and it weighs on what that person asks for."""

from __future__ import annotations

from datetime import timedelta

from approvals.jobs.port import Job
from approvals.jobs.queue import DbosJobs
from approvals.operations.take_in_events import take_in_events
from approvals.signin_records import Read
from approvals.store.engine import database_url
from approvals.store.store import Store
from bot.signins.looking import LOOK
from bot.signins.records import record_of
from intents.signins.event import Happened, Outcome, Place, Provider, Reason, SignInEvent
from tests.scenarios.office import SECURITY, Office

HANOI = Place("Hanoi <!channel>", "Vietnam", 21.03, 105.85)
"""A place as an attacker who can choose its name would have it."""


async def sprayed(office: Office) -> None:
    """Twelve people are tried from one address within two minutes; as Mira somebody gets in."""
    victims = ["mira.castelhano", *(one for one in office.company.people if one != "mira.castelhano")][:12]
    begin = office.clock.now() - timedelta(minutes=20)
    tries = [(victim, 10 * number, Outcome.FAILURE) for number, victim in enumerate(victims)]
    records = [
        record_of(
            SignInEvent(
                provider=Provider.OKTA,
                id=f"spray-{number}",
                at=begin + timedelta(seconds=seconds),
                login=office.company.people[victim].email,
                happened=Happened.SIGN_IN,
                outcome=outcome,
                reason=Reason.WRONG_PASSWORD if outcome is Outcome.FAILURE else None,
                place=HANOI,
                address="203.0.113.66",
            ),
            victim,
        )
        for number, (victim, seconds, outcome) in enumerate(
            [*tries, ("mira.castelhano", 300, Outcome.SUCCESS)]
        )
    ]
    url = database_url(office.database)
    store = Store(url, clock=office.clock.inner, jobs=DbosJobs(url))
    look = Job(name=LOOK, key=f"{LOOK}:test", lane=LOOK)
    await take_in_events(
        store, feed="test", records=records, read=Read(read=len(records)), before="", after="1", then=look
    )
    await store.close()


async def test_security_reads_it_judges_it_and_it_weighs(office: Office) -> None:
    await sprayed(office)
    tried = await office.card("Password spraying", channel=SECURITY)
    inside = await office.card("Got in after password spraying", channel=SECURITY)
    shown = office.slack.text_of(inside)
    assert "tried 12 accounts and got in as Mira Castelhano" in shown
    assert "203.0.113.66" in shown
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
