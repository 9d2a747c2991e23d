"""One person's password tried from many addresses: a botnet at one account (MITRE ATT&CK T1110.001)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import timedelta

from intents.signins.signs.sign import Kind, OfPerson, Severity, Sign, evidence, got_in, guessed
from intents.signins.signs.words import counted, lasted, named

ADDRESSES, FAILURES, WITHIN = 5, 8, timedelta(hours=1)
"""So many failures from so many addresses within an hour. Ours: an old password in a phone that moves between networks
makes two or three addresses an hour; the measured population of docs/warning-signs.md has none with five."""
HIGH_WITHIN = timedelta(hours=1)


def found(case: OfPerson) -> Iterator[Sign]:
    """The guessing at this person that reaches the fresh events; more serious where somebody got in from one of the addresses."""
    failures = [one.event for one in case.seen if guessed(one.event) and one.event.address]
    times = [event.at for event in failures]
    last = len(failures)
    while last > 0 and times[last - 1] + HIGH_WITHIN >= case.fresh:
        end = times[last - 1]
        window = failures[bisect_left(times, end - WITHIN) : last]
        addresses = {event.address for event in window}
        if len(window) < FAILURES or len(addresses) < ADDRESSES:
            last -= 1
            continue
        last -= len(window)
        inside = [
            one.event
            for one in case.seen
            if got_in(one.event)
            and one.event.address in addresses - case.around.shared
            and window[0].at <= one.event.at <= end + HIGH_WITHIN
        ]
        until = max([end, *(event.at for event in inside)])
        if until < case.fresh:
            continue
        who = case.seen[0].whose
        people = (case.seen[0].person,) if case.seen[0].person else ()
        after = f", and somebody got in from {inside[0].address}" if inside else ""
        yield Sign(
            kind=Kind.MANY_ADDRESSES,
            subject=who,
            people=people,
            events=evidence([*inside, *window]),
            since=window[0].at,
            until=until,
            severity=Severity.HIGH if inside else Severity.LOW,
            says=f"The password of {named(case.company, [who])} was tried {counted(len(window), 'time')} from {len(addresses)} addresses within {lasted(end - window[0].at)}{after}.",
        )
