"""An intruder as the sign-in events show one: twelve people tried from one address, and in as Mira Castelhano."""

from __future__ import annotations

from datetime import datetime, timedelta

from approvals.clock import MovableClock
from approvals.jobs.port import Job
from approvals.jobs.queue import DbosJobs
from approvals.operations.take_in_events import take_in_events
from approvals.signin_records import Read
from approvals.store.engine import database_url
from approvals.store.store import Store
from bot.signins.looking import LOOK
from bot.signins.records import record_of
from catalog.model import Company
from intents.signins.event import Device, Happened, Outcome, Place, Provider, Reason, SignInEvent

ADDRESS = "203.0.113.66"
HANOI = Place("Hanoi", "Vietnam", 21.03, 105.85)
THEIRS = Device(system="Linux", client="Chrome")


async def break_in(database: str, company: Company, *, now: datetime, place: Place = HANOI) -> None:
    """Stores what was recorded of it in the last twenty minutes, as if a feed had just brought it."""
    victims = ["mira.castelhano", *(one for one in company.people if one != "mira.castelhano")][:12]
    steps = [(victim, 10 * number, Outcome.FAILURE) for number, victim in enumerate(victims)]
    records = [
        record_of(
            SignInEvent(
                provider=Provider.OKTA,
                id=f"intruder-{number}",
                at=now - timedelta(minutes=20) + timedelta(seconds=seconds),
                login=company.people[victim].email,
                happened=Happened.SIGN_IN,
                outcome=outcome,
                reason=Reason.WRONG_PASSWORD if outcome is Outcome.FAILURE else None,
                application="Okta Dashboard",
                device=THEIRS,
                place=place,
                address=ADDRESS,
            ),
            victim,
        )
        for number, (victim, seconds, outcome) in enumerate(
            [*steps, ("mira.castelhano", 300, Outcome.SUCCESS)]
        )
    ]
    url = database_url(database)
    store = Store(url, clock=MovableClock(now), jobs=DbosJobs(url))
    read, look = Read(read=len(records)), Job(name=LOOK, key=f"{LOOK}:intruder", lane=LOOK)
    await take_in_events(store, feed="intruder", records=records, read=read, before="", after="1", then=look)
    await store.close()
