"""A length for each thing: `the reports for two weeks and the VPN until Friday`.

Several lengths in one message are for different things where each stands beside things of its own: behind them as
here, before them, or each beside one. Where they stand in no such order, the message has one length, as ever.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from intents.engines.port import Inquiry
from intents.own_words import blanked, occurrences
from intents.said_duration import SaidDuration
from intents.understanding import Evidence, Item, Outcome, Understanding
from intents.value_stances import wanted
from intents.words import common_stems, tokens

Span = tuple[int, int]
_ONE_MORE = re.compile(r"\W*(?:\b(?:and|plus)\b|&)", re.IGNORECASE)
_PARTED = re.compile(r"[.!?;](?=\s)|\n")
"""What stands between a length and a thing that it says nothing of."""


def with_own_lengths(found: Understanding, inquiry: Inquiry) -> Understanding:
    """The understanding with each item's own length, where the message says different ones for them."""
    said = apart(inquiry.lengths)
    if found.outcome is not Outcome.PROPOSE or len(found.items) < 2 or len({one.span for one in said}) < 2:
        return found
    spots = [_spot(found, number, inquiry) for number in range(len(found.items))]
    known = [spot for spot in spots if spot is not None]
    each = lengths_beside(known, said, inquiry.text) if len(known) == len(spots) else None
    if each is None:
        return found
    items = tuple(
        item.model_copy(update={"duration": length.span, "until": length.until} if length else {})
        for item, length in zip(found.items, each, strict=True)
    )
    told = [
        Evidence(field=f"items[{number}].duration", text=length.text)
        for number, length in enumerate(each)
        if length is not None
    ]
    rest = [one for one in found.evidence if one.field != "duration"]
    return found.model_copy(
        update={"items": items, "duration": None, "until": None, "evidence": (*rest, *told)}
    )


def for_different_times(inquiry: Inquiry) -> bool:
    """Whether one more thing is named between two different lengths: `the reports for two weeks and the VPN until Friday`."""
    said = apart(inquiry.lengths)
    return any(
        before.span != after.span and _names_one_more(inquiry.text[before.end : after.start])
        for before, after in pairwise(said)
    )


def _names_one_more(between: str) -> bool:
    joint = None if _PARTED.search(between) else _ONE_MORE.match(between)
    words = tokens(between[joint.end() :]) if joint else []
    return any(word.stem not in common_stems() for word in words)


def lengths_beside(
    things: Sequence[Span], said: Sequence[SaidDuration], text: str
) -> list[SaidDuration | None] | None:
    """The length that stands beside each thing, by where both are in the text; None where that is in no order.

    A thing behind all lengths, where the others stand before theirs, is for none that was said.
    """
    first, last = min(things)[0], max(things)[0]
    if any(a < length.end and length.start < b for a, b in things for length in said):
        return None
    if first < said[0].start:
        each = [next((one for one in said if one.start > at), None) for at, _ in things]
    elif last > said[-1].start:
        each = [next((one for one in reversed(said) if one.start < at), None) for at, _ in things]
    elif len(things) == len(said):
        each = [said[sorted(things).index(thing)] for thing in things]
    else:
        return None
    for one in said:
        beside = [thing for thing, length in zip(things, each, strict=True) if length is one]
        if not beside or _parted(min(beside, key=lambda thing: _gap(thing, one)), one, text):
            return None
    return each


def _gap(thing: Span, length: SaidDuration) -> int:
    return max(length.start - thing[1], thing[0] - length.end)


def _parted(thing: Span, length: SaidDuration, text: str) -> bool:
    between = text[thing[1] : length.start] if thing[1] <= length.start else text[length.end : thing[0]]
    return _PARTED.search(between) is not None


def apart(said: Sequence[SaidDuration]) -> list[SaidDuration]:
    """Those that stand in places of their own: the surest of what is said in one place."""
    found: list[SaidDuration] = []
    for one in said:
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _spot(found: Understanding, number: int, inquiry: Inquiry) -> Span | None:
    """Where the message names the item: by its name, or, where one name is for several, by what narrows this one."""
    item = found.items[number]
    words = {one.field: one.text for one in found.evidence}
    name = f"items[{number}].entitlement"
    alike = [other for other in found.items if other.entitlement == item.entitlement]
    if len(alike) > 1:
        return _narrowed_at(item, alike, inquiry)
    named = next(occurrences(words.get(name, ""), inquiry.text), None)
    return _besides_lengths(*named, inquiry) if named else None


def _besides_lengths(start: int, end: int, inquiry: Inquiry) -> Span | None:
    """The stretch without a length in it or before it, which `weekly figures` may be found by as well."""
    left = blanked(inquiry.text, [one.at for one in inquiry.lengths])
    pieces = [one.span() for one in re.finditer(r"\S+(?: \S+)*", left[:end]) if one.end() > start]
    return max(pieces, key=lambda one: one[1] - max(one[0], start), default=None)


def _narrowed_at(item: Item, alike: Sequence[Item], inquiry: Inquiry) -> Span | None:
    """Where a value stands that this item has and the others of its kind have not."""
    resource = inquiry.company.places[item.entitlement].resource
    own = [
        (one.start, one.end)
        for one in wanted(resource, inquiry.text)
        if item.scope.get(one.key) == one.value
        and all(other is item or other.scope.get(one.key) != one.value for other in alike)
    ]
    return own[0] if len(own) == 1 else None
