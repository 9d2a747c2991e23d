"""What it means when a language model and the built-in engine read a message differently.

The built-in engine reads every message anyway, in milliseconds. A strong model is right far more often, so the
model's reading stays the one that counts, and that both agree makes nobody surer than the model says it is. But the
built-in engine cannot be talked into anything. Where the two differ, the model's reading is lowered by how sure the other one is; where
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
from intents.engines.builtin.intent import acting_lead
from intents.engines.listed import each_first_somewhere
from intents.engines.port import Inquiry
from intents.engines.steering import tries_to_steer
from intents.engines.support import alike_at_all, near_by, resources, supported
from intents.grounded import DOUBTED, Grounded
from intents.language import partly_foreign
from intents.own_words import own_text
from intents.passages import Role
from intents.power import critical
from intents.understanding import Intent

SURE = 0.90
"""From here the built-in engine is sure enough to be followed beside a model that says the same."""
LIKELY = 0.80
"""From here it is as likely right as not, and where a model says something else the person is to pick between the two."""
HEARD = 0.70
"""From here it has an opinion at all."""
DROP = 0.05
"""What a differing opinion costs that is less than sure."""
ASKS = 1.0
"""How much in the wording must ask for something (`cues.asking`)."""
ABOUT_ACCESS = 3.0
"""From this lead of the intents that act, in log-odds, a message is about access beyond doubt: of 602 attacks none is that
is not told for one by its words, of 933 messages of the sets that can be answered outright 800 are."""
_POWER = list(Action)


def tempered(model: Grounded, rules: Grounded, inquiry: Inquiry) -> Grounded:
    """The model's reading, as sure as it may be beside the reading of the rules; never surer than the model says.

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
        if not trusted and not (same and rules.confidence >= SURE):
            return _lowered(model, DOUBTED, ())
        return _of_one_mind(model, rules, inquiry) if same else model
    far = not trusted or _far(model, rules, inquiry)
    return _lowered(model, DOUBTED if far else model.confidence - DROP, rules.named)


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
    if _one_thing(model, rules, inquiry) or set(model.named) < set(rules.named):
        return False
    if set(rules.named) < set(model.named) and each_first_somewhere(model, inquiry):
        # What the rules found, and more of the same list.
        return False
    return rules.confidence >= SURE or not supported(model, inquiry)


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
    if tries_to_steer(inquiry.text):
        return False
    if rules.fit != "nothing" and acting_lead(inquiry.parts, colleague=bool(inquiry.named)) >= ABOUT_ACCESS:
        # Whatever it is told in: somebody wants access to something.
        return True
    near = near_by(model, inquiry) or each_first_somewhere(model, inquiry)
    asked_for = near and asking(own) >= ASKS
    if rules.fit == "nothing":
        # Where the rules find nothing for it, what shares a word with it is no better for being among the nearest.
        return asked_for and alike_at_all(model, inquiry)
    if near and rules.fit == "exact" and _one_thing(model, rules, inquiry):
        return True
    if rules.confidence >= LIKELY and set(rules.named) < set(model.named):
        return each_first_somewhere(model, inquiry)
    # Without a word that asks for anything the rules may see a request by chance, and so may a model.
    return asked_for or supported(model, inquiry)


def _of_one_mind(model: Grounded, rules: Grounded, inquiry: Inquiry) -> Grounded:
    """The model's reading where the rules, sure but for the level, came to the same one by themselves.

    No verb asked for that level, so neither is believed alone. What is critical must be said in words all the same.
    """
    places = {place.entitlement.id: place for place in inquiry.candidates}
    only_the_level = model.doubts == ("level",) == rules.doubts
    if not only_the_level or rules.says < SURE or any(critical(places[one]) for one in model.named):
        return model
    return replace(model, confidence=model.says, doubts=())


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
    plain = all(places[one].resource.id in named for one in model.named)
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
    offered = dict.fromkeys([*model.named, *besides, *model.shortlist])
    return replace(
        model,
        confidence=min(model.confidence, most),
        shortlist=tuple(offered)[:5],
        doubts=(*model.doubts, "disagreement"),
    )


def _names(reading: Grounded) -> bool:
    """Whether it names what is wanted."""
    return (
        reading.intent is not None
        and reading.intent.acting
        and reading.fit == "exact"
        and bool(reading.items)
    )


def _differ(model: Grounded, rules: Grounded) -> bool:
    """In what is to be done, or in the entitlements; the scope is held against the message in grounding."""
    return not _one_deed(model, rules) or set(model.named) != set(rules.named)


def _one_deed(model: Grounded, rules: Grounded) -> bool:
    """Whether the same is to be done; in an emergency as well access is asked for."""
    wishes = {Intent.REQUEST, Intent.EMERGENCY}
    return model.intent is rules.intent or {model.intent, rules.intent} == wishes


def _one_thing(model: Grounded, rules: Grounded, inquiry: Inquiry) -> bool:
    """Whether they name the same resources, be it at other levels."""
    return bool(rules.items) and resources(model, inquiry) == resources(rules, inquiry)


def _mightier(model: Grounded, rules: Grounded, inquiry: Inquiry) -> bool:
    """Whether the model's reading lets one do more: a mightier class, or a higher risk, than anything the rules name."""
    places = {place.entitlement.id: place for place in inquiry.candidates}
    most = max(_power(places[one]) for one in rules.named)
    return any(_power(places[one]) > most for one in model.named)


def _power(place: Place) -> tuple[int, bool]:
    return _POWER.index(action_granted(place.entitlement)), place.entitlement.privileged
