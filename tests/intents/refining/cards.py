"""The cards that the tests of this folder refine, and how they are refined."""

from __future__ import annotations

from datetime import timedelta

from intents.refining import Refined, Standing, refine
from intents.understanding import Item
from tests.intents.company import MONDAY, theatre

COMPANY = theatre()
B, P, R, L = "ticketdesk/bookings:", "ticketdesk/prices:", "stageplan/rehearsals:", "stageplan/light-cues:"


def standing(*items: str, **fields: object) -> Standing:
    """A card with `bookings:view@MAIN` and the like on it."""
    on_card = []
    for one in items:
        entitlement, _, house = one.partition("@")
        on_card.append(Item(entitlement=entitlement, scope={"house": house} if house else {}))
    return Standing(items=tuple(on_card), **fields)  # type: ignore[arg-type]


ONE = standing(
    f"{B}view@MAIN", duration=timedelta(days=14), justification="stock taking",
    shortlist=(f"{B}view", f"{B}edit", f"{P}view"), said="bookings of the main house, two weeks, stock taking",
)  # fmt: skip
TWO = standing(f"{B}view@MAIN", f"{P}view", duration=timedelta(days=14))
MIGHTY = standing(f"{B}admin@MAIN")
LIST = Standing(shortlist=(f"{B}view", f"{P}view", f"{R}view"), shown=True, said="seats of the studio")
PICKED = standing(f"{B}view@MAIN", shortlist=(f"{P}view", f"{B}view"), shown=True)
BOTH_HOUSES = standing(f"{B}view@MAIN", f"{B}view@STUDIO")
ASKED = Standing(shortlist=(f"{B}view",), missing=("house",), question="Which house?", said="view bookings")
CARDS = [ONE, TWO, MIGHTY, LIST, PICKED, BOTH_HOUSES, ASKED]


def said(text: str, card: Standing, person: str = "ada.moor") -> Refined | None:
    return refine(text, card, person=COMPANY.people[person], company=COMPANY, now=MONDAY)


def shown(refined: Refined) -> list[str]:
    return [
        "@".join([item.entitlement, *([item.scope["house"]] if "house" in item.scope else [])])
        for item in refined.understanding.items
    ]
