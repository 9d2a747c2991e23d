"""A made-up company at sign-in: seeded people with habits, and attacks put among what they do.

Nobody is drawn from life. What is in it was chosen by hand: office and home, a few private VPNs, phones that move,
typing errors, trips with the time they take, new laptops. So figures from it say whether the rules and the model find
what they were made to find, and how they compare; not how often they are right in a real company.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from random import Random

from catalog.kinds import Employment
from catalog.model import Company, Person
from intents.signins.event import Device, Happened, Outcome, Place, Provider, Reason, SignInEvent

START = datetime(2026, 8, 31, tzinfo=UTC)
"""A Monday."""
CITIES = {
    "Porto": Place("Porto", "Portugal", 41.15, -8.61),
    "Lisbon": Place("Lisbon", "Portugal", 38.72, -9.14),
    "Madrid": Place("Madrid", "Spain", 40.42, -3.70),
    "Lyon": Place("Lyon", "France", 45.76, 4.84),
    "Dublin": Place("Dublin", "Ireland", 53.35, -6.26),
    "Chicago": Place("Chicago", "United States", 41.88, -87.63),
    "Austin": Place("Austin", "United States", 30.27, -97.74),
    "Singapore": Place("Singapore", "Singapore", 1.35, 103.82),
    "Oslo": Place("Oslo", "Norway", 59.91, 10.75),
    "Athens": Place("Athens", "Greece", 37.98, 23.73),
    "Lagos": Place("Lagos", "Nigeria", 6.52, 3.38),
    "Hanoi": Place("Hanoi", "Vietnam", 21.03, 105.85),
    "Minsk": Place("Minsk", "Belarus", 53.90, 27.57),
    "Lima": Place("Lima", "Peru", -12.05, -77.04),
}
HOMES = ("Porto", "Porto", "Porto", "Lisbon", "Madrid", "Dublin", "Chicago")
TRIPS = ("Madrid", "Lyon", "Dublin", "Oslo", "Athens", "Chicago", "Singapore", "Austin")
STRANGE = ("Lagos", "Hanoi", "Minsk", "Lima")
APPLICATIONS = tuple(f"Application {number}" for number in range(1, 25))
CLIENTS = ("Chrome", "Firefox", "Edge", "Safari")


@dataclass
class Habit:
    """One made-up person."""

    id: str
    city: str
    begins: float
    days: frozenset[int]
    a_day: float
    office: float
    devices: list[Device]
    applications: list[str]
    mistypes: float
    vpn: str = ""
    ends: date | None = None
    trip: str = ""
    trip_until: datetime = START


@dataclass
class Population:
    """People, their events, and which events belong to which attack."""

    company: Company
    seen: list[tuple[str | None, SignInEvent]] = field(default_factory=list)
    attacks: dict[str, tuple[str, set[str]]] = field(default_factory=dict)
    """By name: the kind of attack and the ids of its events."""

    @cached_property
    def attack_of(self) -> dict[str, str]:
        """Which attack an event belongs to."""
        return {event: name for name, (_, events) in self.attacks.items() for event in events}


class Maker:
    """Makes a population; the same seed makes the same one."""

    def __init__(self, people: int, days: int, seed: int) -> None:
        self.random = Random(seed)
        self.days = days
        self.number = 0
        self.people = [self._person(number) for number in range(people)]
        self.seen: list[tuple[str | None, SignInEvent]] = []

    def population(self, *, attacks_from: int, of_each: int) -> Population:
        """Everything ordinary, then attacks of each kind from that day on."""
        from tests.eval.signin_attacks import attacks

        for habit in self.people:
            for day in range(self.days):
                self._day(habit, START + timedelta(days=day))
        made = Population(company=self._company())
        for name, kind, events in attacks(self, attacks_from, of_each):
            made.attacks[name] = (kind, {event.id for _, event in events})
            self.seen += events
        made.company = self._company()
        made.seen = sorted(self.seen, key=lambda pair: pair[1].at)
        return made

    def event(self, habit: Habit, at: datetime, place: Place, address: str, **rest: object) -> SignInEvent:
        """One event of that person; without more said it is a success on their first device."""
        self.number += 1
        plain = SignInEvent(
            provider=Provider.OKTA,
            id=f"e{self.number}",
            at=at,
            login=f"{habit.id}@made.example",
            happened=Happened.SIGN_IN,
            outcome=Outcome.SUCCESS,
            application=habit.applications[0],
            device=habit.devices[0],
            place=place,
            address=address,
            network=f"AS-{address.rpartition('.')[0]}",
        )
        return replace(plain, **rest)  # type: ignore[arg-type]

    def _person(self, number: int) -> Habit:
        random = self.random
        apps = random.sample(APPLICATIONS, random.randint(3, 7))
        devices = [
            Device(name=f"LAPTOP-{number}", system="Windows" if random.random() < 0.6 else "macOS", client=random.choice(CLIENTS), managed=True),
            Device(system="iOS" if random.random() < 0.5 else "Android", client="Mail"),
        ]  # fmt: skip
        return Habit(
            id=f"p{number}",
            city=random.choice(HOMES),
            begins=random.gauss(8.5, 1.0),
            days=frozenset(range(5)) | (frozenset({5}) if random.random() < 0.08 else frozenset()),
            a_day=random.uniform(3, 9),
            office=random.choice((0.1, 0.5, 0.8)),
            devices=devices,
            applications=apps,
            mistypes=random.choice((0.01, 0.03, 0.08)),
            vpn=random.choice(TRIPS) if random.random() < 0.04 else "",
        )

    def _day(self, habit: Habit, midnight: datetime) -> None:
        random = self.random
        if midnight >= habit.trip_until and random.random() < 0.006:
            habit.trip = random.choice([city for city in TRIPS if city != habit.city])
            habit.trip_until = midnight + timedelta(days=random.randint(2, 8))
            return  # a day on the way
        if habit.trip and midnight >= habit.trip_until:
            habit.trip = ""
            return
        if midnight.weekday() not in habit.days and random.random() > 0.05:
            return
        if random.random() < 0.003:  # a new laptop
            habit.devices[0] = replace(habit.devices[0], name=f"LAPTOP-{habit.id}-{midnight:%m%d}")
        at_office = not habit.trip and random.random() < habit.office
        begins = midnight + timedelta(hours=habit.begins + random.gauss(0, 0.5))
        for _ in range(max(1, round(random.gauss(habit.a_day, 1.5)))):
            at = begins + timedelta(hours=random.random() * 9 + (4 if random.random() < 0.03 else 0))
            self._sign_in(habit, at, at_office)

    def _sign_in(self, habit: Habit, at: datetime, at_office: bool) -> None:
        random = self.random
        number = int(habit.id[1:])
        city = habit.trip or habit.city
        device = habit.devices[0]
        address = f"198.51.{number // 250}.{number % 250 + 1}"
        if habit.trip:
            address = f"192.0.{TRIPS.index(city)}.{number % 250 + 1}"
        elif at_office:
            address = f"203.0.113.{HOMES.index(city) + 1}"
        if random.random() < 0.12:
            device, address = habit.devices[1], f"100.64.{HOMES.index(habit.city)}.{random.randint(1, 40)}"
        elif habit.vpn and random.random() < 0.3:
            city, address = habit.vpn, f"192.88.99.{TRIPS.index(habit.vpn) + 1}"
        application = random.choice(APPLICATIONS if random.random() < 0.01 else habit.applications)
        said = {"device": device, "application": application}
        wrong = {**said, "outcome": Outcome.FAILURE, "reason": Reason.WRONG_PASSWORD}
        while random.random() < habit.mistypes:
            self._add(
                habit,
                self.event(
                    habit, at - timedelta(seconds=random.randint(5, 60)), CITIES[city], address, **wrong
                ),
            )
        if random.random() < 0.01:
            missed = {
                **said,
                "happened": Happened.MFA,
                "outcome": Outcome.FAILURE,
                "reason": Reason.MFA_FAILED,
                "factor": "push",
            }
            for late in range(random.choice((1, 1, 2))):
                self._add(
                    habit,
                    self.event(
                        habit, at - timedelta(seconds=60 - 20 * late), CITIES[city], address, **missed
                    ),
                )
        self._add(habit, self.event(habit, at, CITIES[city], address, **said))

    def _add(self, habit: Habit, event: SignInEvent) -> None:
        self.seen.append((habit.id, event))

    def _company(self) -> Company:
        people = {habit.id: _as_person(habit) for habit in self.people}
        return Company(
            folder=Path("made"), name="Made", timezone="UTC", people=people, systems=(), version="made"
        )


def _as_person(habit: Habit) -> Person:
    return Person(
        id=habit.id,
        name=f"Person {habit.id[1:]}",
        email=f"{habit.id}@made.example",
        title="Clerk",
        department="Office",
        employment=Employment.EMPLOYEE,
        company="Made",
        location=habit.city,
        ends=habit.ends,
    )


def by_person(population: Population) -> Iterator[tuple[str, list[SignInEvent]]]:
    """Each person with their events, the oldest first."""
    grouped: dict[str, list[SignInEvent]] = {}
    for person, event in population.seen:
        if person is not None:
            grouped.setdefault(person, []).append(event)
    yield from grouped.items()
