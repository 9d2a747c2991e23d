"""What one need shows that tells how sure its reading may be: figures that mean the same in every catalog.

Words are no figure. What is measured is how the words and their meaning lie in this catalog: how far the best
resource leads, how much of the wish it explains, and how its level lies between the lesser and the mightier ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from intents.candidates import CatalogIndex
from intents.catalog_words import RESOURCE
from intents.engines.builtin.actions import Action, action_granted
from intents.engines.builtin.choice import Option, Wish, in_a_row
from intents.engines.builtin.intent import IntentReading
from intents.engines.builtin.needs import covered
from intents.engines.builtin.words_explained import foreign, said_of_levels, telling, words_explained
from intents.levels import called
from intents.understanding import Intent
from intents.words import tokens

_ALL = 0.99
"""Of the telling words of a wish, as a share."""
_NEAR = 0.05
"""How little less alike another resource may be to be as good as the best one."""
_ORDER = {action: number for number, action in enumerate(Action)}


@dataclass(frozen=True, slots=True)
class Signals:
    """What one need showed."""

    lead: float
    """How far the best resource is ahead of the next one, in log-odds."""
    level_lead: float
    """How far the best level is ahead of the next level of the same resource by itself."""
    strength: float
    """The best score against what one rare word of a name is worth."""
    coverage: float
    """The share of the wish's telling words that the best resource explains."""
    named: float
    """The resource's own name was said."""
    system_named: float
    outright: float
    """Its name was said, and no telling word of the wish is about anything else."""
    fit: float
    """How well the level's class does what was asked."""
    asked: float
    """Whether the message says at all what is to be done."""
    short: float
    """How short the message is; long ones drift."""
    asking: float
    """How much in the wording asks for access."""
    clear: float
    """How clearly the intent leads, in log-odds."""
    renewed: float
    """It is about access they have: to be extended or given back."""
    foreign: float
    """A well-known product is named that is no system of this catalog."""
    rival: float
    """How much of what the best resource explains the next one explains too."""
    won: float
    """The chance the ranking itself gives the best entitlement against all others."""
    won_resource: float
    """That of its resource, against all other resources."""
    won_level: float
    """That of its level, against the others of its resource."""
    alike: float
    """How alike the wish and the best entitlement are by meaning."""
    alike_lead: float
    """How far it is ahead in that of the most alike one of another resource."""
    standing: float
    """How far its resource's likeness stands out of the catalog's, in standard deviations."""
    resource_lead: float
    """How far its resource is ahead of the most alike other one."""
    level_alike: float
    """How far it is ahead in likeness of the other levels of its resource."""
    near: float
    """How many other resources are nearly as alike."""
    by_words: float
    """Its score by words against the best one's of any resource."""
    system_lead: float
    """How far it is ahead of what other systems have."""
    described: float
    """How much the catalog says of the best one, in words, by logarithm."""
    explained: float
    """How many different telling words it explains."""
    elsewhere: float
    """The share of telling words that only other resources explain."""
    unexplained: float
    """How many telling words nothing in the catalog explains."""
    telling: float
    """How many telling words there are."""
    size: float
    """How many resources the catalog has, by logarithm."""
    levels: float
    """How many levels the resource has."""
    power: float
    """What the level lets one do, from viewing (0) to administering (5)."""
    exceeds: float
    """How far that is above the most that was asked to do."""
    over_lesser: float
    """How far it is ahead of the best lesser level of its resource, in log-odds."""
    over_lesser_alike: float
    """… and in likeness."""
    under_mightier: float
    """How far it is ahead of the best mightier level of its resource, in log-odds."""
    called: float
    """The level's own name of several words was said as a whole."""
    level_said: float
    """How much was said that tells this level from the others of its resource."""
    sibling_said: float
    """The most that was said for any of the others."""
    answered: float
    """The share of what is asked to be done that is just what the level is for."""
    purposes: float
    """How many kinds of things are asked to be done."""
    fits: float
    """How well it fits where it is read beside the message, in log-odds."""
    fits_lead: float
    """How far it is ahead in that of the best of the others that were read."""
    chance: float
    """The chance that gives it."""
    nothing: float
    """The chance it gives nothing of the kind."""


