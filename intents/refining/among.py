"""Another one of the few, or fewer of them: `the other one`, `no, the Tableau one`, `without Jira`, `only the second`."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import Place
from intents.refining.leveling import LevelSaid, fitting
from intents.refining.pointing import Pointing, Stance
from intents.refining.standing import power


def chosen(
    options: Sequence[Place],
    current: Place | None,
    pointing: Sequence[Pointing],
    level: LevelSaid,
    visible: Sequence[Place],
) -> list[Place] | None:
    """What is meant instead of the current one, best one, or several to choose from; None when it is not another.

    `visible` are all levels, of any of the options' resources, that the holder may see.
    """
    at = options.index(current) if current is not None else -1
    meant, moved = set(range(len(options))), current is None
    for one in pointing:
        if one.other:
            meant.discard(at)
            moved = True
        elif one.stance is Stance.AGAINST:
            meant -= one.options
            moved = moved or at in one.options
        else:
            meant &= one.options
            moved = moved or at not in one.options
    if not moved or at in meant:
        return None
    found = [options[number] for number in sorted(meant)]
    if not level.asked:
        return found
    resources = {place.resource.id for place in found}
    levels = [place for place in visible if place.resource.id in resources]
    return fitting(levels if len(resources) == 1 else found, level.asked) or found


def certain(
    found: Sequence[Place],
    current: Place | None,
    pointing: Sequence[Pointing],
    level: LevelSaid,
    *,
    shown: bool,
) -> bool:
    """Whether the one found can be put on the card, or is to be picked by the person.

    A place in a row says something only about a row that was seen, and a mightier level needs words for it.
    """
    if len(found) != 1:
        return False
    if current is None or shown:
        return True
    by_name = all(not one.other and not one.ordinal and one.stance is not Stance.AGAINST for one in pointing)
    return by_name and (bool(level.asked) or power(found[0]) <= power(current))


def kept(count: int, pointing: Sequence[Pointing]) -> set[int] | None:
    """Which of the items stay; None when nothing is said about leaving any out."""
    out = {n for one in pointing if one.stance is Stance.AGAINST for n in one.options}
    only = {n for one in pointing if one.stance is Stance.ONLY for n in one.options}
    if not out and not only:
        return None
    return (only or set(range(count))) - out
