"""What is picked on a card: one of a list, more of it, or the value that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from approvals.errors import NotAllowed, NotFound
from approvals.model import Wish
from bot.choice import Choice
from bot.drafts import FORGOTTEN, Draft, change_draft, open_draft
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.proposing import show_proposal
from bot.listeners.questions_asked import asked_scope, choice_with_scope
from bot.listeners.reading import read
from bot.views import action_ids
from bot.views.adding import left_to_pick
from catalog.model import EntitlementId, Person
from intents.picked_scope import picked_scope
from intents.refining import lengths_before
from intents.refining.card import MOST_ITEMS
from intents.understanding import Outcome


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons and menus."""

    @app.action(re.compile(f"^{action_ids.PICK}_\\d+$"))
    async def picked(ack: Any, action: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        draft, number = await _numbered(front, action["value"], person)
        await show_proposal(
            front,
            await change_draft(front.desk_of().store, draft.id, _picked(front, draft, number)),
        )

    @app.action(re.compile(f"^{action_ids.PICK_SCOPE}(_\\d+)?$"))
    async def answered(ack: Any, action: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        value = action.get("value") or action["selected_option"]["value"]
        draft, number = await _numbered(front, value, person)
        choice = await _answered(front, draft, number, person)
        await show_proposal(front, await change_draft(front.desk_of().store, draft.id, choice))

    @app.action(action_ids.PICK_MORE)
    async def added(ack: Any, action: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        draft, number = await _numbered(front, action["selected_option"]["value"], person)
        await show_proposal(
            front, await change_draft(front.desk_of().store, draft.id, _with_more(front, draft, number))
        )


async def _numbered(front: Front, value: str, person: Person) -> tuple[Draft, int]:
    draft_id, _, number = value.rpartition(":")
    if not number.isdigit():
        raise NotFound(FORGOTTEN)
    return await open_draft(front.desk_of().store, draft_id, by=person.id), int(number)


def _picked(front: Front, draft: Draft, number: int) -> Choice:
    """The picked entitlement alone, with whatever else the message says."""
    wish = _wish(front, draft, draft.understanding.shortlist, number)
    choice = Choice.read_from(draft.understanding).model_copy(update={"items": (wish,)})
    if not (each := _each_length(front, draft)):
        return choice
    duration, until = each.get(wish.entitlement, (None, None))
    return choice.model_copy(update={"duration": duration, "until": until, "of_these": True})


def _each_length(
    front: Front, draft: Draft
) -> Mapping[EntitlementId, tuple[timedelta | None, datetime | None]]:
    """How long each offer is for, where the message said different lengths of them."""
    desk = front.desk_of()
    offered = draft.offered or draft.understanding.shortlist
    return lengths_before(draft.text, offered, desk.company, desk.now())


def _with_more(front: Front, draft: Draft, number: int) -> Choice:
    """The card with one more of the list; with the same as before where it is there already."""
    wish, stands = _wish(front, draft, draft.offered, number), draft.choice.items
    if number not in dict(left_to_pick(front.desk_of().company, draft)):
        return draft.choice
    if len(stands) >= MOST_ITEMS:
        raise NotAllowed(f"A card holds {MOST_ITEMS} things at most; send these first.")
    duration, until = _each_length(front, draft).get(wish.entitlement, (None, None))
    wish = wish.model_copy(update={"duration": duration, "until": until})
    return draft.choice.with_more(wish).model_copy(update={"change": None})


def _wish(front: Front, draft: Draft, offered: Sequence[EntitlementId], number: int) -> Wish:
    """One of a list, with the scopes the message already says. Raises NotFound."""
    company = front.desk_of().company
    if number >= len(offered) or offered[number] not in company.places:
        raise NotFound(FORGOTTEN)
    place = company.places[offered[number]]
    scope = picked_scope(place.resource, draft.text, last=draft.choice.change is not None)
    return Wish(entitlement=place.entitlement.id, scope=scope)


async def _answered(front: Front, draft: Draft, number: int, person: Person) -> Choice:
    """The message together with the value that was clicked."""
    company = front.desk_of().company
    asked = asked_scope(company, draft.understanding)
    if asked is None or number >= len(asked[1].values):
        raise NotFound(FORGOTTEN)
    value = asked[1].values[number]
    together = await read(front, f"{draft.text}\n{asked[0]} {value}", person)
    if together.outcome is Outcome.PROPOSE and all(
        item.scope.get(asked[0]) == value for item in together.items
    ):
        return Choice.read_from(together)
    chosen = choice_with_scope(company, draft.understanding, value)
    if chosen is None:
        raise NotFound(FORGOTTEN)
    return chosen
