"""The whole way of a request that nobody has to look at, again and again: how many a second one process manages.

Each is a message in the direct messages, understood and answered with a card; the click on Send request; the request
filed, decided and logged in one transaction; the thread posted; the account put into its group by the real SCIM
system; and the status message edited to say until when the access is live.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from dataclasses import dataclass

from bot.slack_local.model import Message
from bot.views import action_ids
from catalog.model import PersonId
from intents.engines.choose import engine_for
from intents.understand import understand
from intents.understanding import Outcome
from tests.bench.figures import Figures, rate, spread
from tests.bench.house import House
from tests.bench.wanted import NothingLeft, Wanted, assessed, everything, granted_at_once
from tests.bench.watching import sight

MOST_EACH = 4
"""Requests of one person; with more, what they hold makes the next one a matter for their manager."""


@dataclass(frozen=True)
class Way:
    """What one request took, in seconds: from the message to the card, from the click to live access."""

    card: float
    live: float


async def whole_ways(house: House, count: int, people: int) -> tuple[list[Way], float]:
    """That many requests by that many people at a time, and the seconds from the first message to the last status."""
    queue = await _planned(house, count)
    done: list[Way] = []

    async def one_after_another() -> None:
        while queue:
            for wanted in queue.popleft():
                done.append(await _way(house, wanted))

    await _way(house, queue[0].pop())  # the first one opens connections and imports modules
    await house.quiet()
    begun = time.perf_counter()
    await asyncio.gather(*(one_after_another() for _ in range(people)))
    return done, time.perf_counter() - begun


async def _planned(house: House, count: int) -> deque[list[Wanted]]:
    """Wishes that are granted at once and understood from their sentence, by person."""
    plans: defaultdict[PersonId, list[Wanted]] = defaultdict(list)
    total = 0
    for wanted in everything(house.desk):
        plan = plans[wanted.person]
        taken = {one.place.entitlement.id for one in plan}
        if len(plan) >= MOST_EACH or wanted.place.entitlement.id in taken:
            continue
        if granted_at_once(await assessed(house.desk, wanted)) and await _understood(house, wanted):
            plan.append(wanted)
            total += 1
        if total > count:
            return deque(plan for plan in plans.values() if plan)
    raise NothingLeft(
        "the demo company has no further request that is granted at once; measure fewer requests"
    )


async def _understood(house: House, wanted: Wanted) -> bool:
    company = house.desk.company
    found = await understand(
        wanted.sentence, person=company.people[wanted.person], company=company, now=house.desk.now(),
        engine=engine_for("builtin"),
    )  # fmt: skip
    items = [(item.entitlement, dict(item.scope)) for item in found.items]
    return found.outcome is Outcome.PROPOSE and items == [(wanted.place.entitlement.id, dict(wanted.scope))]


async def _way(house: House, wanted: Wanted) -> Way:
    person = house.office.person(wanted.person)
    dm = house.office.slack.dm(house.office.user(wanted.person))

    def is_card(message: Message, words: str) -> bool:
        return message.channel == dm and message.by_bot and action_ids.SEND in words

    card = house.watcher.expect(is_card)
    begun = time.perf_counter()
    person.says(wanted.sentence)
    shown = await sight(card)
    live = house.watcher.becomes(shown.message, "ive until")
    clicked = time.perf_counter()
    await person.clicks(shown.message, action_id=action_ids.SEND)
    return Way(card=shown.at - begun, live=(await sight(live)).at - clicked)


def figures_of(ways: list[Way], seconds: float, loop: float) -> Figures:
    """How many a second, and the two waits of the people meanwhile."""
    return {
        "requests": rate(len(ways), seconds, loop),
        "message_to_card": spread([way.card for way in ways], loop),
        "confirmed_to_live": spread([way.live for way in ways], loop),
    }
