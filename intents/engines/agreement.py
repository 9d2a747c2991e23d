"""What it means when a language model and the built-in engine read a message differently.

The built-in engine reads every message anyway, in milliseconds. A strong model is right far more often, so the
model's reading stays the one that counts, and that both agree makes nobody surer. But the built-in engine cannot
be talked into anything. Where the two differ, the model's reading is lowered by how sure the other one is; where
the model goes for more power than clear words say, sees a request where the rules see none, or names what neither
the words nor their meaning support, its reading is offered, not proposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog.model import Place
from intents.candidates import index_of
from intents.clause_roles import about_instructions
from intents.engines.builtin.actions import Action, action_granted
from intents.engines.builtin.cues import asking
from intents.engines.port import Inquiry
from intents.grounding import DOUBTED, Grounded
from intents.language import partly_foreign
from intents.own_words import own_text
from intents.passages import Role
from intents.understanding import Intent

SURE = 0.90
"""From here the built-in engine is sure enough to be followed beside a model that says the same."""
LIKELY = 0.80
"""From here it is as likely right as not, and where a model says something else the person is to pick between the two."""
HEARD = 0.70
"""From here it has an opinion at all."""
DROP = 0.05
"""What a differing opinion costs that is less than sure."""
SUPPORT = 0.5
"""What a resource must score on the own words of the message, and on their meaning, against the best, for a model to
name it from a message that asks for nothing in so many words."""
MEANT = 0.66
"""How alike the message and what a resource is for must be at least for the meaning to support it."""
NEAR = 3
"""Where access is asked for: a resource must be among that many that the words fit best, or the meaning."""
ALIKE = 0.46
"""How alike they must be for that: something is always the nearest, to a wish for a restaurant as well."""
ASKS = 1.0
"""How much in the wording must ask for something (`cues.asking`)."""
_POWER = list(Action)


def tempered(model: Grounded, rules: Grounded, inquiry: Inquiry) -> Grounded:
    """The model's reading, as sure as it may be beside the reading of the rules; never surer than it was.

    When they differ about whom it is for, nobody is taken: the person is asked.
    """
    if model.intent is None or not model.intent.acting:
        return model
    acting = rules.intent is not None and rules.intent.acting
    heard = inquiry.beneficiary.named
    whom = rules.beneficiary if acting or heard is None else heard.person
    if model.beneficiary != whom and (acting or model.beneficiary is not None):
        return _for_nobody(model)
    if not _names(model):
        return model
    if not acting or rules.fit == "too_broad":
        # No request, or one for too much: a model alone is not enough to propose something.
        return _lowered(model, DOUBTED, ())
    opinion = _names(rules) and rules.confidence >= HEARD
    same = opinion and not _differ(model, rules)
    trusted = _trusted(model, rules, inquiry, same=same)
    if not opinion or same:
        # A model reads what the rules cannot, where something at all is for it.
        return model if trusted or (same and rules.confidence >= SURE) else _lowered(model, DOUBTED, ())
    far = not trusted or _far(model, rules, inquiry)
    return _lowered(model, DOUBTED if far else model.confidence - DROP, _ids(rules))


def _far(model: Grounded, rules: Grounded, inquiry: Inquiry) -> bool:
    """Whether the two are too far apart for the model's reading to be proposed.

    Which level of a thing is meant a model reads better than the rules, as long as it takes no mightier one. For another
    thing, where the rules are likely right, words and meaning must speak; against rules that are sure nothing does.
    """
    if _mightier(model, rules, inquiry):
        return True
    if rules.confidence < LIKELY:
        return False
    if not _one_deed(model, rules):
        return True
    if _one_thing(model, rules, inquiry):
        return False
    return rules.confidence >= SURE or not _supported(model, inquiry)


def _trusted(model: Grounded, rules: Grounded, inquiry: Inquiry, *, same: bool) -> bool:
    """Whether what the model names may be taken from this message; `same` when the rules name just that.

    Where somebody tries to order the assistant about, a model may have obeyed.
    """
    own = own_text(inquiry.parts)
    if any(clause.role is Role.ORDER for clause in inquiry.parts) or about_instructions(own):
        return False
    if partly_foreign(inquiry.text, inquiry.parts):
        # What is asked for there the rules cannot hear.
        return False
    if same and rules.confidence >= LIKELY:
        # Nobody talks the rules into anything, and they found it by themselves.
        return True
    near = _near(model, inquiry)
    asked_for = near and asking(own) >= ASKS
    if rules.fit == "nothing":
        # Where the rules find nothing for it, what shares a word with it is no better for being among the nearest.
        return asked_for and _alike(model, inquiry)
    if near and rules.fit == "exact" and _one_thing(model, rules, inquiry):
        return True
    # Without a word that asks for anything the rules may see a request by chance, and so may a model.
    return asked_for or _supported(model, inquiry)


def unaided(model: Grounded, inquiry: Inquiry) -> Grounded:
    """The model's reading of a message in a language the rules do not know: proposed only for what is named in it.

    Whom it is for beside the writer cannot be checked either, so the person is asked.
    """
    if model.beneficiary is not None:
        return _for_nobody(model)
    if not _names(model):
        return model
    index = index_of(inquiry.company)
    named = {index.spots[match.resource].resource.id for match in inquiry.matches if match.named}
    places = {place.entitlement.id: place for place in inquiry.candidates}
    plain = all(places[one].resource.id in named for one in _ids(model))
    return model if plain else _lowered(model, DOUBTED, ())


def _for_nobody(model: Grounded) -> Grounded:
    """The reading without whom it is for, which leads to the question."""
    return replace(
        model,
        beneficiary=None,
        evidence=tuple(one for one in model.evidence if one.field != "beneficiary"),
        cleared=(*model.cleared, "beneficiary"),
        doubts=(*model.doubts, "disagreement"),
    )


def _lowered(model: Grounded, most: float, besides: Sequence[str]) -> Grounded:
    """The reading, at most that sure, with what the other one named among what is offered."""
    offered = dict.fromkeys([*_ids(model), *besides, *model.shortlist])
    return replace(
        model,
        confidence=min(model.confidence, most),
        shortlist=tuple(offered)[:5],
        doubts=(*model.doubts, "disagreement"),
    )


def _supported(model: Grounded, inquiry: Inquiry) -> bool:
    """Whether the own words and what they mean speak for all it names, and not much more for something else."""
    words, alike = _fits(inquiry)
    enough = SUPPORT * max(words.values(), default=0.0)
    meant = max(MEANT, SUPPORT * max(alike.values(), default=0.0))
    named = _resources(model, inquiry)
    return all(words.get(one, 0.0) >= enough and alike.get(one, meant) >= meant for one in named)


def _alike(model: Grounded, inquiry: Inquiry) -> bool:
    """Whether all it names is alike at all, where meanings are known."""
    _, alike = _fits(inquiry)
    return not any(alike.values()) or all(alike.get(one, 0.0) > ALIKE for one in _resources(model, inquiry))


def _near(model: Grounded, inquiry: Inquiry) -> bool:
    """Whether all it names is among the few that the words fit best, or their meaning."""
    nearest = {
        one
        for fits, least in zip(_fits(inquiry), (0.0, ALIKE), strict=True)
        for one in sorted((r for r, fit in fits.items() if fit > least), key=lambda r: -fits[r])[:NEAR]
    }
    return nearest.issuperset(_resources(model, inquiry))


def _fits(inquiry: Inquiry) -> tuple[dict[str, float], dict[str, float]]:
    """How well the own words fit each resource, and how alike what they mean is to what it is for."""
    spots = index_of(inquiry.company).spots
    found = [(spots[match.resource].resource.id, match) for match in inquiry.matches]
    return (
        {one: match.score for one, match in found},
        {one: max(match.likeness, default=0.0) for one, match in found},
    )


def _resources(model: Grounded, inquiry: Inquiry) -> set[str]:
    places = {place.entitlement.id: place for place in inquiry.candidates}
    return {places[item].resource.id for item in _ids(model)}


def _names(reading: Grounded) -> bool:
    """Whether it names what is wanted."""
    return (
        reading.intent is not None
        and reading.intent.acting
        and reading.fit == "exact"
        and bool(reading.items)
    )


def _ids(reading: Grounded) -> list[str]:
    return [item.entitlement for item in reading.items]


def _differ(model: Grounded, rules: Grounded) -> bool:
    """In what is to be done, or in the entitlements; the scope is held against the message in grounding."""
    return not _one_deed(model, rules) or set(_ids(model)) != set(_ids(rules))


def _one_deed(model: Grounded, rules: Grounded) -> bool:
    """Whether the same is to be done; in an emergency as well access is asked for."""
    wishes = {Intent.REQUEST, Intent.EMERGENCY}
    return model.intent is rules.intent or {model.intent, rules.intent} == wishes


def _one_thing(model: Grounded, rules: Grounded, inquiry: Inquiry) -> bool:
    """Whether they name the same resources, be it at other levels."""
    return bool(rules.items) and _resources(model, inquiry) == _resources(rules, inquiry)


def _mightier(model: Grounded, rules: Grounded, inquiry: Inquiry) -> bool:
    """Whether the model's reading lets one do more: a mightier class, or a higher risk, than anything the rules name."""
    places = {place.entitlement.id: place for place in inquiry.candidates}
    most = max(_power(places[one]) for one in _ids(rules))
    return any(_power(places[one]) > most for one in _ids(model))


def _power(place: Place) -> tuple[int, bool]:
    return _POWER.index(action_granted(place.entitlement)), place.entitlement.privileged
