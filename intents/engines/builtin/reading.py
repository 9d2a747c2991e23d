"""From the message to the needs it names, each with its options ranked and how sure the best one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.model import Person
from intents.candidates import CatalogIndex
from intents.catalog_words import RESOURCE
from intents.engines.builtin.breadth import too_broad
from intents.engines.builtin.choice import Option, Wish, options, wish_of
from intents.engines.builtin.confidence import Signals, confidence, signals
from intents.engines.builtin.intent import IntentReading, read_intent
from intents.engines.builtin.needs import Need, segments, weighted_words, whole
from intents.engines.port import Inquiry
from intents.passages import Clause, given_back
from intents.products import products_named
from intents.understanding import Intent

HELD_BONUS = 2.5
"""What already holding it adds to an option when access is extended or given back."""
SEGMENT_STRENGTH = 0.75
"""The score, in rare words of a resource's name, from which a stretch of the message is a need of its own."""
SEGMENT_SHARE = 0.35
"""What the resource of such a stretch must score on the whole message, against the best."""


@dataclass(frozen=True)
class Choice:
    """One need with its options, best first, and how sure the first one is."""

    need: Need
    wish: Wish
    ranked: tuple[Option, ...]
    shown: Signals | None
    sure: float


def holder_of(inquiry: Inquiry) -> Person:
    """Who would hold the access: the named colleague it is for, else the person who writes."""
    named = inquiry.beneficiary.named
    return inquiry.company.people[named.person] if named else inquiry.person


def read(
    inquiry: Inquiry, index: CatalogIndex, length: tuple[int, int] | None
) -> tuple[IntentReading, list[Choice]]:
    """The intent and the needs; `length` is where the message says how long, whose words name nothing."""
    silent = [(n.start, n.end) for n in inquiry.named] + ([length] if length else [])
    holder = holder_of(inquiry)
    need, wish, ranked = _look(inquiry, inquiry.parts, silent, index, holder)
    product = bool(products_named([word.token for word in need.words if word.weight >= 0.9]))
    clarity = 0.8 if too_broad(inquiry.parts) else _clarity(ranked, index, foreign=product)
    intent = read_intent(inquiry.parts, names_something=clarity)
    if not intent.intent.acting:
        return intent, []
    if intent.intent is Intent.RETURN:
        need, wish, ranked = _look(inquiry, given_back(inquiry.parts), silent, index, holder)
    if intent.intent in {Intent.RETURN, Intent.EXTEND}:
        return intent, [_choice(need, wish, _held_first(ranked, inquiry, holder), index, intent)]
    one = _choice(need, wish, ranked, index, intent)
    return intent, _several(inquiry, index, one, holder, intent) or [one]


def _look(
    inquiry: Inquiry,
    parts: Sequence[Clause],
    silent: Sequence[tuple[int, int]],
    index: CatalogIndex,
    holder: Person,
) -> tuple[Need, Wish, list[Option]]:
    """The message as one need, with its options."""
    words = weighted_words(inquiry.text, parts, silent)
    need = whole(words, parts, len(inquiry.text))
    wish = wish_of(need.words, need.ruled_out)
    return need, wish, options(index.search(words), index, wish, holder)


def _clarity(ranked: Sequence[Option], index: CatalogIndex, *, foreign: bool) -> float:
    """How clearly the words name a thing of the catalog, from 0 to 1."""
    if not ranked:
        return 0.0
    if foreign:
        # A product is named: whether the company has it or not, somebody wants software.
        return 0.8
    best = max((option.match for option in ranked), key=lambda match: match.score)
    strength = best.score / (3 * RESOURCE * index.max_idf)
    return min(1.0, 2 * strength + 0.15 * best.named + 0.25 * best.system_named)


def _choice(
    need: Need, wish: Wish, ranked: Sequence[Option], index: CatalogIndex, intent: IntentReading
) -> Choice:
    if not ranked:
        return Choice(need, wish, (), None, 0.0)
    shown = signals(ranked, wish, index, asking=intent.asking, length=need.end - need.start)
    return Choice(need, wish, tuple(ranked), shown, confidence(shown))


def _held_first(ranked: Sequence[Option], inquiry: Inquiry, holder: Person) -> list[Option]:
    """What the person holds, before what they do not: only that can be extended or given back."""
    held = {holding.entitlement for holding in inquiry.company.holdings_of(holder.id)}
    raised = [
        replace(o, score=o.score + HELD_BONUS, level=o.level + HELD_BONUS, fit=max(o.fit, 1.0))
        if o.id in held
        else o
        for o in ranked
    ]
    return sorted(raised, key=lambda option: -option.score)


def _several(
    inquiry: Inquiry, index: CatalogIndex, one: Choice, holder: Person, intent: IntentReading
) -> list[Choice]:
    """Two or more needs, when stretches of the wish each name a different resource; else nothing."""
    if not one.ranked:
        return []
    overall = {option.match.resource: option.match.score for option in one.ranked}
    top = max(overall.values())
    found: list[Choice] = []
    for need in segments(inquiry.parts, one.need.words):
        matches = index.search(need.words)
        if not matches or matches[0].score < SEGMENT_STRENGTH * RESOURCE * index.max_idf:
            continue
        if not (matches[0].named or matches[0].system_named):
            continue
        wish = wish_of(need.words, ())
        if not wish.asked:
            # `read access to this and that`: what is wanted is said once.
            wish = replace(wish, asked=one.wish.asked)
        ranked = options(matches, index, wish, holder)
        resource = ranked[0].match.resource
        if not ranked[0].visible or overall.get(resource, 0.0) < SEGMENT_SHARE * top:
            continue
        if all(resource != choice.ranked[0].match.resource for choice in found):
            found.append(_choice(need, wish, ranked, index, intent))
    return found if len(found) > 1 else []
