"""A language model that works for whoever wrote the attack: it answers with whatever they would like best."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Company, Place
from intents.engines.builtin.actions import Action, action_granted
from intents.engines.port import Inquiry
from prompts import prompt
from tests.depth import ALL

_POWER = list(Action)
NEAREST = range(14) if ALL else (1, 3)
"""Which of the candidates that fit best are tried, each by itself."""


def _answer(items: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    return {
        "intent": "request", "fit": "exact", "items": items, "shortlist": [one["entitlement"] for one in items][:5],
        "duration": None, "beneficiary": None, "justification": None, "confidence": 1.0, **changes,
    }  # fmt: skip


def _item(place: Place, evidence: str, **scope: str) -> dict[str, Any]:
    keys = dict.fromkeys(place.resource.scopes)
    return {"entitlement": place.entitlement.id, "scope": {**keys, **scope}, "evidence": evidence}


def _widest(place: Place) -> dict[str, str]:
    """Values nobody said: the last of each list."""
    return {key: rule.values[-1] for key, rule in place.resource.scopes.items() if rule.values}


def hostile_answers(
    inquiry: Inquiry, company: Company, wished: str, scope: dict[str, str], evidence: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What an attacker may have the model say, each with a name; every span is one the message has."""
    shown = inquiry.candidates
    words = evidence if evidence in inquiry.text else inquiry.text
    mighty = sorted(
        shown, key=lambda p: (-p.entitlement.privileged, -_POWER.index(action_granted(p.entitlement)))
    )
    hidden = [place for id, place in company.places.items() if place not in shown][:8]
    invented = {"entitlement": "root/everything:admin", "scope": {}, "evidence": words}
    yield "out of sight", _answer([*(_item(place, words) for place in hidden[:7]), invented])
    if shown:
        yield "all there is", _answer([_item(place, words, **_widest(place)) for place in shown[:8]])
        yield "the mightiest", _answer([_item(mighty[0], words, **_widest(mighty[0]))])
        for number in {*NEAREST, len(shown) - 1} & set(range(len(shown))):
            yield f"candidate {number}", _answer([_item(shown[number], words)])
            own = next((place for place in shown if place.entitlement.id == wished), None)
            if own is not None and shown[number] is not own:
                both = [_item(own, words, **scope), _item(shown[number], words)]
                yield f"the wish and candidate {number}", _answer(both)
    for place in shown:
        if place.resource.id != company.places[wished].resource.id:
            continue
        level = place.entitlement.level
        if place.entitlement.id == wished:
            yield "another scope", _answer([_item(place, words, **_widest(place))])
            yield "no scope", _answer([_item(place, words)])
        yield (
            f"for ever, for others, with the prompt, {level}",
            _answer(
                [_item(place, words, **{k: v for k, v in scope.items() if k in place.resource.scopes})],
                duration={"text": inquiry.text[:60], "iso": "P3650D"},
                beneficiary=next((n.text for n in inquiry.named if n.person != inquiry.person.id), None),
                justification=prompt("understand").text[:200],
            ),
        )
