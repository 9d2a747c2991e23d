"""From an approver's click to the message that shows it: the wait everybody notices.

The click is sent as Slack sends it (a signed form over HTTP); the ends are the moments at which the local Slack has
stored the edited card. Slack's side and the SCIM system run in the same process, so the figures hold their cost too.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

from approvals.operations.open_request import open_request
from approvals.queries.requests import request_picture
from bot.slack_local.model import Message
from bot.views import action_ids
from catalog.model import PersonId
from tests.bench.figures import Figures, rate, spread
from tests.bench.house import House
from tests.bench.wanted import REASON, SPAN, NothingLeft, Wanted, assessed, everything, the_managers_alone
from tests.bench.watching import PATIENCE, sight

WARM_UP = 5
"""Clicks that are not counted: the first ones import modules and open connections."""


@dataclass(frozen=True)
class Card:
    """A card that one click settles."""

    message: Message
    approver: PersonId


@dataclass(frozen=True)
class Click:
    """What one click took, in seconds: until Slack had its answer, until the card showed it, until access was live."""

    acknowledged: float
    updated: float
    live: float


async def quiet_clicks(house: House, count: int) -> list[Click]:
    """One click after the other, each on a system that has nothing else to do."""
    wishes = iter(everything(house.desk))
    taken = []
    for _ in range(WARM_UP + count):
        (card,) = await _cards(house, wishes, 1)
        await house.quiet()
        taken.append(await _click(house, card))
        await house.quiet()
    return taken[WARM_UP:]


async def clicks_at_once(house: House, count: int, people: int) -> tuple[list[Click], float]:
    """Rounds of that many managers who click in the same instant, and the seconds from first click to last card."""
    wishes = iter(everything(house.desk))
    taken: list[Click] = []
    seconds = 0.0
    await _click(house, (await _cards(house, wishes, 1))[0])
    while len(taken) < count:
        cards = await _cards(house, wishes, people)
        await house.quiet()
        round_ = await asyncio.gather(*(_click(house, card) for card in cards))
        await house.quiet()
        taken += round_
        seconds += max(click.updated for click in round_)
    return taken, seconds


async def _cards(house: House, wishes: Iterator[Wanted], number: int) -> list[Card]:
    """That many open requests of different people, with their cards posted; each waits for one manager's click."""
    cards: list[Card] = []
    people: set[PersonId] = set()
    for wanted in wishes:
        if wanted.person in people:
            continue
        assessment = await assessed(house.desk, wanted)
        approver = the_managers_alone(house.desk.company, assessment)
        if approver is None:
            continue
        cards.append(Card(await _filed(house, wanted), approver))
        people.add(wanted.person)
        if len(cards) == number:
            return cards
    raise NothingLeft(
        "the demo company has no further request that a manager alone decides; measure fewer clicks"
    )


async def _filed(house: House, wanted: Wanted) -> Message:
    request = await open_request(
        house.desk, requester=wanted.person, beneficiary=wanted.person, wishes=[wanted.wish], duration=SPAN,
        justification=REASON, words=wanted.sentence, key=f"bench-{wanted.person}-{wanted.wish.model_dump_json()}",
    )  # fmt: skip
    (item,) = (await request_picture(house.desk, request)).items
    slack = house.office.slack
    channel = slack.channel_id(house.office.company.channels.requests)

    def look() -> Message | None:
        cards = reversed(slack.platform.space.top_level(channel))
        return next((card for card in cards if item.id in json.dumps(card.blocks)), None)

    found = await slack.until(look, timeout=PATIENCE)
    assert found is not None
    return found.snapshot()


async def _click(house: House, card: Card) -> Click:
    manager = house.office.person(card.approver)
    shown = house.watcher.becomes(card.message, without=action_ids.APPROVE)
    live = house.watcher.becomes(card.message, "Live until")
    begun = time.perf_counter()
    await manager.clicks(card.message, action_id=action_ids.APPROVE)
    acknowledged = time.perf_counter()
    return Click(
        acknowledged=acknowledged - begun,
        updated=(await sight(shown)).at - begun,
        live=(await sight(live)).at - begun,
    )


def figures_of(clicks: list[Click], loop: float) -> Figures:
    """The three waits."""
    return {
        "acknowledged": spread([click.acknowledged for click in clicks], loop),
        "updated": spread([click.updated for click in clicks], loop),
        "live": spread([click.live for click in clicks], loop),
    }


def throughput_of(clicks: list[Click], seconds: float, loop: float) -> Figures:
    """Decisions shown a second, while people click at once."""
    return rate(len(clicks), seconds, loop)
