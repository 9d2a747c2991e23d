"""How long each thing on a card is for: one length for all of it, or each its own. Never both.

So a length said of one of several makes what the others stand for their own, and lengths that have become the same
are one again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.model import Place
from intents.own_lengths import apart, lengths_beside
from intents.refining.card import Card
from intents.refining.lengths import Length
from intents.refining.pointing import Pointing, Stance, pointings
from intents.refining.said import Said
from intents.said_duration import said_durations

Each = Mapping[int, timedelta | None]
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
        number: length.span
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
    return None if length.unclear else replace(_shared(card), duration=length.span)


def some_lengths(card: Card, length: Length, numbers: Collection[int]) -> Card | None:
    """The same for some of the things on it, where the others stay for as long as they are."""
    stood = {number: card.items[number].duration or card.standing.duration for number in numbers}
    each = {number: length.span if length.by is None else length.on(span) for number, span in stood.items()}
    return None if length.by is not None and None in each.values() else with_each(card, each)


def with_each(card: Card, each: Each) -> Card:
    """The card with these lengths for the things in those places."""
    stood = card.standing.duration
    items = tuple(
        item.model_copy(update={"duration": each.get(number, item.duration or stood)})
        for number, item in enumerate(card.items)
    )
    return replace(card, items=items, duration=None)


def settled(card: Card) -> Card:
    """The card with one length where all are the same."""
    own = {item.duration for item in card.items}
    if own == {None}:
        return card
    each = {item.duration or card.duration for item in card.items}
    if len(each) == 1:
        return replace(_shared(card), duration=each.pop())
    items = tuple(item.model_copy(update={"duration": item.duration or card.duration}) for item in card.items)
    return replace(card, items=items, duration=None)


def _shared(card: Card) -> Card:
    return replace(card, items=tuple(item.model_copy(update={"duration": None}) for item in card.items))
