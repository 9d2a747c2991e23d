"""All the rules, in the order in which their signs are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from intents.signins.signs import fatigue, guessing, leavers, new_country, spraying, travel
from intents.signins.signs.sign import FromAddress, Kind, OfPerson, Sign

OF_PERSON: tuple[Callable[[OfPerson], Iterator[Sign]], ...] = (
    leavers.found,
    fatigue.found,
    guessing.found,
    travel.found,
    new_country.found,
)
FROM_ADDRESS: tuple[Callable[[FromAddress], Iterator[Sign]], ...] = (spraying.found,)


def signs_of_person(case: OfPerson) -> list[Sign]:
    """What is odd about one person's events. A jump that is told needs no second sign for the country it ended in."""
    if not case.seen:
        return []
    signs = [sign for rule in OF_PERSON for sign in rule(case)]
    jumped = {sign.events[0] for sign in signs if sign.kind is Kind.TRAVEL}
    return [sign for sign in signs if sign.kind is not Kind.NEW_COUNTRY or sign.events[0] not in jumped]


def signs_from_address(case: FromAddress) -> list[Sign]:
    """What is odd about the events from one address."""
    return [sign for rule in FROM_ADDRESS for sign in rule(case)]
