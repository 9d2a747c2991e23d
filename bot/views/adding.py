"""More of a list than one: what else stood in it, in a menu on the card of what was picked."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, StaticSelectElement

from bot.drafts import Draft
from bot.texts import typed
from bot.views import action_ids
from bot.views.parts import context, option
from catalog.model import Company
from intents.refining.card import MOST_ITEMS


def left_to_pick(company: Company, draft: Draft) -> list[tuple[int, str]]:
    """What stood in the list and is not on the card: its number in the list, from 0, and its name."""
    there = {wish.entitlement for wish in draft.choice.items}
    holder = company.people.get(draft.beneficiary)
    return [
        (number, place.label)
        for number, one in enumerate(draft.offered)
        if one not in there and (place := company.places.get(one)) is not None
        if holder is not None and place.entitlement.audience.admits(holder)
    ]


def add_menu(company: Company, draft: Draft) -> list[StaticSelectElement]:
    """The menu that adds one of them; none where there is nothing to add."""
    left = left_to_pick(company, draft)
    if not left or len(draft.choice.items) >= MOST_ITEMS:
        return []
    options = [option(f"{number + 1}. {label}", f"{draft.id}:{number}") for number, label in left]
    return [StaticSelectElement(action_id=action_ids.PICK_MORE, placeholder="Add another", options=options)]


def unpicked(company: Company, draft: Draft) -> list[Block]:
    """Says, where something else was put on the card than what was asked, that the list still waits for an answer."""
    left = left_to_pick(company, draft)
    if not draft.offered or len(left) < len(draft.offered):
        return []
    names = "; ".join(f"{number + 1}. {typed(label, 120)}" for number, label in left)
    return [
        context(
            f"You have not picked from the list yet: {names}. Add one here, or say its number with _also_."
        )
    ]
