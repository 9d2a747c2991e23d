"""Whether it has to be asked which level of a resource is meant, though one of them fits best.

The level is what an approver answers for: the one that came first is no substitute for the one that was wished for.
"""

from __future__ import annotations

from catalog.kinds import RiskLevel
from catalog.model import EntitlementId
from intents.engines.builtin.actions import Action, action_granted
from intents.engines.builtin.choice import Option
from intents.engines.builtin.reading import Choice, holder_of
from intents.engines.port import Inquiry
from intents.verdict import PROPOSE_FROM

_MIGHTY = {Action.APPROVE, Action.ADMIN}
_LEVEL_LEAD = 0.6


def which_level(
    inquiry: Inquiry, choice: Choice, best: Option, allowed: set[EntitlementId], *, holds: bool
) -> bool:
    """Whether that is so for the best option of a need; `holds` when the message is about access they have."""
    if _unasked_power(best, choice) or _level_open(best, choice, allowed):
        return True
    return not holds and _another_level(best, choice, inquiry)


def _level_open(option: Option, choice: Choice, allowed: set[EntitlementId]) -> bool:
    """Whether nothing is said of what is to be done, the resource has several levels for it, and the reading is not sure.

    Without this a scope that is missing would be asked for, and what is asked for would be the level that came first.
    """
    others = [o for o in choice.ranked if o.match.resource == option.match.resource and o.id != option.id]
    near = [o for o in others if o.visible and o.id in allowed and option.level - o.level < _LEVEL_LEAD]
    return not choice.wish.asked and choice.sure < PROPOSE_FROM and bool(near)


def _another_level(option: Option, choice: Choice, inquiry: Inquiry) -> bool:
    """Whether they have another level of the resource, and the message says nothing of what else is to be done."""
    levels = {one.id for one in choice.ranked if one.match.resource == option.match.resource} - {option.id}
    holdings = inquiry.company.holdings_of(holder_of(inquiry).id)
    return not choice.wish.asked and any(holding.entitlement in levels for holding in holdings)


def _unasked_power(option: Option, choice: Choice) -> bool:
    """Whether the option approves or administers, or is critical, and the message does not say so."""
    entitlement = option.place.entitlement
    granted = action_granted(entitlement)
    mighty = granted in _MIGHTY or entitlement.privileged or entitlement.risk is RiskLevel.CRITICAL
    return mighty and option.level < 0.5 and granted not in choice.wish.asked
