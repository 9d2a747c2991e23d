"""Impossible travel: two successes of one person so far apart that nobody travels so fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import isinf

from intents.signins.event import SignInEvent
from intents.signins.signs.distance import kilometres, located, speed
from intents.signins.signs.sign import Kind, OfPerson, Severity, Sign, evidence, got_in
from intents.signins.signs.words import lasted, named, place_of

FASTEST = 1_000.0
"""Kilometres an hour. Airliners cruise at about 900 (Boeing gives Mach 0.85 for the 787, some 903 km/h at altitude), a
tail wind adds to it; rules that detection vendors publish use 800 to 1,000."""
NEAR = 500.0
"""Kilometres. An address's place is a guess: MaxMind, whose data most providers use, gives accuracy radii of up to
1,000 km, and mobile carriers let a whole country out at one city. What is nearer than this proves nothing."""
AT_HOME_DAYS, SAME_PLACE = 2, 150.0
"""Where somebody signed in on so many earlier days (within so many kilometres) they are at home: a second office, or a
private VPN they always use."""


def found(case: OfPerson) -> Iterator[Sign]:
    """The jumps that end in the fresh events. Addresses the company shares, and places nobody knows, are passed over."""
    steps = [
        one.event
        for one in case.seen
        if got_in(one.event) and one.event.address not in case.around.shared and located(one.event.place)
    ]
    for place in range(1, len(steps)):
        before, after = steps[place - 1], steps[place]
        if after.at < case.fresh:
            continue
        distance = kilometres(before.place, after.place) or 0.0
        fast = speed(distance, after.at - before.at)
        if distance < NEAR or fast <= FASTEST:
            continue
        if _at_home(steps[:place], after) and _at_home(steps[:place], before, besides=before.at):
            continue
        yield _sign(case, steps[:place], before, after, distance, fast)


def _at_home(earlier: Sequence[SignInEvent], here: SignInEvent, besides: datetime | None = None) -> bool:
    day = (besides or here.at).date()
    days = {
        event.at.date()
        for event in earlier
        if event.at.date() != day and (kilometres(event.place, here.place) or 0.0) <= SAME_PLACE
    }
    return len(days) >= AT_HOME_DAYS


def _sign(
    case: OfPerson,
    earlier: Sequence[SignInEvent],
    before: SignInEvent,
    after: SignInEvent,
    distance: float,
    fast: float,
) -> Sign:
    who = case.seen[0].whose
    known = _at_home(earlier, after) or after.place.country in {event.place.country for event in earlier}
    pace = (
        "at the same moment"
        if isinf(fast)
        else f"{lasted(max(after.at - before.at, timedelta(seconds=1)))} later"
    )
    return Sign(
        kind=Kind.TRAVEL,
        subject=f"{who} {' '.join(sorted((_area(before), _area(after))))}",
        people=(case.seen[0].person,) if case.seen[0].person else (),
        events=evidence([after, before]),
        since=before.at,
        until=after.at,
        severity=Severity.MEDIUM if known else Severity.HIGH,
        says=f"{named(case.company, [who])} signed in from {place_of(before.place)} and, {pace}, from {place_of(after.place)}, {distance:,.0f} km away: {_too_fast(fast)}.",
    )


def _area(event: SignInEvent) -> str:
    """The place to a few degrees, so that the same two cities are the same subject whatever the look-up's digits say."""
    return f"{round((event.place.latitude or 0) / 2) * 2:+d}{round((event.place.longitude or 0) / 2) * 2:+d}"


def _too_fast(fast: float) -> str:
    return "nobody is in two places" if fast > 100_000 else f"that would be {fast:,.0f} km/h"
