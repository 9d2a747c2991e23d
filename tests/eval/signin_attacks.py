"""The attacks that are put among what people do: each as the events it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from intents.signins.event import Device, Happened, Outcome, Reason, SignInEvent

if TYPE_CHECKING:
    from tests.eval.signin_people import Habit, Maker

Events = list[tuple[str | None, SignInEvent]]
WRONG = {"outcome": Outcome.FAILURE, "reason": Reason.WRONG_PASSWORD}
PROMPT = {
    "happened": Happened.MFA,
    "outcome": Outcome.FAILURE,
    "reason": Reason.MFA_DENIED_BY_USER,
    "factor": "push",
}
THEIRS = Device(system="Linux", client="Chrome")


def attacks(maker: Maker, first_day: int, of_each: int) -> Iterator[tuple[str, str, Events]]:
    """So many of each kind, on working days from that day on."""
    for kind, make in KINDS.items():
        for number in range(of_each):
            day = first_day + maker.random.randrange(maker.days - first_day - 1)
            yield f"{kind} {number}", kind, make(maker, _day(day), number)


def _day(number: int) -> datetime:
    from tests.eval.signin_people import START

    return START + timedelta(days=number)


def _somebody(maker: Maker) -> Habit:
    return maker.random.choice([habit for habit in maker.people if habit.ends is None and not habit.trip])


def _strange(maker: Maker, number: int) -> tuple[object, str]:
    from tests.eval.signin_people import CITIES, STRANGE

    return CITIES[
        maker.random.choice(STRANGE)
    ], f"45.{number % 250}.{maker.random.randint(1, 250)}.{maker.random.randint(1, 250)}"


def _spray(maker: Maker, day: datetime, number: int, *, inside: bool) -> Events:
    place, address = _strange(maker, number)
    whom = maker.random.sample(maker.people, min(len(maker.people), maker.random.randint(12, 40)))
    step = maker.random.choice((3, 40, 900))
    at = day + timedelta(hours=maker.random.uniform(0, 12))
    events: Events = []
    for place_in_line, habit in enumerate(whom):
        when = at + timedelta(seconds=step * place_in_line)
        events.append((habit.id, maker.event(habit, when, place, address, device=THEIRS, **WRONG)))  # type: ignore[arg-type]
    if inside:
        habit = whom[len(whom) // 2]
        when = events[-1][1].at + timedelta(minutes=maker.random.randint(1, 90))
        events.append((habit.id, maker.event(habit, when, place, address, device=THEIRS)))  # type: ignore[arg-type]
    return events


def _spraying(maker: Maker, day: datetime, number: int) -> Events:
    return _spray(maker, day, number, inside=False)


def _spraying_and_in(maker: Maker, day: datetime, number: int) -> Events:
    return _spray(maker, day, number, inside=True)


def _botnet(maker: Maker, day: datetime, number: int) -> Events:
    habit = _somebody(maker)
    at = day + timedelta(hours=maker.random.uniform(0, 23))
    events: Events = []
    for tried in range(maker.random.randint(10, 30)):
        place, address = _strange(maker, number + tried)
        when = at + timedelta(seconds=maker.random.uniform(0, 3000))
        events.append((habit.id, maker.event(habit, when, place, address, device=THEIRS, **WRONG)))  # type: ignore[arg-type]
    return events


def _far_away(maker: Maker, day: datetime, number: int) -> Events:
    """A stolen session, used on the other side of the world while its owner is at work."""
    habit = _somebody(maker)
    own = [
        event
        for who, event in maker.seen
        if who == habit.id and event.outcome is Outcome.SUCCESS and event.at >= day
    ]
    near = own[len(own) // 4] if own else None
    at = (near.at if near else day) + timedelta(minutes=maker.random.randint(3, 40))
    place, address = _strange(maker, number)
    return [(habit.id, maker.event(habit, at, place, address, device=THEIRS))]  # type: ignore[arg-type]


def _left(maker: Maker, day: datetime, number: int) -> Events:
    """Somebody whose last day was last week signs in from home, as they always did."""
    from tests.eval.signin_people import CITIES

    habit = _somebody(maker)
    habit.ends = (day - timedelta(days=maker.random.randint(2, 6))).date()
    maker.seen = [pair for pair in maker.seen if pair[0] != habit.id or pair[1].at.date() <= habit.ends]
    at = day + timedelta(hours=habit.begins + maker.random.random() * 6)
    who = int(habit.id[1:])
    return [(habit.id, maker.event(habit, at, CITIES[habit.city], f"198.51.{who // 250}.{who % 250 + 1}"))]


def _prompts(maker: Maker, day: datetime, number: int) -> Events:
    """The password is known already; the phone rings at night until somebody gives in."""
    from tests.eval.signin_people import CITIES

    habit = _somebody(maker)
    address = f"46.{number % 250}.7.{maker.random.randint(1, 250)}"
    at = day + timedelta(hours=maker.random.uniform(0, 24))
    prompts = maker.random.randint(2, 8)
    events: Events = []
    for ring in range(prompts):
        when = at + timedelta(seconds=50 * ring)
        events.append(
            (habit.id, maker.event(habit, when, CITIES[habit.city], address, device=THEIRS, **PROMPT))
        )
    events.append(
        (
            habit.id,
            maker.event(
                habit, at + timedelta(seconds=50 * prompts), CITIES[habit.city], address, device=THEIRS
            ),
        )
    )
    return events


def _abroad_at_night(maker: Maker, day: datetime, number: int) -> Events:
    """A stolen password, used from abroad long after its owner went home: a new country, and time enough to travel."""
    habit = _somebody(maker)
    place, address = _strange(maker, number)
    at = day + timedelta(days=1, hours=maker.random.uniform(1, 4))
    app = maker.random.choice([f"Application {n}" for n in range(1, 25)])
    return [
        (
            habit.id,
            maker.event(
                habit, at + timedelta(minutes=step), place, address, device=THEIRS, application=app, **rest
            ),
        )  # type: ignore[arg-type]
        for step, rest in ((0, WRONG), (1, WRONG), (2, {}))
    ]


def _next_door(maker: Maker, day: datetime, number: int) -> Events:
    """A stolen password behind a proxy in the owner's own city, at an hour and on a device that are not theirs."""
    from tests.eval.signin_people import CITIES

    habit = _somebody(maker)
    at = day + timedelta(hours=maker.random.uniform(0, 5))
    address = f"47.{number % 250}.9.{maker.random.randint(1, 250)}"
    app = maker.random.choice([f"Application {n}" for n in range(1, 25)])
    event = maker.event(habit, at, CITIES[habit.city], address, device=THEIRS, application=app)
    wrong = replace(
        event,
        id=f"{event.id}w",
        at=at - timedelta(seconds=40),
        outcome=Outcome.FAILURE,
        reason=Reason.WRONG_PASSWORD,
    )
    return [(habit.id, wrong), (habit.id, event)]


KINDS: dict[str, Callable[[Maker, datetime, int], Events]] = {
    "spraying": _spraying,
    "spraying, got in": _spraying_and_in,
    "one account, many addresses": _botnet,
    "far away at once": _far_away,
    "leaver": _left,
    "prompts until accepted": _prompts,
    "abroad at night": _abroad_at_night,
    "next door at night": _next_door,
}
