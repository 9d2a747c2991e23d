"""A wish that names a system and nothing of what is in it (`I need the VPN`), or a thing and nothing else.

What it may be about is what the holder may have there. Where a system has one thing for them, that is meant; what only
others may have of it is no reason to ask, nor does anything else belong on the list.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from catalog.kinds import RiskLevel
from catalog.model import EntitlementId
from intents.catalog_words import system_words
from intents.engines.builtin.actions import Action, action_granted
from intents.engines.builtin.choice import Option
from intents.engines.builtin.chosen import Choice
from intents.engines.builtin.variants import mighty
from intents.verdict import PROPOSE_FROM
from intents.words import common_stems

_HARMLESS = {RiskLevel.LOW, RiskLevel.MODERATE}
_ORDER = list(Action)
_WORD = 0.2
"""The weight from which a word says anything of what is wanted."""


def of_the_system(choice: Choice, allowed: Collection[EntitlementId]) -> list[Option]:
    """What the holder may have of the system, where a system is all that is named; else nothing.

    Nothing is said of what is to be done: what lets one do least is first, and last what gives power.
    """
    shown = choice.shown
    if shown is None or not shown.system_named or shown.named:
        return []
    system = choice.ranked[0].place.system
    said = {word.token.stem for word in choice.need.words if word.weight >= _WORD}
    if not said - common_stems() <= system_words(system):
        return []
    found = [o for o in choice.ranked if o.place.system.id == system.id and o.visible and o.id in allowed]
    return sorted(
        found,
        key=lambda option: (mighty(option.place), _ORDER.index(action_granted(option.place.entitlement))),
    )


def offered(choice: Choice, allowed: Collection[EntitlementId]) -> Sequence[Option]:
    """The options to pick from: of a system or a thing that is named alone only its own, where it has several."""
    own = of_the_system(choice, allowed)
    if not own and choice.shown is not None and choice.shown.outright:
        named = choice.ranked[0].match.resource
        own = [o for o in choice.ranked if o.match.resource == named and o.visible and o.id in allowed]
        own = own if len(own) > 1 else []
    return own or [o for o in choice.ranked if o.visible and o.id in allowed]


def sure_of_the_only_one(choices: Sequence[Choice], allowed: Collection[EntitlementId]) -> list[Choice]:
    """The choices, sure where a system is named of which the holder may have one thing that gives no power."""
    return [_sure(one, allowed) for one in choices]


def _sure(choice: Choice, allowed: Collection[EntitlementId]) -> Choice:
    found = of_the_system(choice, allowed)
    if len(found) != 1 or mighty(found[0].place) or found[0].place.entitlement.risk not in _HARMLESS:
        return choice
    rest = tuple(option for option in choice.ranked if option.id != found[0].id)
    return replace(choice, ranked=(found[0], *rest), sure=max(choice.sure, PROPOSE_FROM))
