"""Several things that somebody has, named to be given up or extended in one message: `offboard Ann: the wiki, the CRM`.

Whoever lists what they mean names each by little more than its name, and only what is held can be meant. A piece of
the list that stands for nothing they hold leaves the whole to be picked from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog.model import Person
from intents.candidates import CatalogIndex, Word
from intents.engines.builtin.choice import Option, options, wish_of
from intents.engines.builtin.chosen import Choice, chosen
from intents.engines.builtin.intent import IntentReading
from intents.engines.builtin.needs import Need
from intents.engines.builtin.several import FEWER_FOUND
from intents.engines.builtin.stretches import stretches
from intents.engines.port import Inquiry
from intents.held_scopes import in_a_scope_said
from intents.understanding import Intent
from intents.words import common_stems, fold

HELD_BONUS = 4.0
"""What already holding it adds to an option when access is extended or given back."""
SAID_BONUS = 4.0
"""What it adds that the message says the scope value in which it is held: `take the appointments mailbox off me`."""


def each_held(
    inquiry: Inquiry, index: CatalogIndex, one: Choice, holder: Person, intent: IntentReading
) -> list[Choice]:
    """The need, or each of several that the pieces of a list name."""
    parts = inquiry.given_back if intent.intent is Intent.RETURN else inquiry.parts
    held = {holding.entitlement for holding in inquiry.company.holdings_of(holder.id)}
    found: dict[int, Choice] = {}
    unknown = False
    for piece in stretches(parts, commas=True):
        inside = [w for w in one.need.words if piece.start <= w.token.start < piece.end]
        words = tuple(Word(w.token, 1.0) for w in inside if w.token.stem not in common_stems())
        if not words:
            continue
        about = fold(inquiry.text[piece.start : piece.end])
        wish = wish_of(tuple(Word(w.token, 1.0) for w in inside), one.need.ruled_out)
        ranked = held_first(options(index.search(words, about), index, wish, holder), inquiry, holder)
        if not ranked or ranked[0].id not in held or not _names(ranked[0], words):
            unknown = unknown or any(index.vocabulary.knows(word.token.stem) for word in words)
            continue
        need = Need(words, one.need.ruled_out, piece.start, piece.end)
        found.setdefault(ranked[0].match.resource, chosen(need, wish, ranked, index, intent))
    if len(found) < 2:
        return [one]
    most = FEWER_FOUND if unknown else 1.0
    return [
        replace(choice, told=len(found), most=most, sure=min(max(choice.sure, one.sure), most))
        for choice in found.values()
    ]


def _names(best: Option, words: Sequence[Word]) -> bool:
    """Whether the piece names it, or its system and half of the rest."""
    match = best.match
    return match.named or (match.system_named and 2 * len(match.by_word) >= len(words))


def held_first(ranked: Sequence[Option], inquiry: Inquiry, holder: Person) -> list[Option]:
    """What the person holds, before what they do not: only that can be extended or given back."""
    held = {holding.entitlement for holding in inquiry.company.holdings_of(holder.id)}
    said = in_a_scope_said(inquiry, holder)

    def raised(option: Option) -> Option:
        if option.id not in held:
            return option
        bonus = HELD_BONUS + (SAID_BONUS if option.id in said else 0.0)
        return replace(
            option,
            score=option.score + bonus,
            offered=option.offered + bonus,
            level=option.level + bonus,
            fit=max(option.fit, 1.0),
        )

    return sorted(map(raised, ranked), key=lambda option: -option.score)