def signals(
    ranked: Sequence[Option], wish: Wish, index: CatalogIndex, intent: IntentReading, length: int
) -> Signals:
    """The signals of a need, `length` characters long, whose best option is the first."""
    best = ranked[0]
    match, places = best.match, index.spots[best.match.resource].places
    others = [o for o in ranked if o.match.resource != match.resource]
    siblings = [o for o in ranked[1:] if o.match.resource == match.resource]
    power = _power(best)
    coverage = covered(wish.words, match.by_word, index)
    explained, elsewhere, unexplained = words_explained(ranked, wish)
    said = said_of_levels(match.resource, wish, index)
    weights = [math.exp(option.score - best.score) for option in ranked]
    own = 1 + sum(math.exp(option.score - best.score) for option in siblings)
    resource_alike = max(match.likeness, default=0.0)
    rivals = {o.match.resource: max(o.match.likeness, default=0.0) for o in others}
    other_systems = (o for o in others if o.place.system.id != best.place.system.id)
    lesser = [o for o in siblings if _power(o) < power]
    return Signals(
        lead=_ahead(best, others),
        level_lead=_clip(best.level - siblings[0].level, -4, 4) if siblings else 4.0,
        strength=_clip(match.score / (3 * RESOURCE * index.max_idf), 0, 2),
        coverage=coverage,
        named=float(match.named),
        system_named=float(match.system_named),
        outright=float(match.named and coverage > _ALL),
        fit=best.fit,
        asked=float(wish.action is not None),
        short=_clip(1 - length / 400, 0, 1),
        asking=intent.asking,
        clear=_clip(intent.lead, 0, 8),
        renewed=float(intent.intent in {Intent.EXTEND, Intent.RETURN}),
        foreign=float(foreign(wish, index)),
        rival=_rival(best, others),
        won=1 / sum(weights),
        won_resource=own / sum(weights),
        won_level=1 / own,
        alike=best.alike,
        alike_lead=best.alike - max((o.alike for o in others), default=0.0),
        standing=match.standing,
        resource_lead=resource_alike - max(rivals.values(), default=0.0),
        level_alike=best.alike - max((o.alike for o in siblings), default=0.0),
        near=min(5.0, sum(one > resource_alike - _NEAR for one in rivals.values())),
        by_words=match.score / max(max(o.match.score for o in ranked), 1e-9),
        system_lead=_ahead(best, list(other_systems)),
        described=math.log1p(len(tokens(_described(best)))),
        explained=explained,
        elsewhere=elsewhere,
        unexplained=unexplained,
        telling=min(12.0, len(telling(wish))),
        size=math.log1p(len(index.spots)),
        levels=min(5.0, len(places)),
        power=power,
        exceeds=power - max((_ORDER[action] for action in wish.asked), default=-1),
        over_lesser=_ahead(best, lesser),
        over_lesser_alike=best.alike - max((o.alike for o in lesser), default=0.0),
        under_mightier=_ahead(best, [o for o in siblings if _power(o) > power]),
        called=float((name := called(best.place)) != "" and name in in_a_row(wish.words)),
        level_said=said.get(best.id, 0.0),
        sibling_said=max((one for id, one in said.items() if id != best.id), default=0.0),
        answered=wish.asked.get(action_granted(best.place.entitlement), 0.0)
        / max(sum(wish.asked.values()), 1e-9),
        purposes=float(len(wish.asked)),
        **_beside(ranked),
    )


def _beside(ranked: Sequence[Option]) -> dict[str, float]:
    """What reading the first options beside the message shows; nothing where they were not read."""
    best, others = ranked[0], [o.fits for o in ranked[1:] if o.chance]
    return {
        "fits": _clip(best.fits, -8, 8),
        "fits_lead": _clip(best.fits - max(others, default=best.fits), -8, 8),
        "chance": best.chance,
        "nothing": 1 - sum(o.chance for o in ranked) if best.chance else 0.0,
    }


def _power(option: Option) -> float:
    return float(_ORDER[action_granted(option.place.entitlement)])


def _ahead(best: Option, others: Sequence[Option]) -> float:
    return _clip(best.score - max(o.score for o in others), 0, 7) if others else 7.0


def _described(option: Option) -> str:
    return f"{option.place.entitlement.description} {option.place.resource.description}"


def _rival(best: Option, others: Sequence[Option]) -> float:
    if not others or not best.match.by_word:
        return 0.0
    rival = max(others[:8], key=lambda o: o.match.score).match.by_word
    shared = sum(min(score, rival.get(number, 0.0)) for number, score in best.match.by_word.items())
    return shared / sum(best.match.by_word.values())


def _clip(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
