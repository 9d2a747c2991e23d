"""A small company and its events, for the tests of warning signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from catalog.kinds import Employment
from catalog.model import Company, Person
from intents.signins.event import Device, Happened, Outcome, Place, Provider, Reason, SignInEvent
from intents.signins.signs.rules import signs_from_address, signs_of_person
from intents.signins.signs.sign import FromAddress, OfPerson, Seen, Sign, Surroundings, in_order

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
"""A Wednesday noon."""
PORTO = Place("Porto", "Portugal", 41.15, -8.61)
BRAGA = Place("Braga", "Portugal", 41.55, -8.43)
OSLO = Place("Oslo", "Norway", 59.91, 10.75)
HANOI = Place("Hanoi", "Vietnam", 21.03, 105.85)
VIGO = Place("Vigo", "Spain", 42.24, -8.72)
NOWHERE = Place()
LAPTOP = Device(name="LAPTOP-1", system="Windows", client="Chrome")
WRONG: dict[str, Any] = {"outcome": Outcome.FAILURE, "reason": Reason.WRONG_PASSWORD}
REFUSED: dict[str, Any] = {
    "happened": Happened.MFA,
    "outcome": Outcome.FAILURE,
    "reason": Reason.MFA_DENIED_BY_USER,
    "factor": "push",
}
_numbers = count(1)


def company(**ends: date) -> Company:
    """Forty people; those named have a last day."""
    people = {
        f"p{number}": Person(
            id=f"p{number}",
            name=f"Person {number}",
            email=f"p{number}@made.example",
            title="Clerk",
            department="Office",
            employment=Employment.EMPLOYEE,
            company="Made",
            location="Porto",
            ends=ends.get(f"p{number}"),
        )
        for number in range(40)
    }
    return Company(folder=Path("made"), name="Made", timezone="UTC", people=people, systems=(), version="1")


def seen(
    minutes: float,
    *,
    person: str | None = "p1",
    place: Place = PORTO,
    address: str = "192.0.2.7",
    **rest: Any,
) -> Seen:
    """What happened to that person so many minutes from noon; a success unless something else is said."""
    plain = SignInEvent(
        provider=Provider.OKTA,
        id=f"t{next(_numbers)}",
        at=NOW + timedelta(minutes=minutes),
        login=f"{person}@made.example" if person else "somebody@made.example",
        happened=Happened.SIGN_IN,
        outcome=Outcome.SUCCESS,
        application="Mail",
        device=LAPTOP,
        place=place,
        address=address,
        network="AS64500",
    )
    return Seen(replace(plain, **rest), person)


def weeks(
    *, person: str = "p1", days: int = 20, place: Place = PORTO, address: str = "192.0.2.7"
) -> list[Seen]:
    """So many days of work before today, three sign-ins each, the last one yesterday."""
    return [
        seen(-1440 * day + 60 * hour, person=person, place=place, address=address)
        for day in range(days, 0, -1)
        for hour in (-3, 0, 4)
    ]


def told(
    events: Sequence[Seen],
    *,
    company: Company | None = None,
    around: Surroundings | None = None,
    fresh: float = -600,
) -> list[Sign]:
    """What the rules say about one person; fresh is what happened since ten hours before noon."""
    return signs_of_person(
        OfPerson(
            company=company or globals()["company"](),
            seen=in_order(events),
            fresh=NOW + timedelta(minutes=fresh),
            around=around or Surroundings(),
        )
    )


def told_of_address(
    events: Sequence[Seen],
    *,
    around: Surroundings | None = None,
    fresh: float = -600,
    address: str = "45.1.2.3",
) -> list[Sign]:
    """What the rules say about one address."""
    return signs_from_address(
        FromAddress(
            company=company(),
            address=address,
            seen=in_order(events),
            fresh=NOW + timedelta(minutes=fresh),
            around=around or Surroundings(),
        )
    )
