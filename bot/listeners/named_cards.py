"""Several cards are open at once: the one that a message names by its thing is the one it is about.

Else `make the forecast two days` would exchange what stands on a newer card for the forecast.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.cards_before import open_cards
from bot.drafts import Draft
from bot.listeners.front import Front, Seat
from catalog.model import Company, Person
from intents.refining.pointing import names
from intents.refining.said import Said

_DROPS = re.compile(
    r"^\W*(?:(?:please|can you|could you|ok|okay|and|then)\s+)*(?:cancel|drop|forget(?: about)?|scrap|discard|withdraw)\s+(?P<what>.+)$",
    re.IGNORECASE,
)


async def card_named(front: Front, before: Draft, said: str, person: Person, seat: Seat) -> Draft | None:
    """The one open card besides the last that the words name, where they name nothing of the last."""
    cards = await open_cards(
        front.desk_of().store,
        person=person.id,
        channel=seat.channel,
        thread_ts=before.thread_ts,
        now=front.desk_of().now(),
    )
    return named_among(front.desk_of().company, before, cards, said)


def named_among(company: Company, before: Draft, cards: Sequence[Draft], said: str) -> Draft | None:
    """Pure: which of the cards it is."""
    words = {word.stem for word in Said(said).left()}
    of_last = _names(company, before)
    if words & of_last:
        return None
    named = [one for one in cards if one.id != before.id and words & (_names(company, one) - of_last)]
    return named[0] if len(named) == 1 and named[0].choice.items else None


def says_its_name(company: Company, card: Draft, said: str) -> bool:
    """Whether the words name what stands on the card, or what it offers."""
    return bool({word.stem for word in Said(said).left()} & _names(company, card))


def drops(company: Company, card: Draft, said: str) -> bool:
    """Whether the message drops what is the only thing on the card, and says nothing else."""
    found = _DROPS.match(said)
    things = {wish.entitlement for wish in card.choice.items}
    if found is None or len(things) != 1:
        return False
    words = {word.stem for word in Said(found["what"]).left()}
    return bool(words) and words <= _names(company, card)


def _names(company: Company, card: Draft) -> set[str]:
    """The words that what stands on a card is known by; of a list, of everything that it offers."""
    ids = [wish.entitlement for wish in card.choice.items] or list(card.understanding.shortlist)
    return {word for one in ids if one in company.places for word in names(company.places[one])}
