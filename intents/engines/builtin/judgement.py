"""How the catalog fits the wish: it has it, has several, has nothing, or the wish says too little.

Every doubt ends in a question or a no, never in the next best thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.model import EntitlementId, ScopeValues
from intents.catalog_words import system_words
from intents.engines.builtin.chance import by_chance
from intents.engines.builtin.choice import Option, in_a_row
from intents.engines.builtin.doubts import (
    asks_whether_needed,
    gives_up_too,
    held_against,
    not_yet,
    only_compared_with,
    only_told_about,
    other_environment,
    value_taken_back,
)
from intents.engines.builtin.in_sight import best_option, names_it, surely
from intents.engines.builtin.items import items_of, stand_apart
from intents.engines.builtin.lacking import UNSURE, lacking
from intents.engines.builtin.left_out import left_out
from intents.engines.builtin.named_alone import of_the_system, offered, sure_of_the_only_one
from intents.engines.builtin.reading import Choice, holder_of
from intents.engines.builtin.roles_listed import roles_listed
from intents.engines.builtin.which_level import least_that_is_enough, lesser_in_sight, which_level
from intents.engines.port import Inquiry
from intents.held_scopes import held_scopes, in_a_scope_said, only_held
from intents.levels import called
from intents.own_lengths import for_different_times
from intents.passages import Role

_ONE_OF = re.compile(
    r"\b(?:one|some|any) of (?:the|your|our|those|these)\b.{0,40}\b(?:roles?|levels?|profiles?|rights|permissions|licen[cs]es|groups)\b"
)
_COUNTED = re.compile(
    r"\((?:a|b|1|2|i|ii)\)|\b(?:1|2)\) "
    r"|\b(?:two|three|four|[234]) (?:things|requests|accesses|systems|jobs|tasks|roles|of (?:his|her|their|my|our|these))\b"
)

_HALF_HEARD = 0.85


@dataclass(frozen=True)
class Judged:
    """What goes into the answer about the things asked for."""

    fit: str
    items: list[dict[str, object]]
    shortlist: list[EntitlementId]
    sure: float


def judge(
    inquiry: Inquiry, choices: Sequence[Choice], *, holds: bool = False, urgent: bool = False
) -> Judged:
    """The fit, with the items and the shortlist, for what was read; `holds` when it is about access they have.

    `urgent` in an emergency, where what has broken is named beside what is needed.
    """
    allowed = {place.entitlement.id for place in inquiry.candidates}
    if not holds:
        choices = sure_of_the_only_one(choices, allowed)
    shortlist = _shortlist(choices, allowed)
    first = choices[0]
    found = lacking(inquiry, choices, holds=holds)
    own = [] if holds else of_the_system(first, allowed)
    if own and found is not None and found[0] == "nothing":
        found = None  # that something out of sight fits better is no reason for a no
    if len(own) > 1 and found is None:
        return Judged("several", [], shortlist, min(first.sure, UNSURE))
    if found is not None:
        fit, sure = found
        return Judged(fit, [], shortlist, sure)
    items: list[dict[str, object]] = []
    taken: list[Option] = []
    sure = 1.0
    for choice in choices:
        best, contested = best_option(choice.ranked, allowed)
        unsure = min(choice.sure, UNSURE)
        if contested and _just_a_system(choice):
            return Judged("several", [], shortlist, unsure)
        if best is None and (names_it(first) or surely(choice)):
            if lesser_in_sight(inquiry, choice, allowed):
                return Judged("several", [], shortlist, unsure)
            return Judged("nothing", [], shortlist, choice.sure)
        if best is None:
            # Something out of sight fits best, but the message names nothing: ask rather than say no.
            return Judged("exact", [], shortlist, unsure)
        roles = roles_listed(inquiry, best, allowed) if len(choices) == 1 and not holds else []
        if roles:
            sure = min(sure, _sure_of(inquiry, choice, best, contested=contested, holds=holds))
            taken += [one for one in choice.ranked if one.place in roles]
            for place in roles:
                items += items_of(inquiry, replace(best, place=place), choice.need, alone=True)
            continue
        if not holds:
            best = least_that_is_enough(inquiry, choice, best, allowed)
        shared_out = len(choice.wish.asked) > 1 and not holds and stand_apart(inquiry, best)
        if shared_out or which_level(inquiry, choice, best, allowed, holds=holds):
            return Judged("several", [], shortlist, unsure)
        taken.append(best)
        sure = min(sure, _sure_of(inquiry, choice, best, contested=contested, holds=holds))
        items += _items(inquiry, choice, best, alone=len(choices) == 1, holds=holds)
    if not (holds or urgent) and (others := left_out(inquiry, choices, taken)):
        seen = [one.id for one in (*taken, *others) if one.visible and one.id in allowed]
        shortlist = list(dict.fromkeys([*seen, *shortlist]))[:5]
        sure = min(sure, _HALF_HEARD)
    if _half_heard(inquiry, choices, items, holds=holds):
        sure = min(sure, _HALF_HEARD)
    if _ONE_OF.search(" ".join(c.text for c in inquiry.parts if c.role is Role.WISH)):
        return Judged("several", [], shortlist, sure)
    return Judged("exact", items, shortlist, sure)


def _items(
    inquiry: Inquiry, choice: Choice, best: Option, *, alone: bool, holds: bool
) -> list[dict[str, object]]:
    """The best option as items; of what is held, in the scopes in which it is."""
    if not holds:
        return items_of(inquiry, best, choice.need, alone=alone)
    heard = replace(inquiry, parts=inquiry.given_back)
    found = items_of(heard, best, choice.need, alone=alone, held=_held_scope(inquiry, best))
    return only_held(found, _held(inquiry, best))


def _sure_of(inquiry: Inquiry, choice: Choice, best: Option, *, contested: bool, holds: bool) -> float:
    """How sure it is that the best option is what this need is about."""
    chance = not (holds and _held(inquiry, best)) and by_chance(inquiry, best, choice, holds=holds)
    elsewhere = in_a_scope_said(inquiry, holder_of(inquiry)) if holds else set()
    another = bool(elsewhere) and best.id not in elsewhere and any(_held(inquiry, best))
    doubtful = (
        chance
        or another
        or other_environment(best, inquiry)
        or only_compared_with(best, inquiry)
        or held_against(best, inquiry)
        or value_taken_back(best, inquiry)
        or (not holds and only_told_about(best, choice))
    )
    sure = choice.sure * (0.8 if contested and not holds else 1.0)
    return min(sure, _HALF_HEARD) if doubtful else sure


def _half_heard(
    inquiry: Inquiry, choices: Sequence[Choice], items: Sequence[dict[str, object]], *, holds: bool
) -> bool:
    """Whether the message says more than the items: they are not the whole wish then."""
    if len(choices) == 1 and (
        _COUNTED.search(inquiry.text.lower()) or (len(items) == 1 and for_different_times(inquiry))
    ):
        return True  # several things were announced, and one was found
    if gives_up_too(inquiry, holds=holds) or (
        not holds and (asks_whether_needed(inquiry) or not_yet(inquiry))
    ):
        return True
    return _another_called(inquiry, choices, {str(item["entitlement"]) for item in items})


def _another_called(inquiry: Inquiry, choices: Sequence[Choice], found: set[EntitlementId]) -> bool:
    """Whether an entitlement of the same systems is called by its whole telling name, and was left out."""
    systems = {inquiry.company.places[one].system.id for one in found}
    named = {called(one.place) for c in choices for one in c.ranked if one.id in found}
    return any(
        (name := called(option.place)) and name in whole and not any(name in other for other in named)
        for choice in choices
        for whole in [in_a_row(choice.need.words)]
        for option in choice.ranked
        if option.visible and option.id not in found and option.place.system.id in systems
    )


def _just_a_system(choice: Choice) -> bool:
    """Whether nothing but a system is named, of which something else may be asked for than what comes first."""
    said = {word.token.stem for word in choice.need.words}
    systems = {o.place.system.id: o.place.system for o in choice.ranked if o.visible}
    return any(said <= system_words(system) for system in systems.values())


def _held(inquiry: Inquiry, option: Option) -> list[ScopeValues]:
    """The scopes in which the holder has it already."""
    return held_scopes(inquiry, holder_of(inquiry), option.id)


def _held_scope(inquiry: Inquiry, option: Option) -> ScopeValues:
    """The one scope in which the holder has it."""
    held = _held(inquiry, option)
    return dict(held[0]) if len(held) == 1 else {}


def _shortlist(choices: Sequence[Choice], allowed: set[EntitlementId]) -> list[EntitlementId]:
    """The best visible options, taken in turn from each need; where there is one, only of what it names alone."""
    if len(choices) == 1:
        return [option.id for option in offered(choices[0], allowed)[:5]]
    visible = [[o.id for o in choice.ranked if o.visible and o.id in allowed] for choice in choices]
    return list(dict.fromkeys(one for rank in (0, 1) for ids in visible for one in ids[rank : rank + 1]))[:5]
