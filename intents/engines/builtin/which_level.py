"""Whether it has to be asked which level of a resource is meant, though one of them fits best.

The level is what an approver answers for: the one that came first is no substitute for the one that was wished for.
"""

from __future__ import annotations

from dataclasses import replace

from catalog.model import EntitlementId
from intents.candidates import index_of
from intents.engines.builtin.actions import MIGHTY, Action, action_granted
from intents.engines.builtin.choice import Option, Wish, wish_of
from intents.engines.builtin.reading import Choice, holder_of
from intents.engines.builtin.variants import mighty
from intents.engines.port import Inquiry
from intents.levels_said import enough_said, level_named
from intents.power import stands_out
from intents.verdict import PROPOSE_FROM
from intents.words import common_stems

_ORDER = list(Action)
_LEVEL_LEAD = 0.6
WISHED = 0.9
"""The weight from which a word belongs to the wish itself."""


def which_level(
    inquiry: Inquiry, choice: Choice, best: Option, allowed: set[EntitlementId], *, holds: bool
) -> bool:
    """Whether that is so for the best option of a need; `holds` when the message is about access they have."""
    sure = choice.sure >= PROPOSE_FROM
    if not sure and (_unasked_power(best, choice) or _level_open(inquiry, best, choice, allowed)):
        return True
    if holds or not _another_level(best, choice, inquiry):
        return False
    # A name alone says nothing of what else is wanted, whatever it is like.
    told = any(
        word.weight >= WISHED and word.token.stem not in common_stems()
        for word in _beside_its_name(best, choice, inquiry).words
    )
    return not (sure and told and stands_out(best.place, inquiry))


def least_that_is_enough(
    inquiry: Inquiry, choice: Choice, best: Option, allowed: set[EntitlementId]
) -> Option:
    """The lesser level that the message says is enough, where it names one; else the best option itself."""
    enough = enough_said(best.place, inquiry) - {best.id}
    lesser = [o for o in choice.ranked if o.id in enough and o.id in allowed and o.visible]
    if len(enough) != 1 or not lesser or _power(lesser[0]) >= _power(best):
        return best
    return lesser[0]


def _power(option: Option) -> tuple[int, bool]:
    return _ORDER.index(action_granted(option.place.entitlement)), option.place.entitlement.privileged


def _level_open(inquiry: Inquiry, option: Option, choice: Choice, allowed: set[EntitlementId]) -> bool:
    """Whether nothing is said of what is to be done, the resource has several levels for it, and the reading is not sure.

    Without this a scope that is missing would be asked for, and what is asked for would be the level that came first.
    """
    others = [o for o in choice.ranked if o.match.resource == option.match.resource and o.id != option.id]
    near = [o for o in others if o.visible and o.id in allowed and option.level - o.level < _LEVEL_LEAD]
    return bool(near) and not _says_level(inquiry, option, choice)


def _another_level(option: Option, choice: Choice, inquiry: Inquiry) -> bool:
    """Whether they have another level of the resource, and the message says nothing of what else is to be done."""
    levels = {one.id for one in choice.ranked if one.match.resource == option.match.resource} - {option.id}
    holdings = inquiry.company.holdings_of(holder_of(inquiry).id)
    held = any(holding.entitlement in levels for holding in holdings)
    # `Booking database` books nothing: what it is called says nothing of what is to be done.
    beside = replace(choice, wish=_beside_its_name(option, choice, inquiry))
    return held and not _says_level(inquiry, option, beside)


def _unasked_power(option: Option, choice: Choice) -> bool:
    """Whether the option approves or administers, or is critical, and the message does not say so."""
    granted = action_granted(option.place.entitlement)
    return mighty(option.place) and option.level < 0.5 and granted not in choice.wish.asked


def lesser_in_sight(inquiry: Inquiry, choice: Choice, allowed: set[EntitlementId]) -> bool:
    """Whether nothing is said of which level is meant, and the resource has one in sight although another fits best."""
    top = choice.ranked[0]
    in_sight = any(
        o.visible and o.id in allowed and o.match.resource == top.match.resource for o in choice.ranked
    )
    # The register of implants is a thing, and nothing to be done with it.
    beside = _beside_its_name(top, choice, inquiry)
    said = beside.asked or MIGHTY.intersection(choice.wish.asked)
    return in_sight and not said and not level_named(top.place, choice.wish.words, inquiry.company)


def _beside_its_name(option: Option, choice: Choice, inquiry: Inquiry) -> Wish:
    """The wish without the words that the resource is called by."""
    own = index_of(inquiry.company).spots[option.match.resource].own_words
    return wish_of([word for word in choice.wish.words if word.token.stem not in own], ())


def _says_level(inquiry: Inquiry, option: Option, choice: Choice) -> bool:
    """Whether the wish says what is to be done, or has a whole name of this level alone (`controlled drugs witness`)."""
    if choice.wish.asked:
        return True
    siblings = (one for one in choice.ranked if one.match.resource == option.match.resource)
    named = {o.id for o in siblings if level_named(o.place, choice.wish.words, inquiry.company)}
    return named == {option.id}
