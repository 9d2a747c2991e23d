"""What is named where what fits best may not be seen by the holder: itself, the person's own variant of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import EntitlementId
from intents.engines.builtin.actions import action_granted
from intents.engines.builtin.choice import Option
from intents.engines.builtin.chosen import Choice
from intents.engines.builtin.variants import is_variant, mighty

_OUT_OF_SIGHT_SURE, _OUT_OF_SIGHT_WON = 0.92, 0.8
"""From when what fits best is what was meant although the message does not name it, so that out of sight means no."""
_OUT_OF_SIGHT_LEAD = 0.45
"""How far something out of sight may lead before the best thing in sight no longer stands for the wish."""
_AS_MIGHTY_LEAD = 1.5
"""How far what is in sight must lead what is as mighty and out of sight; one called by its whole name leads by more."""


def best_option(ranked: Sequence[Option], allowed: set[EntitlementId]) -> tuple[Option | None, bool]:
    """The option to name, and whether something out of sight competes with it.

    When what was meant is out of sight, the nearest thing in sight is not named in its place: None. A level of
    the same kind on the same resource is no substitute but the person's own variant of it; of what approves,
    administers or is privileged there is no variant, only something lesser.
    """
    top = ranked[0]
    kind = action_granted(top.place.entitlement)
    if top.visible and top.id in allowed:
        # What is as mighty and fits nearly as well may be what was meant.
        return top, mighty(top.place) and any(
            not o.visible
            and o.match.resource == top.match.resource
            and action_granted(o.place.entitlement) is kind
            and top.score - o.score < _AS_MIGHTY_LEAD
            for o in ranked
        )
    visible = [o for o in ranked if o.visible and o.id in allowed]
    kin = next((o for o in visible if is_variant(o, top)), None)
    if kin is not None:
        return kin, False
    if visible and top.score - visible[0].score < _OUT_OF_SIGHT_LEAD:
        return visible[0], True
    return None, True


def surely(choice: Choice) -> bool:
    """Whether the best option, in sight or not, is beyond doubt what was meant."""
    return (
        choice.shown is not None
        and choice.sure >= _OUT_OF_SIGHT_SURE
        and choice.shown.won >= _OUT_OF_SIGHT_WON
    )


def names_it(choice: Choice) -> bool:
    """Whether a name of the resource or of its system was said."""
    shown = choice.shown
    return shown is not None and (shown.named > 0 or shown.system_named > 0)
