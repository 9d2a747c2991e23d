"""One person's habits, and each of their sign-ins as a handful of numbers against them.

The numbers mean the same in every company: no name of a network, a device or an application is among them, only
whether it is new for the person and rare in the company.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log1p
from zoneinfo import ZoneInfo

from intents.signins.event import Outcome, SignInEvent
from intents.signins.signs.distance import kilometres, located, speed
from intents.signins.signs.fatigue import refused, unanswered
from intents.signins.signs.sign import MEANT, got_in

FEATURES = (
    "hour",
    "weekend",
    "country_new",
    "country_rare",
    "network_new",
    "network_rare",
    "device_new",
    "client_rare",
    "application_new",
    "application_rare",
    "distance",
    "speed",
    "failures",
    "prompts",
    "pause",
)
"""The numbers, in order. 0 is what the person always does."""
KNOWN_FROM = 10
"""After so many successes somebody has habits to be held against."""
BEFORE = timedelta(hours=1)
"""Failures and prompts so long before a success belong to it."""
_NAMED: Mapping[str, Callable[[SignInEvent], str]] = {
    "country": lambda event: event.place.country,
    "network": lambda event: event.network or _block(event.address),
    "client": lambda event: f"{event.device.system}|{event.device.client}".strip("|"),
    "application": lambda event: event.application,
}
"""What is counted over the whole company."""


@dataclass(frozen=True, slots=True)
class Commonness:
    """How many people of the company have each country, network, client and application, at the time of training."""

    people: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def rare(self, what: str, value: str) -> float:
        """From 1 (nobody has it) towards 0; 0 as well where nothing is said."""
        return 1 / (1 + self.people.get(what, {}).get(value, 0)) if value else 0.0


def commonness(histories: Iterable[Iterable[SignInEvent]]) -> Commonness:
    """Counted over everybody's successes; one history is one person's."""
    counts: dict[str, Counter[str]] = {what: Counter() for what in _NAMED}
    for events in histories:
        entered = [event for event in events if got_in(event)]
        for what, read in _NAMED.items():
            counts[what].update({value for event in entered if (value := read(event))})
    return Commonness({what: dict(found) for what, found in counts.items()})


@dataclass(frozen=True, slots=True)
class Measured:
    """One success as numbers, with what the person had done before it in mind."""

    event: SignInEvent
    numbers: tuple[float, ...]
    known: int
    """How many successes came before it."""
    before: tuple[SignInEvent, ...]
    """The failures and prompts of the hour before."""


def measured(
    events: Iterable[SignInEvent], *, common: Commonness, zone: ZoneInfo, since: datetime | None = None
) -> Iterator[Measured]:
    """Each success of one person since that moment, the oldest first, held against all that came before it."""
    habits = _Habits(zone)
    trouble: deque[SignInEvent] = deque()
    for event in events:
        while trouble and event.at - trouble[0].at > BEFORE:
            trouble.popleft()
        if got_in(event):
            if since is None or event.at >= since:
                numbers = habits.numbers(event, trouble, common)
                yield Measured(event, numbers, habits.known, tuple(trouble))
            habits.observe(event)
            trouble.clear()
        elif event.happened in MEANT and event.outcome is Outcome.FAILURE:
            trouble.append(event)


class _Habits:
    """What was seen of one person so far."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.known = 0
        self._zone = zone
        self._hours = [0.0] * 24
        self._weekend = 0
        self._seen: dict[str, Counter[str]] = {what: Counter() for what in (*_NAMED, "device")}
        self._last: SignInEvent | None = None
        self._placed: SignInEvent | None = None

    def observe(self, event: SignInEvent) -> None:
        local = event.at.astimezone(self._zone)
        self.known += 1
        for offset, weight in ((-1, 0.5), (0, 1.0), (1, 0.5)):
            self._hours[(local.hour + offset) % 24] += weight
        self._weekend += local.weekday() >= 5
        for what, read in _NAMED.items():
            self._seen[what][read(event)] += 1
        self._seen["device"][_device(event)] += 1
        self._last = event
        if located(event.place):
            self._placed = event

    def numbers(
        self, event: SignInEvent, trouble: Iterable[SignInEvent], common: Commonness
    ) -> tuple[float, ...]:
        local = event.at.astimezone(self._zone)
        distance = kilometres(self._placed.place, event.place) if self._placed else None
        fast = speed(distance, event.at - self._placed.at) if distance and self._placed else 0.0
        prompts = sum(refused(one) or unanswered(one) for one in trouble)
        failures = sum(1 for _ in trouble) - prompts
        return (
            1 - min(1.0, (self._hours[local.hour] + 0.5) / (max(self._hours) + 0.5)),
            1 - (self._weekend + 1) / (self.known + 2) if local.weekday() >= 5 else 0.0,
            self._new("country", event),
            common.rare("country", event.place.country),
            self._new("network", event),
            common.rare("network", _NAMED["network"](event)),
            self._new_device(event),
            common.rare("client", _NAMED["client"](event)),
            self._new("application", event),
            common.rare("application", event.application),
            log1p(distance or 0.0),
            log1p(min(fast, 2_000.0)),
            log1p(failures),
            log1p(prompts),
            log1p(self._pause(event.at)),
        )  # fmt: skip

    def _new(self, what: str, event: SignInEvent) -> float:
        """1 for what was never seen with the person, then less with each time; 0 where nothing is said."""
        value = _NAMED[what](event)
        return 1 / (1 + self._seen[what][value]) if value else 0.0

    def _new_device(self, event: SignInEvent) -> float:
        value = _device(event)
        return 1 / (1 + self._seen["device"][value]) if value else 0.0

    def _pause(self, at: datetime) -> float:
        """Days since the last success: an account that was left alone and comes back."""
        return max(0.0, (at - self._last.at) / timedelta(days=1)) if self._last else 0.0


def _device(event: SignInEvent) -> str:
    return event.device.name or f"{event.device.system}|{event.device.client}".strip("|")


def _block(address: str) -> str:
    """The address without its end, where no network is named: who is given a new one at home stays in the block."""
    if ":" in address:
        return ":".join(address.split(":")[:3])
    return address.rpartition(".")[0].rpartition(".")[0] if address.count(".") == 3 else address
