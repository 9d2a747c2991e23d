"""Raw lines into rows: parsed once, given to a person, and what cannot be used counted; pure.

Whatever stands in a line, hostile or cut off, costs a count and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from approvals.signin_records import Read, SignInRecord
from bot.signins.records import record_of
from catalog.model import PersonId
from intents.signins.event import Happened
from intents.signins.normalise import read_all
from intents.signins.unreadable import Unreadable

Whose = Callable[[str, str], PersonId | None]
"""The person a login belongs to, with the name the provider shows beside it; None for a login of nobody's."""
AHEAD = timedelta(days=366)
"""So far ahead a clock may be; an event beyond would never be old enough to be removed."""


@dataclass(slots=True)
class Understood:
    """What a batch of lines holds."""

    records: list[SignInRecord] = field(default_factory=list)
    events: int = 0
    unreadable: int = 0
    out_of_range: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    """By provider, as the next."""
    nobodys: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> Read:
        """The figures that are stored."""
        return Read(
            read=self.events,
            unreadable=self.unreadable,
            out_of_range=self.out_of_range,
            unknown=self.unknown.total(),
            nobodys=self.nobodys.total(),
        )


def understood(
    lines: Iterable[bytes], whose: Whose, *, now: datetime, keep: timedelta, skipped: int = 0
) -> Understood:
    """The events in those lines; `skipped` lines were passed over before they came here."""
    found = Understood(events=skipped, unreadable=skipped)
    oldest, newest = now - keep, now + AHEAD
    for line in lines:
        try:
            events, troubles = read_all(line)
        except Unreadable:
            found.events += 1
            found.unreadable += 1
            continue
        found.events += len(events) + len(troubles)
        found.unreadable += len(troubles)
        for event in events:
            if not oldest <= event.at <= newest:
                found.out_of_range += 1
                continue
            person = whose(event.login, event.name) if event.login else None
            if person is None:
                found.nobodys[event.provider.value] += 1
            if event.happened is Happened.OTHER:
                found.unknown[event.provider.value] += 1
            found.records.append(record_of(event, person))
    return found
