"""`Nudge her`, `can you chase Ilka?`: the requests that wait, each with the button that reminds whoever decides."""

from __future__ import annotations

import re

from approvals.model import ItemStatus
from bot.listeners.front import Front
from bot.views import action_ids
from bot.views.answers import request_rows
from bot.views.parts import Card, actions, button, section, text_card
from catalog.model import Person

LOOKED_THROUGH = 20
MOST_SHOWN = 5
_NUDGE = re.compile(
    r"^\W*(?:(?:please|can|could|would|will|you|just|maybe)\s+){0,4}(?:nudge|chase|remind|ping|poke|prod(?=\s+(?:her|him|them|my|the|@|<@)))(?:\s+up)?"
    # `prod db` is a place
    r"(?:\s+(?!me\b|us\b|my\b|our\b)[\w.@<>'’-]+){0,3}?"
    r"(?:\s+(?:please|again|now|today|for me|about (?:it|this|that|my request|the request)))*\W*$",
    re.IGNORECASE,
)


def asks_to_nudge(said: str) -> bool:
    """Whether the whole message asks to remind somebody of a decision."""
    return len(said) <= 100 and _NUDGE.match(said) is not None


async def nudge_card(front: Front, person: Person) -> Card:
    """What this person asked for and is not decided, with a button each; pressing it reminds, words do not."""
    from approvals.queries.requests import requests_of

    desk = front.desk_of()
    waiting = [
        request
        for request in await requests_of(desk, person.id, limit=LOOKED_THROUGH)
        if request.requester == person.id and any(item.status is ItemStatus.PENDING for item in request.items)
    ]
    if not waiting:
        return text_card("Nothing that you asked for waits for a decision, so there is nobody to remind.")
    text = "Press Nudge to remind those whom this waits for."
    blocks = [section(f"*{text}*")]
    for request in waiting[:MOST_SHOWN]:
        blocks += request_rows(desk.company, request, reader=person.id)
        blocks.append(actions(button("Nudge", action_ids.NUDGE, request.id)))
    return Card(text=text, blocks=tuple(blocks))
