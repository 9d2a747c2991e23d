"""How much the person's own words ask for: no level above them is proposed, whichever engine names it.

An engine can misread, and a language model can be talked into more. What was said to be done is read here from
verbs and role names alone; a level that goes beyond it is at most offered, for the person to pick.
"""

from __future__ import annotations

from dataclasses import dataclass

from catalog.kinds import RiskLevel
from catalog.model import Place
from intents.candidates import index_of, weigh
from intents.catalog_words import title_words
from intents.engines.builtin.actions import MIGHTY, Action, action_granted
from intents.engines.builtin.choice import wish_of
from intents.engines.port import Inquiry
from intents.levels import levels_of
from intents.others_tasks import untold
from intents.passages import WEIGHTS, Role
from intents.words import Token, common_stems

STANDS_OUT = 0.15
"""How much more alike than any other level of its resource one must be for the meaning to have said it. In 33 invented
companies held out, 158 of 165 levels beyond the verbs that stood out so far were the wanted ones."""
ALIKE = 0.4
"""How alike the message and the level must be at least for that."""
ALIKE_ALONE = 0.6
"""The same for the only level of a resource, which stands out of nothing."""
_SPEAKS = {Role.WISH, Role.CONTEXT, Role.REASON}
_ORDER = list(Action)


@dataclass(frozen=True)
class Said:
    """What the own words say of what is to be done."""

    asked: frozenset[Action]
    words: frozenset[str]
    """Their stems, as the catalog spells them."""


def said(inquiry: Inquiry) -> Said:
    """What the message asks to do, by its own words; what is ruled out, taken back, quoted or ordered asks nothing.

    Nor does what somebody else is said to do.
    """
    silent = untold(inquiry)

    def weight(token: Token) -> float:
        inside = (c for c in inquiry.parts if c.start <= token.start < c.end)
        clause = next(inside, None)
        unheard = any(start <= token.start < end for start, end in silent)
        return WEIGHTS[clause.role] if clause and clause.role in _SPEAKS and not unheard else 0.0

    words = [word for word in weigh(inquiry.text, weight) if word.weight > 0]
    asked = wish_of(words, ()).asked
    vocabulary = index_of(inquiry.company).vocabulary
    return Said(frozenset(asked), frozenset(vocabulary.meant(word.token) for word in words))


def beyond(place: Place, wish: Said, inquiry: Inquiry) -> bool:
    """Whether the level does more than was asked for.

    To approve and to administer must be said: by what one does, by the level's own name, or by a meaning that no other
    level of the resource comes near to. So must be what is of high risk, where the resource has less and nothing at all
    was said of what is to be done. Whatever is critical must be said in words; who names a resource with a single level
    has named that. Anything else is beyond when something lesser was asked and the resource has it among the candidates.
    """
    granted = action_granted(place.entitlement)
    if granted in wish.asked or _named(place, wish, inquiry):
        return False
    if critical(place):
        return True
    most = _ORDER.index(granted)
    lesser = {
        _ORDER.index(action_granted(other.entitlement))
        for other in inquiry.candidates
        if other.resource.id == place.resource.id
    }
    least = min(lesser, default=most)
    # Where nothing at all was said of what is to be done, whether less would do is not for guessing.
    guessed = not wish.asked and place.entitlement.risk is RiskLevel.HIGH and least < most
    highest = max((_ORDER.index(action) for action in wish.asked), default=len(_ORDER))
    unsaid = granted in MIGHTY or guessed or most > highest >= least
    return unsaid and not stands_out(place, inquiry)


def critical(place: Place) -> bool:
    """Whether it is too much for a meaning to have said it."""
    entitlement = place.entitlement
    risky = entitlement.privileged or entitlement.risk is RiskLevel.CRITICAL
    return risky and (len(place.resource.entitlements) > 1 or action_granted(entitlement) in MIGHTY)


def stands_out(place: Place, inquiry: Inquiry) -> bool:
    """Whether the own words mean what this level is for, and no other level of the resource nearly as much."""
    spots = index_of(inquiry.company).spots
    match = next(
        (one for one in inquiry.matches if spots[one.resource].resource.id == place.resource.id), None
    )
    if match is None or not match.likeness:
        return False
    alike = {
        level.entitlement.id: likeness
        for level, likeness in zip(spots[match.resource].places, match.likeness, strict=True)
    }
    own = alike.pop(place.entitlement.id)
    return own >= ALIKE and own - max(alike.values()) >= STANDS_OUT if alike else own >= ALIKE_ALONE


def _named(place: Place, wish: Said, inquiry: Inquiry) -> bool:
    """Whether a word was said that of the resource's levels only this one has in its names."""
    siblings = [inquiry.company.places[other.id] for other in place.resource.entitlements]
    levels = levels_of(siblings)
    own = next(one for one in levels.levels if one.place.entitlement.id == place.entitlement.id)
    elsewhere = {word for one in levels.levels if one is not own for word in one.names | one.about}
    return bool((own.names - elsewhere - title_words([place]) - common_stems()) & wish.words)
