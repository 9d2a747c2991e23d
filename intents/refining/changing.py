"""The items of a card changed as the words say, or the question that they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.model import Place, ScopeValues
from intents import questions
from intents.refining.among import certain, chosen, kept
from intents.refining.card import Card
from intents.refining.leveling import LevelSaid, leveled, no_such_level
from intents.refining.narrowing import Value, narrowed
from intents.refining.pointing import Pointing
from intents.refining.said import Said
from intents.refining.standing import Refined, either, label
from intents.scopes import allowed_scope
from intents.understanding import Evidence, Item
from intents.value_stances import wanted

_ALL_THERE_IS = "That is all there is on the card; say _cancel_ to drop it, or tell me what you need instead."


@dataclass(frozen=True)
class Words:
    """What the message says about items."""

    values: list[Value]
    pointing: list[Pointing]
    level: LevelSaid
    options: Sequence[Place]
    """What can be pointed at."""
    current: Place | None
    """The one thing on the card."""
    visible: Sequence[Place]
    """All levels of the options that the holder may see."""
    said: Said


def changed(card: Card, words: Words) -> Card | Refined:
    """A card with items on it, changed."""
    if words.current is not None:
        found = chosen(words.options, words.current, words.pointing, words.level, words.visible)
        if found is not None:
            return _another(card, found, words)
        return _narrowed_and_leveled(card, card.items, words)
    stay = None if words.level.asked or words.values else kept(len(card.items), words.pointing)
    if stay == set():
        return card.asking(_ALL_THERE_IS)
    if stay is not None:
        return replace(card, items=tuple(item for n, item in enumerate(card.items) if n in stay))
    if any(one.other for one in words.pointing):
        return card.asking(_which_one(card))
    pointed = {n for one in words.pointing for n in one.options}
    if pointed and not (words.values or words.level.anything):
        if card != Card.of(card.standing, card.setting):
            return card
        return card.asking(_which_one(card))
    these = tuple(item for n, item in enumerate(card.items) if not pointed or n in pointed)
    return _narrowed_and_leveled(card, these, words)


def _another(card: Card, found: Sequence[Place], words: Words) -> Card | Refined:
    """The one thing on the card, exchanged for another."""
    before = card.items[0]
    if not found:
        return card.asking(_ALL_THERE_IS)
    sure = certain(found, words.current, words.pointing, words.level, shown=card.standing.shown)
    return put(card, found, words, before.scope) if sure else card.choosing(found)


def put(card: Card, places: Sequence[Place], words: Words, scope: ScopeValues | None = None) -> Card:
    """The card with these things on it, each narrowed as was said for it; `scope` is what stood there before."""
    items = tuple(
        Item(entitlement=place.entitlement.id, scope=_narrow(card, place, scope or {}, words))
        for place in places
    )
    spans = sorted((one.start, one.end) for one in words.pointing) or [
        (word.start, word.end) for word in words.level.asked
    ]
    evidence = [
        Evidence(
            field=f"items[{number}].entitlement",
            text=words.said.text[slice(*spans[min(number, len(spans) - 1)])],
        )
        for number in range(len(items) if spans else 0)
    ]
    return replace(card, items=items, evidence=(*card.evidence, *evidence))


def _narrow(card: Card, place: Place, scope: ScopeValues, words: Words) -> ScopeValues:
    """What was said of it before, what stands there, and what is said now."""
    earlier: dict[str, set[str]] = {}
    for one in wanted(place.resource, card.standing.said):
        earlier.setdefault(one.key, set()).add(one.value)
    before = {key: next(iter(values)) for key, values in earlier.items() if len(values) == 1}
    meant: dict[str, set[str]] = {}
    for value in words.values:
        meant.setdefault(value.key, set()).update(() if value.against else (value.value,))
    now = {key: next(iter(values)) for key, values in meant.items() if len(values) == 1}
    # Several at once are for the card to ask about: one of them would be a guess.
    scope = {key: value for key, value in scope.items() if len(meant.get(key, ())) < 2}
    before = {key: value for key, value in before.items() if len(meant.get(key, ())) < 2}
    return allowed_scope(place.resource, {**before, **scope, **now})


def _narrowed_and_leveled(card: Card, these: tuple[Item, ...], words: Words) -> Card | Refined:
    """Scope and level of these items changed; the others stay where they are."""
    result: list[Item] = list(these)
    if words.values:
        known = [value for value in words.values if _has_key(card, these, value.key)]
        scoped = narrowed(these, known, card.setting.company) if known else None
        if scoped is None:
            return card.asking(_which_one(card))
        result = scoped
        for value in known:
            widened = next((i for i in result if _lost(these, i, value.key)), None)
            if widened is not None:
                # taking the only value away would ask for all of them
                return card.asking(
                    questions.about_scope(card.setting.company.places[widened.entitlement], value.key)
                )
    if words.level.anything:
        turned = _turned(card, result, words)
        if isinstance(turned, Refined):
            return turned
        result = turned
    items = _spliced(card.items, these, result)
    return replace(card, items=items, evidence=(*card.evidence, *_evidence(card, items, words)))


def _lost(before: Sequence[Item], item: Item, key: str) -> bool:
    """Whether the item was narrowed by that key, and is no more."""
    return key not in item.scope and any(i.entitlement == item.entitlement and key in i.scope for i in before)


def _has_key(card: Card, items: Sequence[Item], key: str) -> bool:
    places = card.setting.company.places
    return any(key in places[item.entitlement].resource.scopes for item in items)


def _turned(card: Card, items: Sequence[Item], words: Words) -> list[Item] | Refined:
    """The items at their new level, or what to choose from."""
    places = card.setting.company.places
    on_card = [places[item.entitlement] for item in items]
    new = leveled(on_card, words.level, words.visible, every=words.said.of_all)
    if new is None:
        return card.asking(_which_one(card))
    for one, to in new.items():
        if not to and (words.level.more or words.level.less) and not words.level.asked:
            end = "highest" if words.level.more else "lowest"
            return card.asking(
                f"{label(places[one])} is the {end} level you can ask for there; the card stays as it is."
            )
        if not to and words.level.asked:
            levels = [v for v in words.visible if v.resource.id == places[one].resource.id]
            return card.asking(no_such_level(places[one], levels))
        if len(to) != 1:
            levels = to or [v for v in words.visible if v.resource.id == places[one].resource.id]
            if len(card.items) == 1 and len(levels) > 1:
                return card.choosing(levels)
            if len(levels) == 1:
                return card.asking(
                    f"{label(levels[0])} is the only level you can ask for there; the card stays as it is."
                )
            names = either([level.entitlement.name for level in levels])
            return card.asking(f"Which level of {places[one].resource.name} do you mean: {names}?")
    turned = [
        i.model_copy(update={"entitlement": new[i.entitlement][0].entitlement.id})
        if i.entitlement in new
        else i
        for i in items
    ]
    return [*items, *turned] if words.level.adding else turned


def _spliced(items: Sequence[Item], these: Sequence[Item], result: Sequence[Item]) -> tuple[Item, ...]:
    """The items with these replaced, in their place, each once."""
    at = next((n for n, item in enumerate(items) if item in these), 0)
    before = [item for item in items[:at] if item not in these]
    after = [item for item in items[at:] if item not in these]
    found: list[Item] = []
    for item in [*before, *result, *after]:
        if item not in found:
            found.append(item)
    return tuple(found)


def _evidence(card: Card, items: Sequence[Item], words: Words) -> list[Evidence]:
    """The words behind each item that is not as it was."""
    found = []
    for number, item in enumerate(items):
        if item in card.standing.items:
            continue
        found += [
            Evidence(field=f"items[{number}].scope", text=value.text)
            for value in words.values
            if item.scope.get(value.key) == value.value and not value.against
        ]
        if all(item.entitlement != one.entitlement for one in card.standing.items):
            said = words.level.asked or words.level.denied
            if said:
                piece = words.said.text[min(w.start for w in said) : max(w.end for w in said)]
                found.append(Evidence(field=f"items[{number}].entitlement", text=piece))
    return found


def _which_one(card: Card) -> str:
    places = card.setting.company.places
    names = [label(places[item.entitlement], item.scope) for item in card.items]
    if len(names) < 2:
        return "I did not understand what to change; say it in a few more words, or press _Change_."
    return f"Which one do you mean: {either(names)}? Say it with its name or its number."
