"""Looking through new sign-in events for warning signs: the job that reads, lets the rules judge, and raises.

It may run twice and may be late: what it finds is kept once, and how far it came stands in the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from approvals.desk import Desk
from approvals.operations.forget_signs import forget_signs
from approvals.operations.note_looked import note_looked
from approvals.operations.raise_signs import Found, raise_signs
from approvals.queries.fresh_events import fresh_events, shared_addresses
from approvals.queries.signins import events_between, events_from, events_of
from approvals.queries.warning_signs import feedback
from approvals.signin_records import SignInRecord
from bot.metrics import WARNING_SIGNS
from bot.signins.evaluating import (
    AHEAD,
    ToLookAt,
    Watchfulness,
    of_address,
    of_person,
    of_stranger,
    to_look_at,
)
from bot.signins.looking import further_look
from bot.signins.records import event_of
from catalog.settings import Behaviour
from intents.signins.behaviour.model import BehaviourModel, ModelUnusable, alarms_a_day, load
from intents.signins.signs.sign import Kind, Surroundings, got_in

log = structlog.get_logger(__name__)

HISTORY = timedelta(days=30)
"""So much of a person's past the new is held against."""
BEFORE = timedelta(hours=49)
"""So much before from the same address: a day of spraying, and the day on which it got in."""
MOST_OF_ONE = 3_000
"""Events of one person or address; more than that is a machine, and its newest say enough."""
SHARED_BY, SHARED_FOR = 5, timedelta(days=1)
"""From so many people's addresses, each of them seen there on two days, the company's own exits are learned."""
ANEW_EVERY = timedelta(hours=1)
_SAMPLE = 5_000


class SignWatch:
    """The looking of one process; the lane of its job lets one at a time look."""

    def __init__(self, desk_of: Callable[[], Desk], model: Path) -> None:
        self._desk_of = desk_of
        self._path = model
        self._loaded: tuple[int, BehaviourModel | None] | None = None
        self._around: tuple[datetime, Surroundings] | None = None

    async def look(self, payload: Mapping[str, str]) -> None:
        """One look at what nobody has looked at; where there is more, the next is queued."""
        desk = self._desk_of()
        fresh = await fresh_events(desk.store)
        if fresh.records:
            new = await asyncio.to_thread(to_look_at, fresh.records, now=desk.now())
            raised = await raise_signs(desk, found=await self._found(desk, new))
            if raised:
                log.info("signs.raised", kinds=sorted(raised))
            for kind in raised:
                WARNING_SIGNS.labels(kind).inc()
        await note_looked(desk.store, fresh)
        if fresh.more:
            async with desk.store.transaction() as tx:
                tx.enqueue(further_look(fresh.to_event))

    async def _found(self, desk: Desk, new: ToLookAt) -> list[Found]:
        if not (new.people or new.addresses or new.strangers):
            return []
        by = await self._watchfulness(desk)
        until = desk.now() + AHEAD
        found: list[Found] = []
        for person, fresh in new.people.items():
            records = await events_of(
                desk.store, person, since=fresh - HISTORY, until=until, limit=MOST_OF_ONE
            )
            found += await _judged(person, partial(of_person, by, records, fresh=fresh))
        for address, fresh in new.addresses.items():
            records = await events_from(
                desk.store, address, since=fresh - BEFORE, until=until, limit=MOST_OF_ONE
            )
            found += await _judged(address, partial(of_address, by, address, records, fresh=fresh))
        for login, seen in new.strangers.items():
            found += await _judged(login, partial(of_stranger, by, seen))
        return found

    async def _watchfulness(self, desk: Desk) -> Watchfulness:
        around = await self._surroundings(desk)
        wanted = desk.company.warning_signs
        model = None if wanted.behaviour is Behaviour.OFF else await self._model()
        if model is None:
            return Watchfulness(company=desk.company, around=around)
        async with desk.store.reading() as session:
            right, false = await feedback(session, Kind.UNUSUAL, now=desk.now())
        allowed = alarms_a_day(wanted.alarms_a_day, right=right, false=false)
        return Watchfulness(
            company=desk.company, around=around, model=model, threshold=model.threshold(allowed)
        )

    async def _model(self) -> BehaviourModel | None:
        """The trained model, read again when its file changed; a file that cannot be used is said once."""
        changed = await asyncio.to_thread(_changed, self._path)
        if self._loaded is None or self._loaded[0] != changed:
            try:
                loaded = await asyncio.to_thread(load, self._path)
            except ModelUnusable as unusable:
                log.error("signins.model_refused", says=str(unusable))
                loaded = None
            self._loaded = (changed, loaded[1] if loaded else None)
        return self._loaded[1]

    async def _surroundings(self, desk: Desk) -> Surroundings:
        """What is usual, worked out once an hour; signs that were kept long enough go at the same time."""
        now = desk.now()
        if self._around is None or not timedelta(0) <= now - self._around[0] < ANEW_EVERY:
            await forget_signs(desk.store)
            shared = await shared_addresses(
                desk.store, since=now - HISTORY, until=now, people=SHARED_BY, apart=SHARED_FOR
            )
            countries = await _countries(desk, now)
            self._around = (now, Surroundings(shared=shared, countries=countries))
        return self._around[1]


async def _judged(about: str, judge: Callable[[], list[Found]]) -> list[Found]:
    """What the rules say. Events on which they fail are told of in the log, and hide nobody else's signs."""
    try:
        return await asyncio.to_thread(judge)
    except Exception:
        log.exception("signs.not_judged", about=about)
        return []


async def _countries(desk: Desk, now: datetime) -> frozenset[str]:
    """Where at least two of the company's people got in from of late; one alone may be the very thing to warn of."""
    records = await events_between(desk.store, since=now - HISTORY, until=now, limit=_SAMPLE)
    return await asyncio.to_thread(_usual, records)


def _usual(records: Iterable[SignInRecord]) -> frozenset[str]:
    whose: dict[str, set[str]] = {}
    for record in records:
        if record.person is not None and record.outcome == "success" and got_in(event := event_of(record)):
            whose.setdefault(event.place.country, set()).add(record.person)
    return frozenset(country for country, people in whose.items() if country and len(people) > 1)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
