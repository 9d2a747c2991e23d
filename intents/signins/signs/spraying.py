"""Password spraying: one address tries many people, and perhaps gets in as one of them (MITRE ATT&CK T1110.003)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from intents.signins.event import SignInEvent
from intents.signins.signs.sign import FromAddress, Kind, Seen, Severity, Sign, evidence, got_in, guessed
from intents.signins.signs.words import counted, lasted, named, place_of

LOGINS, WITHIN = 10, timedelta(hours=24)
"""So many different logins failing from one address within a day, slow or quick: Sumo Logic's Cloud SIEM rule
THRESHOLD-S00095, “Password Attack from Host”."""
SHARED_LOGINS, SHARED_WITHIN = 15, timedelta(minutes=5)
"""From an address that many of the company's people use, it takes more than so many in five minutes (Microsoft Sentinel,
“Potential Password Spray Attack”), and more than get in meanwhile: on Monday morning a whole office mistypes."""
GOT_IN_WITHIN = timedelta(hours=24)
"""A success from that address counts as the spraying's own for so long after it."""


def found(case: FromAddress) -> Iterator[Sign]:
    """The spraying from this address that reaches the fresh events, and whom it got in as."""
    shared = case.address in case.around.shared
    stretch = _stretch(case.seen, *((SHARED_LOGINS + 1, SHARED_WITHIN) if shared else (LOGINS, WITHIN)))
    if not stretch:
        return
    start, end = stretch[0].event.at, stretch[-1].event.at
    tried = tuple(dict.fromkeys(one.whose for one in stretch))
    inside = {one.whose for one in case.seen if got_in(one.event) and start <= one.event.at <= end}
    if shared and len(tried) <= len(inside):
        return
    if end >= case.fresh:
        yield _spraying(case, stretch, tried)
    if not shared:  # a whole office gets in from there anyhow
        yield from _successes(case, stretch, set(tried))


def _stretch(seen: Sequence[Seen], logins: int, within: timedelta) -> list[Seen]:
    """The last run of failures in which every window has so many logins; empty where no window has."""
    failures = [one for one in seen if guessed(one.event)]
    counts: dict[str, int] = {}
    begin = first = 0
    last = -1
    for place, one in enumerate(failures):
        counts[one.whose] = counts.get(one.whose, 0) + 1
        while one.event.at - failures[begin].event.at > within:
            gone = failures[begin].whose
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            begin += 1
        if len(counts) >= logins:
            first = begin if begin > last else first
            last = place
    return failures[first : last + 1]


def _spraying(case: FromAddress, stretch: Sequence[Seen], tried: tuple[str, ...]) -> Sign:
    first, last = stretch[0].event, stretch[-1].event
    people = tuple(dict.fromkeys(one.person for one in stretch if one.person is not None))
    strangers = len(tried) - len(people)
    whom = counted(len(people), "person") if people else "nobody here"
    beside = f" and {counted(strangers, 'unknown login')}" if strangers else ""
    return Sign(
        kind=Kind.SPRAYING,
        subject=case.address,
        people=people,
        events=evidence(_one_each(stretch)),
        since=first.at,
        until=last.at,
        # Nobody got in yet; whoever does is told of by a sign of their own.
        severity=Severity.LOW,
        says=f"{counted(len(stretch), 'sign-in')} failed from {case.address} ({place_of(last.place)}) within {lasted(last.at - first.at)}, for {whom}{beside}: somebody is trying passwords.",
    )


def _successes(case: FromAddress, stretch: Sequence[Seen], tried: set[str]) -> Iterator[Sign]:
    start, end = stretch[0].event.at, stretch[-1].event.at
    told: set[str] = set()
    for one in case.seen:
        event = one.event
        if one.person is None or one.person in told or not got_in(event):
            continue
        if not start <= event.at <= end + GOT_IN_WITHIN or max(end, event.at) < case.fresh:
            continue
        told.add(one.person)
        failed = [other.event for other in stretch if other.person == one.person]
        yield Sign(
            kind=Kind.AFTER_SPRAYING,
            subject=f"{one.person} {case.address}",
            people=(one.person,),
            events=evidence([event, *failed, *_one_each(stretch)]),
            since=event.at,
            until=event.at,
            severity=Severity.HIGH,
            says=f"{case.address} ({place_of(event.place)}) tried {counted(len(tried), 'account')} and got in as {named(case.company, [one.person])}.",
        )


def _one_each(stretch: Sequence[Seen]) -> list[SignInEvent]:
    """One failure of each login first: that it was many people is what shows it."""
    firsts = {one.whose: one.event for one in reversed(stretch)}
    return sorted(firsts.values(), key=lambda event: event.at)
