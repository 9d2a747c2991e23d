"""Some of a few offers picked by words: by their places, by what only they are called, or by the level wanted of them.

A word for a level (`make it read only`) names no thing. It picks among the levels of the thing that was asked for,
never the level of another thing that happens to be offered beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from catalog.model import Place
from intents import questions
from intents.engines.builtin.actions import action_of, ambiguous
from intents.refining.among import certain, chosen
from intents.refining.card import Card
from intents.refining.changing import Words, put
from intents.refining.leveling import fitting, no_such_level
from intents.refining.standing import Refined
from intents.refining.together import meant_of
from intents.words import Token, tokens


def picked_from_list(card: Card, words: Words, wanted: Collection[str]) -> Card | Refined | None:
    """A card that lists what may be meant, with one of it picked, or fewer left to pick from.

    `wanted` are the resources that what was said before names.
    """
    generic = bool(words.level.asked) and not words.pointing and all(map(_only_does, words.level.asked))
    if generic and not _called(words):
        return _of_level(card, words, wanted)
    if not words.pointing:
        found = chosen(words.options, None, (), words.level, words.visible) or []
        return _narrowed_to(card, found, words)
    meant = meant_of(len(words.options), words.pointing, words.said.folded)
    if meant is None:
        return None
    places = [words.options[number] for number in meant.numbers]
    if not meant.clear:
        return _narrowed_to(card, _with_level(places, words), words)
    if (twice := _twice(places)) and any(one.many != 1 and not one.listed for one in words.pointing):
        return card.asking(f"{twice} is offered at more than one level: say which you mean by their numbers.")
    return _at_level(card, places, words)


def _narrowed_to(card: Card, found: Sequence[Place], words: Words) -> Card | Refined | None:
    """The one that is left, or fewer to pick from; None where that is all there was, or nothing."""
    if certain(found, None, words.pointing, words.level, shown=True):
        return put(card, found, words)
    found = [place for place in found if place in words.options]
    return card.choosing(found) if 0 < len(found) < len(words.options) else None


def _with_level(places: Sequence[Place], words: Words) -> Sequence[Place]:
    """Of several that may be meant those with the level that is asked for; of one thing, any level of it."""
    if not words.level.asked:
        return places
    levels = [place for place in words.visible if place.resource.id == places[0].resource.id]
    one_thing = len({place.resource.id for place in places}) == 1
    return fitting(levels if one_thing else places, words.level.asked) or places


def _at_level(card: Card, places: Sequence[Place], words: Words) -> Card | Refined:
    """All of these on the card, each at the level that the words ask for."""
    found: list[Place] = []
    for place in places:
        levels = [one for one in words.visible if one.resource.id == place.resource.id]
        fit = fitting(levels, words.level.asked) if words.level.asked else [place]
        if not fit:
            return card.asking(no_such_level(place, levels))
        if place not in fit and len(fit) > 1:
            return card.choosing(fit) if len(places) == 1 else card.asking(questions.about_choice())
        found.append(place if place in fit else fit[0])
    return put(card, found, words)


def _twice(places: Sequence[Place]) -> str:
    """A thing of which several levels are among them."""
    names = [f"{place.system.name} · {place.resource.name}" for place in places]
    return next((name for name in names if names.count(name) > 1), "")


def _of_level(card: Card, words: Words, wanted: Collection[str]) -> Card | Refined:
    """The level that the words ask for, of the one thing the offers are about; else the offers that have it."""
    fit = [place for place in words.options if fitting([place], words.level.asked)]
    about = _about(words.options, wanted) or _first_of_all(words.options, fit)
    if about is None:
        if 1 < len(fit) < len(words.options):
            return card.choosing(fit)
        return card.asking(questions.about_choice())
    levels = [place for place in words.visible if place.resource.id == about.resource.id]
    found = fitting(levels, words.level.asked)
    if not found:
        return card.asking(no_such_level(about, levels))
    return put(card, found, words) if len(found) == 1 else card.choosing(found)


def _about(options: Sequence[Place], wanted: Collection[str]) -> Place | None:
    """An offer of the one thing that was asked for; None when that is several, or none of them."""
    resources = {place.resource.id for place in options}
    meant = resources & set(wanted) if len(resources) > 1 else resources
    return next((place for place in options if place.resource.id in meant), None) if len(meant) == 1 else None


def _first_of_all(options: Sequence[Place], fit: Sequence[Place]) -> Place | None:
    """The first offer, when nothing but its thing has the level that the words ask for."""
    alone = bool(fit) and {place.resource.id for place in fit} == {options[0].resource.id}
    return options[0] if alone else None


def _only_does(word: Token) -> bool:
    """Whether the word says what one does, as every thing may let one do it."""
    return action_of(word.stem) is not None and not ambiguous(word.stem)


def _called(words: Words) -> bool:
    """Whether the very words are in the name of one offer's level only: `the configurator`."""
    names = [{token.word for token in tokens(place.entitlement.name)} for place in words.options]
    asked = {word.word for word in words.level.asked}
    return sum(asked <= one for one in names) == 1
