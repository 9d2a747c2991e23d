"""From the message to the needs it names, each with its options ranked and how sure the best one is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.model import EntitlementId, Person
from intents.breadth import too_broad
from intents.candidates import CatalogIndex
from intents.catalog_words import RESOURCE
from intents.engines.builtin.choice import Option, Wish, options, wish_of
from intents.engines.builtin.chosen import Choice, chosen
from intents.engines.builtin.cues import asks_to_extend, cues
from intents.engines.builtin.held_apart import each_held, held_first
from intents.engines.builtin.intent import IntentReading, read_intent
from intents.engines.builtin.needs import Need, covered, weighted_words, whole
from intents.engines.builtin.several import several
from intents.engines.builtin.side_by_side import read_beside
from intents.engines.builtin.telling import tells_or_asks
from intents.engines.builtin.variants import without_others
from intents.engines.builtin.whole_names import only_name
from intents.engines.port import Inquiry
from intents.others_tasks import others_tasks
from intents.own_words import meant_text, own_text, without
from intents.passages import Clause
from intents.products import products_named
from intents.understanding import Intent

__all__ = ["Choice", "holder_of", "read"]

PROLONGS = 1.0
"""From this lead on, in log-odds, a message extends what it says whatever its words for that are."""
_GIVEN = re.compile(
    r"\b(?:make|give|grant|upgrade|promote)\b(?! (?:it|that|this|back|up|(?:me|us|him|her|them) (?:until|till|to))\b)"
    r"|\b(?:can|may) (?:expire|lapse|end|run out)\b"
)
"""Wishes for something to be given, or says how long that is needed at most: no extending."""
A_NAME = 6
"""Words, of those that count, in a message that is nothing but a name."""


def holder_of(inquiry: Inquiry) -> Person:
    """Who would hold the access: the named colleague it is for, else the person who writes."""
    named = inquiry.beneficiary.named
    return inquiry.company.people[named.person] if named else inquiry.person


def read(inquiry: Inquiry, index: CatalogIndex) -> tuple[IntentReading, list[Choice]]:
    """The intent and the needs; the words that say how long name nothing."""
    length = inquiry.length.at if inquiry.length else None
    silent = [(n.start, n.end) for n in inquiry.named] + ([length] if length else [])
    silent += others_tasks(inquiry)
    holder = holder_of(inquiry)
    looked = _look(inquiry, inquiry.parts, silent, index, holder)
    intent = _intent(inquiry, looked, index, holder)
    if not intent.intent.acting:
        return intent, []
    if intent.intent is Intent.RETURN:
        looked = _look(inquiry, inquiry.given_back, silent, index, holder)
    if intent.intent in {Intent.RETURN, Intent.EXTEND}:
        # Not read side by side: whoever extends access tells no task that a level would fit.
        ranked = held_first(looked.ranked, inquiry, holder)
        one = chosen(looked.need, looked.wish, ranked, index, intent)
        return intent, each_held(inquiry, index, one, holder, intent)
    ranked = read_beside(without_others(looked.ranked), index, looked.about)
    one = chosen(looked.need, looked.wish, ranked, index, intent)
    return intent, several(inquiry, index, one, holder, intent)


def _intent(inquiry: Inquiry, looked: _Looked, index: CatalogIndex, holder: Person) -> IntentReading:
    """What is wanted: by the wording, and by what it is said of."""
    words, ranked = looked.need.words, looked.ranked
    product = bool(products_named([word.token for word in words if word.weight >= 0.9]))
    clarity = 0.8 if too_broad(inquiry.parts, inquiry.named) else _clarity(ranked, index, foreign=product)
    found = _by_wording(inquiry, looked, clarity, spare=not index.by_meaning)
    intent = found.intent
    if intent is Intent.OUT_OF_SCOPE and (
        _only_names(looked.need, ranked, index) or only_name(words, inquiry.company)
    ):
        intent, found = Intent.REQUEST, replace(found, lead=0.0)
    if inquiry.ending is not None and inquiry.ending.is_meant_by(intent):
        intent = Intent.RETURN
    elif intent is Intent.RETURN and asks_to_extend(own_text(inquiry.parts)):
        # `I'm not through with it, can that be prolonged?`: nothing is given up by whoever asks for more time.
        intent = Intent.EXTEND
    if intent is Intent.EXTEND and not _prolongs(inquiry, ranked, holder, found.lead):
        intent = Intent.REQUEST
    if intent in {Intent.REQUEST, Intent.OUT_OF_SCOPE} and ranked:
        named_at = {words[n].token.start for n in ranked[0].match.by_word}
        instead = tells_or_asks(inquiry.parts, named_at, colleague=bool(inquiry.named))
        if instead is Intent.DISCOVER or intent is Intent.REQUEST:
            intent = instead or intent
    return replace(found, intent=intent)


def _by_wording(inquiry: Inquiry, looked: _Looked, clarity: float, *, spare: bool) -> IntentReading:
    """What the words want; a name asks nothing by itself: `can I see the waiting list?` is about no request."""
    colleague = bool(inquiry.named)
    length = inquiry.length.at if inquiry.length else None
    intent = read_intent(
        inquiry.parts, names_something=clarity, colleague=colleague, length=length, spare=spare
    )
    best = looked.ranked[0].match if looked.ranked else None
    if intent.intent is not Intent.STATUS or best is None or not best.named:
        return intent
    if "cue status" in cues(own_text(inquiry.parts)):
        return intent
    at = [(looked.need.words[n].token.start, looked.need.words[n].token.end) for n in best.by_word]
    unnamed = read_intent(
        without(inquiry.parts, at), names_something=clarity, colleague=colleague, length=length, spare=spare
    )
    return unnamed if unnamed.intent is Intent.REQUEST else intent


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
    about = meant_text(parts, inquiry.length.at if inquiry.length else None)
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


def _prolongs(inquiry: Inquiry, ranked: Sequence[Option], holder: Person, lead: float) -> bool:
    """Whether somebody extends access: says so, in words that are known for it or else beyond doubt and without wishing
    for anything to be given, or says when something ends that they hold.
    """
    own = own_text(inquiry.parts)
    if asks_to_extend(own):
        return True
    if _GIVEN.search(own):
        return False
    if lead >= PROLONGS:
        return True
    if "cue extend" not in cues(own):
        return False
    held = {one.entitlement.rpartition(":")[0] for one in inquiry.company.holdings_of(holder.id)}
    return bool(ranked) and ranked[0].id.rpartition(":")[0] in held
