"""The first success from a country: usually a holiday, sometimes not the person at all."""

from __future__ import annotations

from collections.abc import Iterator

from intents.signins.event import SignInEvent
from intents.signins.signs.distance import kilometres
from intents.signins.signs.sign import Kind, OfPerson, Severity, Sign, evidence, got_in
from intents.signins.signs.words import named, place_of

KNOWN_SUCCESSES, KNOWN_DAYS = 10, 5
"""With less history nothing is known of where somebody usually is, so nothing is new."""
NEAR_HOME = 150.0
"""Kilometres: across a border is not abroad for who lives there, and one provider's “US” is another's “United States”."""


def found(case: OfPerson) -> Iterator[Sign]:
    """One sign for each country among the fresh successes that the person was never seen in."""
    home: list[SignInEvent] = []
    told: set[str] = set()
    for one in case.seen:
        event = one.event
        if not got_in(event) or not event.place.country or event.address in case.around.shared:
            continue
        country = event.place.country
        if event.at >= case.fresh and country not in told and _enough(home) and _new(home, event):
            told.add(country)
            yield _sign(case, event, known_here=country in case.around.countries)
        home.append(event)


def _enough(home: list[SignInEvent]) -> bool:
    return len(home) >= KNOWN_SUCCESSES and len({event.at.date() for event in home}) >= KNOWN_DAYS


def _new(home: list[SignInEvent], event: SignInEvent) -> bool:
    """Providers spell countries in ways of their own, so by name only events of the same one are compared."""
    apart = [kilometres(before.place, event.place) for before in home]
    if any(before.place.country == event.place.country for before in home):
        return False
    if any(distance is not None and distance <= NEAR_HOME for distance in apart):
        return False
    comparable = any(before.provider is event.provider for before in home)
    return comparable or any(distance is not None for distance in apart)


def _sign(case: OfPerson, event: SignInEvent, *, known_here: bool) -> Sign:
    who = case.seen[0].whose
    beside = "" if known_here else "; nobody else here does"
    return Sign(
        kind=Kind.NEW_COUNTRY,
        subject=f"{who} {event.place.country}",
        people=(case.seen[0].person,) if case.seen[0].person else (),
        events=evidence([event]),
        since=event.at,
        until=event.at,
        severity=Severity.LOW if known_here else Severity.MEDIUM,
        says=f"{named(case.company, [who])} signed in from {place_of(event.place)}, for the first time from that country{beside}.",
    )
