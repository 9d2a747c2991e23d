"""From the message to the needs it names, each with its options ranked and how sure the best one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.model import EntitlementId, Person
from intents.breadth import too_broad
from intents.candidates import CatalogIndex
from intents.catalog_words import RESOURCE
from intents.engines.builtin.choice import Option, Wish, options, wish_of
from intents.engines.builtin.chosen import Choice, chosen
from intents.engines.builtin.intent import IntentReading, read_intent
from intents.engines.builtin.needs import Need, covered, weighted_words, whole
from intents.engines.builtin.several import several
from intents.engines.builtin.side_by_side import read_beside
from intents.engines.port import Inquiry
from intents.others_tasks import others_tasks
from intents.own_words import own_text
from intents.passages import Clause, given_back
from intents.products import products_named
from intents.understanding import Intent

__all__ = ["Choice", "holder_of", "read"]

HELD_BONUS = 4.0
"""What already holding it adds to an option when access is extended or given back."""
A_NAME = 6
"""Words, of those that count, in a message that is nothing but a name."""


def holder_of(inquiry: Inquiry) -> Person:
    """Who would hold the access: the named colleague it is for, else the person who writes."""
    named = inquiry.beneficiary.named
    return inquiry.company.people[named.person] if named else inquiry.person


def read(
    inquiry: Inquiry, index: CatalogIndex, length: tuple[int, int] | None
) -> tuple[IntentReading, list[Choice]]:
    """The intent and the needs; `length` is where the message says how long, whose words name nothing."""
    silent = [(n.start, n.end) for n in inquiry.named] + ([length] if length else [])
    silent += others_tasks(inquiry)
    holder = holder_of(inquiry)
    looked = _look(inquiry, inquiry.parts, silent, index, holder)
    need = looked.need
    product = bool(products_named([word.token for word in need.words if word.weight >= 0.9]))
    clarity = (
        0.8 if too_broad(inquiry.parts, inquiry.named) else _clarity(looked.ranked, index, foreign=product)
    )
    intent = read_intent(inquiry.parts, names_something=clarity, colleague=bool(inquiry.named))
    if intent.intent is Intent.OUT_OF_SCOPE and _only_names(need, looked.ranked, index):
        intent = replace(intent, intent=Intent.REQUEST, lead=0.0)
    if not intent.intent.acting:
        return intent, []
    if intent.intent is Intent.RETURN:
        looked = _look(inquiry, given_back(inquiry.parts), silent, index, holder)
    if intent.intent in {Intent.RETURN, Intent.EXTEND}:
        # Not read side by side: whoever extends access tells no task that a level would fit.
        ranked = _held_first(looked.ranked, inquiry, holder)
        return intent, [chosen(looked.need, looked.wish, ranked, index, intent)]
    ranked = read_beside(looked.ranked, index, looked.about)
    one = chosen(looked.need, looked.wish, ranked, index, intent)
    return intent, several(inquiry, index, one, holder, intent)


@dataclass(frozen=True)
class _Looked:
    """The message as one need."""

    need: Need
    wish: Wish
    ranked: list[Option]
    """Its options, best first by words and likeness."""
    about: str
    """What the person says in their own words."""


def _look(
    inquiry: Inquiry,
    parts: Sequence[Clause],
    silent: Sequence[tuple[int, int]],
    index: CatalogIndex,
    holder: Person,
) -> _Looked:
    words = weighted_words(inquiry.text, parts, silent)
    need = whole(words, parts, len(inquiry.text))
    wish = wish_of(need.words, need.ruled_out)
    about = own_text(parts, withdrawn=False)
    found = options(index.search(words, about), index, wish, holder, _whole_holdings(inquiry, holder))
    return _Looked(need, wish, found, about)


def _whole_holdings(inquiry: Inquiry, holder: Person) -> set[EntitlementId]:
    """What the holder has in full: with another scope it may well be asked for again."""
    return {h.entitlement for h in inquiry.company.holdings_of(holder.id) if not h.scope}


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


def _only_names(need: Need, ranked: Sequence[Option], index: CatalogIndex) -> bool:
    """Whether the message is the name of one thing of the catalog and nothing else: `HubSpot leads?`."""
    if not ranked or len(need.words) > A_NAME:
        return False
    best = max((option.match for option in ranked), key=lambda match: match.score)
    return (best.named or best.system_named) and covered(need.words, best.by_word, index) == 1.0


def _held_first(ranked: Sequence[Option], inquiry: Inquiry, holder: Person) -> list[Option]:
    """What the person holds, before what they do not: only that can be extended or given back."""
    held = {holding.entitlement for holding in inquiry.company.holdings_of(holder.id)}
    raised = [
        replace(
            o,
            score=o.score + HELD_BONUS,
            offered=o.offered + HELD_BONUS,
            level=o.level + HELD_BONUS,
            fit=max(o.fit, 1.0),
        )
        if o.id in held
        else o
        for o in ranked
    ]
    return sorted(raised, key=lambda option: -option.score)
