"""How long each thing on a card is for: one length for all of it, or each its own. Never both.

So a length said of one of several makes what the others stand for their own, and lengths that have become the same
are one again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from catalog.model import Place
from intents.own_lengths import apart, lengths_beside
from intents.refining.card import Card
from intents.refining.lengths import Length, Time
from intents.refining.pointing import Pointing, Stance, pointings
from intents.refining.said import Said
from intents.said_duration import said_durations

Each = Mapping[int, Time]
"""Lengths by the places of what they are for."""


def said_of_each(
    said: Said, options: Sequence[Place], *, answers_list: bool, now: datetime, zone: ZoneInfo
) -> Each:
    """Different lengths that each stand beside a thing of its own; their words are taken."""
    lengths = apart(said_durations(said.text, now=now, zone=zone))
    if len({one.span for one in lengths}) < 2:
        return {}
    rest = Said(said.text)
    for one in lengths:
        rest.take(*one.at)
    points = [one for one in pointings(rest, options, answers_list=answers_list) if _is_one(one)]
    each = lengths_beside([(one.start, one.end) for one in points], lengths, said.text) if points else None
    if each is None:
        return {}
    for one in lengths:
        said.take(*one.at)
        said.note("duration", *one.at)
    found = {
        number: (length.span, length.until)
        for point, length in zip(points, each, strict=True)
        if length is not None
        for number in point.options
    }
    return found if len(found) == sum(length is not None for length in each) else {}


def _is_one(pointing: Pointing) -> bool:
    return pointing.stance is Stance.FOR and len(pointing.options) == 1


def one_length(card: Card, length: Length) -> Card | None:
    """The card with this length for everything on it; None where it is added to a length that nothing says."""
    if length.by is not None and any(item.duration for item in card.items):
        return some_lengths(card, length, range(len(card.items)))
    return None if length.unclear else _shared(card, (length.span, length.until))


def some_lengths(card: Card, length: Length, numbers: Collection[int]) -> Card | None:
    """The same for some of the things on it, where the others stay for as long as they are."""
    zone, stood = card.setting.company.zone, (card.standing.duration, card.standing.until)
    each: dict[int, Time] = {}
    for number in numbers:
        time = (
            (length.span, length.until) if length.by is None else length.on(_own(card, number, stood), zone)
        )
        if time is None:
            return None
        each[number] = time
    return with_each(card, each)


def with_each(card: Card, each: Each) -> Card:
    """The card with these lengths for the things in those places."""
    stood = card.standing.duration, card.standing.until
    times = [each.get(number, _own(card, number, stood)) for number in range(len(card.items))]
    return _timed(card, times)


def settled(card: Card) -> Card:
    """The card with one length where all are the same."""
    if not any(item.duration for item in card.items):
        return card
    times = [_own(card, number, (card.duration, card.until)) for number in range(len(card.items))]
    return _shared(card, times[0]) if len(set(times)) == 1 else _timed(card, times)


def _own(card: Card, number: int, shared: Time) -> Time:
    item = card.items[number]
    return (item.duration, item.until) if item.duration else shared


def _timed(card: Card, times: Sequence[Time]) -> Card:
    items = tuple(
        item.model_copy(update={"duration": duration, "until": until})
        for item, (duration, until) in zip(card.items, times, strict=True)
    )
    return replace(card, items=items, duration=None, until=None)


def _shared(card: Card, time: Time) -> Card:
    items = tuple(item.model_copy(update={"duration": None, "until": None}) for item in card.items)
    return replace(card, items=items, duration=time[0], until=time[1])
