"""Lengths that the message had which led to a list: `the forecast for two weeks and the reports until Friday`.

The message as a whole has one length, which is then for one of the things only. What is picked from the list takes the
length that stood beside it, and none that stood beside another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from catalog.model import Company, EntitlementId
from intents.refining.card import Card
from intents.refining.lengths import Time
from intents.refining.said import Said
from intents.refining.timing import said_of_each


def lengths_before(
    said: str, offered: Sequence[EntitlementId], company: Company, now: datetime
) -> Mapping[EntitlementId, Time]:
    """What the words so far say for how long each of the offers is; empty where they say it of no one in particular."""
    places = [company.places[one] for one in offered if one in company.places]
    things = list({place.resource.id: place for place in places}.values())
    if len(things) < 2:
        return {}
    each = said_of_each(Said(said), things, answers_list=False, now=now, zone=company.zone)
    times = {things[number].resource.id: time for number, time in each.items()}
    # Each level of a thing is for as long as the thing is.
    return {place.entitlement.id: times[place.resource.id] for place in places if place.resource.id in times}


def picked_with_theirs(card: Card, before: Mapping[EntitlementId, Time]) -> Card:
    """What was picked, each for the time that was said of it, and none for that of another."""
    times = [before.get(item.entitlement, (None, None)) for item in card.items]
    items = tuple(
        item.model_copy(update={"duration": duration, "until": until})
        for item, (duration, until) in zip(card.items, times, strict=True)
    )
    return replace(card, items=items, duration=None, until=None)
