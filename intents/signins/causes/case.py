"""What a rule looks at: one person's events at one provider, up to now, in order and each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.model import Company, Person
from intents.signins.causes.words import times
from intents.signins.event import Outcome, Provider, Reason, SignInEvent
from intents.signins.explanation import OwnRecord

Test = Callable[[SignInEvent], bool]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_EVIDENCE = 50
"""Events listed at most; an old phone tries thousands of times."""


@dataclass(frozen=True, slots=True)
class Case:
    """One person's events at one provider; `own` is what Usher and the company know beside them."""

    company: Company
    person: Person
    provider: Provider
    events: tuple[SignInEvent, ...]
    own: tuple[OwnRecord, ...]
    now: datetime
    read_in: ZoneInfo | None = None
    """The time zone of whoever reads the answer; the person's own where that is None."""

    def since_last(self, put_right: Test) -> tuple[SignInEvent, ...]:
        """The events after the last one that put it right; all of them when none did."""
        for place in range(len(self.events) - 1, -1, -1):
            if put_right(self.events[place]):
                return self.events[place + 1 :]
        return self.events

    def recent(self, events: Iterable[SignInEvent], span: timedelta) -> tuple[SignInEvent, ...]:
        """Those that happened no longer ago than that; days on which nobody works do not count, so Friday is one day before Monday."""
        earliest = self.back(span)
        return tuple(event for event in events if event.at >= earliest)

    def back(self, span: timedelta) -> datetime:
        """The moment that lies so far back."""
        working = frozenset(self.company.working_hours.days)
        zone = self.company.zone_of(self.person.id)
        reached, left = self.now.astimezone(zone), span
        # Whole weeks at once: each has as many days of work as any other.
        weeks = left // timedelta(days=len(working) or 7)
        reached, left = reached - timedelta(weeks=weeks), left - weeks * timedelta(days=len(working) or 7)
        while left > timedelta():
            midnight = reached.replace(hour=0, minute=0, second=0, microsecond=0)
            of_this_day = reached - midnight or timedelta(days=1)
            day = midnight if reached > midnight else midnight - timedelta(days=1)
            if not working or _DAYS[day.weekday()] in working:
                if left <= of_this_day:
                    return (reached - left).astimezone(UTC)
                left -= of_this_day
            reached = day
        return reached.astimezone(UTC)

    def clock(self, at: datetime) -> str:
        """A moment as the reader has it: `08:39` on the same day, else `Tue 24 Nov, 08:39`."""
        zone = self.read_in or self.company.zone_of(self.person.id)
        there = at.astimezone(zone)
        if there.date() == self.now.astimezone(zone).date():
            return f"{there:%H:%M}"
        return f"{there:%a} {there.day} {there:%b}, {there:%H:%M}"

    def when(self, at: datetime, *, beside: datetime | None = None) -> str:
        """The same inside a sentence: "at 08:39", "on Tue 24 Nov at 08:39"; beside a moment of another day "today at 08:39"."""
        day, _, hour = self.clock(at).rpartition(", ")
        if day:
            return f"on {day} at {hour}"
        return f"today at {hour}" if beside is not None and ", " in self.clock(beside) else f"at {hour}"

    def often(self, events: Sequence[SignInEvent]) -> str:
        """How often it happened, and when it did last: "once, at 08:39", "3 times, last at 08:41"."""
        last = self.when(events[-1].at)
        return f"once, {last}" if len(events) == 1 else f"{times(len(events))}, last {last}"


def failed_for(*reasons: Reason) -> Test:
    """Whether an attempt failed for one of these reasons."""
    wanted = frozenset(reasons)
    return lambda event: event.outcome is Outcome.FAILURE and event.reason in wanted


def in_order(events: Iterable[SignInEvent], now: datetime) -> tuple[SignInEvent, ...]:
    """The events by time, each once, without what has not happened yet.

    A feed that was read twice has copies; a copy has the same id at the same provider and, as Windows counts on
    each machine anew, from the same machine.
    """
    kept: dict[tuple[Provider, str, str], SignInEvent] = {}
    for event in sorted((one for one in events if one.at <= now), key=_order):
        key = (event.provider, event.recorder, event.id)
        known = kept.setdefault(key, event)
        if known is not event and known != event and _order(known) == _order(event):
            # Two tellings of one event: which one counts must not hang on which was read first.
            kept[key] = min(known, event, key=repr)
    return tuple(kept.values())


def _order(event: SignInEvent) -> tuple[datetime, str, str, str, str, str, str]:
    """By time, and where that is the same by what is cheap to compare and tells two events apart."""
    return (event.at, event.provider, event.id, event.recorder, event.code, event.outcome, event.message)


def listed(*groups: Sequence[SignInEvent]) -> tuple[SignInEvent, ...]:
    """The groups one after another as evidence, each event once, and not too many."""
    return tuple(dict.fromkeys(event for group in groups for event in group))[:MOST_EVIDENCE]
