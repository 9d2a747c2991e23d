"""Levels of one resource that are the same for different people: the staff's profile of a network and the contractors'.

Which of them somebody means is no question: the one they may have. So one out of sight neither stands before the holder's
own variant of it nor makes it less sure. Of what approves, administers or is privileged there is no variant, only
something lesser.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalog.kinds import RiskLevel
from catalog.model import Place
from intents.engines.builtin.actions import MIGHTY, action_granted
from intents.engines.builtin.choice import Option

_SPOKEN_OF = 1.0
"""By how much more the words for a level speak of one that is meant itself, whoever may have it (`contractor VPN`)."""


def mighty(place: Place) -> bool:
    """Whether the level approves or administers, is privileged or critical."""
    entitlement = place.entitlement
    most = entitlement.privileged or entitlement.risk is RiskLevel.CRITICAL
    return most or action_granted(entitlement) in MIGHTY


def without_others(ranked: Sequence[Option]) -> list[Option]:
    """The options without those out of sight that the holder has a variant of their own of."""
    seen = [option for option in ranked if option.visible]
    return [option for option in ranked if option.visible or not any(is_variant(o, option) for o in seen)]


def is_variant(own: Option, other: Option) -> bool:
    """Whether an option in sight stands for one that is not: for the same kind of thing to do, and no less spoken of."""
    return (
        own.match.resource == other.match.resource
        and action_granted(own.place.entitlement) is action_granted(other.place.entitlement)
        and not mighty(other.place)
        and own.level > other.level - _SPOKEN_OF
    )
