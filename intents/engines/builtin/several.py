"""Two or more needs in one message: stretches of the wish that each name a resource of their own.

One item too many is worse than one too few, so a stretch must be clear by itself: by a name said, or by a verb of
its own and words that point at one resource. What is not clear by itself belongs to its neighbour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from catalog.model import Person
from intents.candidates import CatalogIndex, Word
from intents.catalog_words import RESOURCE
from intents.engines.builtin.actions import Action, action_of
from intents.engines.builtin.choice import Wish, options, wish_of
from intents.engines.builtin.chosen import Choice, chosen
from intents.engines.builtin.intent import IntentReading
from intents.engines.builtin.needs import Need
from intents.engines.builtin.side_by_side import read_beside
from intents.engines.builtin.stretches import Stretch, announced, asked_about, stretches, tells
from intents.engines.builtin.variants import without_others
from intents.engines.port import Inquiry
from intents.passages import Clause
from intents.scopes import said_scopes
from intents.understanding import Intent
from intents.words import common_stems, fold

NAMED_STRENGTH = 0.75
"""The score, in rare words of a resource's name, from which a name said is a need of its own."""
NAMED_SHARE = 0.35
"""What the resource of such a stretch must score on the whole message, against the best."""
LEAD, COUNTED_LEAD = 0.3, 0.2
"""How far the best resource of a stretch must lead, and how far when the person says how many things there are."""
TOLD_STRENGTH, TOLD_COVERAGE, TOLD_SURE = 0.4, 0.2, 0.7
"""What a stretch with a verb of its own must show, and how sure its best option must be, when it names nothing."""
MOST_STRETCHES = 48
"""So many are read; a message may have a thousand, each of which takes as long as a short message."""
FEWER_FOUND = 0.85
"""How sure a reading is at most that finds fewer needs than the message tells of."""

_ASIDE = re.compile(r"^\W*(?:until|till|til|for|because|since|while|during|as|so|in order|to)\b")
"""Opens what is no thing of a list: how long, and what for."""
_BACK = re.compile(r"\b(?:it|them|those|these)\b")


def several(
    inquiry: Inquiry, index: CatalogIndex, one: Choice, holder: Person, intent: IntentReading
) -> list[Choice]:
    """The needs of a message whose reading as a single one is `one`: that one, or each of two and more."""
    if not one.ranked:
        return [one]
    said, parts = announced(inquiry.parts), stretches(inquiry.parts)
    search = _Search(inquiry.text, index, one, holder, intent, counted=said > 1)
    found, told = _found(search, parts[:MOST_STRETCHES])
    if intent.intent is not Intent.EMERGENCY:  # what has broken is told in a list as well
        pieces = search.named(inquiry.parts)[:MOST_STRETCHES]
        listed, _ = (
            _found(search, pieces, named=True) if search.count(pieces) > max(1, len(found)) else ([], 0)
        )
        found = listed if len(listed) > len(found) else found
    told = max(said, told, len(found), 1) + (len(parts) > MOST_STRETCHES)
    if len(found) < 2:
        found = [one]
    most = FEWER_FOUND if len(found) < told else 1.0
    return [replace(choice, told=told, most=most, sure=min(choice.sure, most)) for choice in found]


def _found(search: _Search, parts: Sequence[Stretch], *, named: bool = False) -> tuple[list[Choice], int]:
    """The needs that are clear by themselves, one for each resource, and how many the stretches tell of."""
    telling = [s for s in parts if search.tells(s)]
    clear, open_ones = search.clear(telling, named=named) if len(telling) > 1 else ([], 0)
    found: dict[int, Choice] = {}
    levels = set()
    for choice in clear:
        found.setdefault(_resource(choice), choice)
        levels.add(choice.ranked[0].id)
    return list(found.values()), len(levels) + open_ones


def _resource(choice: Choice) -> int:
    return choice.ranked[0].match.resource


class _Search:
    """What the stretches of one message are about, each read alone."""

    def __init__(
        self,
        text: str,
        index: CatalogIndex,
        one: Choice,
        holder: Person,
        intent: IntentReading,
        *,
        counted: bool,
    ) -> None:
        self._text, self._index, self._one, self._holder, self._intent = text, index, one, holder, intent
        self._counted = counted
        self._overall: dict[int, float] = {}
        for option in one.ranked:
            self._overall[option.match.resource] = option.match.score

    def tells(self, stretch: Stretch) -> bool:
        """Whether the stretch holds a word that may name something."""
        return any(w.token.stem not in common_stems() for w in self._words(stretch))

    def count(self, pieces: Sequence[Stretch]) -> int:
        """How many pieces may be clear by their words: a look at words alone, which saves reading what they mean."""
        return sum(self._may_be_clear(piece, named=True) for piece in pieces)

    def named(self, parts: Sequence[Clause]) -> list[Stretch]:
        """The pieces of a list parted by commas that may name something each: no aside, and no scope of what comes first."""
        first = self._one.ranked[0].place.resource
        values = said_scopes(first, self._text)
        found: list[Stretch] = []
        for piece in stretches(parts, commas=True):
            about = self._about(piece)
            opens = not found or found[-1].sentence != piece.sentence
            narrows = any(piece.start <= value.start < piece.end for value in values)
            if _ASIDE.match(about) or (not opens and (tells(about) or (narrows and self._is_scope(piece)))):
                continue
            found.append(piece)
        return found

    def _is_scope(self, stretch: Stretch) -> bool:
        """Whether nothing in it says what is to be done, so that it only narrows what was named before."""
        return not wish_of(self._words(stretch), ()).asked

    def clear(self, told: Sequence[Stretch], *, named: bool) -> tuple[list[Choice], int]:
        """The stretches that are clear, what is not clear joined to its neighbour; and how many of
        the same sentence stay unclear. With `named` only names make clear."""
        found: list[tuple[Stretch, Choice]] = []
        unclear: list[Stretch] = []
        waiting: Stretch | None = None
        self._index.read_ahead([self._about(s) for s in told if self._may_be_clear(s, named=named)])
        for stretch in told:
            tried = stretch if waiting is None else waiting.with_next(stretch)
            choice = self._look(tried) if self._may_be_clear(tried, named=named) else None
            if choice is not None and self._is_clear(tried, choice, named=named):
                waiting = None
                found.append((tried, choice))
                continue
            if found and found[-1][0].sentence == tried.sentence:
                before, known = found[-1]
                longer = before.with_next(tried)
                joined = self._look(longer)
                if joined is not None and _resource(joined) == _resource(known):
                    found[-1], waiting = (longer, joined), None
                    continue
            unclear.append(stretch)
            last = stretch is told[-1] or told[told.index(stretch) + 1].sentence != stretch.sentence
            waiting = None if last else tried
        if not found:
            return [], max(Counter(s.sentence for s in unclear if self._opens(s)).values(), default=0)
        main = max(found, key=lambda one: self._share(one[1]))[0].sentence
        clear = [_resource(choice) for _, choice in found]
        return self._of_one_wish(found, main), sum(
            s.marked or (s.sentence == main and (s.verb or self._names_more(s, clear))) for s in unclear
        )

    def _names_more(self, stretch: Stretch, known: Sequence[int]) -> bool:
        """Whether a piece of a list says what is to be done with something that none of the known things is."""
        words, vocabulary = self._words(stretch), self._index.vocabulary
        return (
            stretch.bare
            and _ASIDE.match(self._about(stretch)) is None
            and bool(wish_of(words, ()).asked)
            and any(
                w.token.stem not in common_stems()
                and action_of(w.token.stem) is None
                and vocabulary.knows(w.token.stem)
                and not any(vocabulary.says(one, w.token.stem) for one in known)
                for w in words
            )
        )

    def _of_one_wish(self, found: Sequence[tuple[Stretch, Choice]], main: int) -> list[Choice]:
        """Those of the sentence that the whole message is most about, and those that other sentences add to it."""
        bare = self._intent.intent is not Intent.EMERGENCY
        return [
            choice
            for stretch, choice in found
            if self._counted
            or stretch.sentence == main
            or stretch.added
            or stretch.marked
            or (stretch.asked and choice.ranked[0].match.named)
            or (bare and stretch.bare and (choice.ranked[0].match.named or choice.is_called))
        ]

    def _share(self, choice: Choice) -> float:
        """What the resource scores on the whole message, against the best."""
        # Options that are only alike in meaning score nothing.
        return self._overall.get(_resource(choice), 0.0) / (max(self._overall.values()) or 1.0)

    def _words(self, stretch: Stretch) -> tuple[Word, ...]:
        inside = (w for w in self._one.need.words if stretch.start <= w.token.start < stretch.end)
        return tuple(Word(w.token, 1.0) for w in inside)

    def _look(self, stretch: Stretch) -> Choice | None:
        words, about = self._words(stretch), self._about(stretch)
        wish = self._wish(words)
        ranked = options(self._index.search(words, about), self._index, wish, self._holder)
        ranked = read_beside(without_others(ranked), self._index, about)
        if not ranked:
            return None
        return chosen(Need(words, (), stretch.start, stretch.end), wish, ranked, self._index, self._intent)

    def _opens(self, stretch: Stretch) -> bool:
        """Whether something of its own is to be done in it, not to what was named before (`and send them off`)."""
        return stretch.verb and _BACK.search(self._about(stretch)) is None

    def _about(self, stretch: Stretch) -> str:
        return fold(self._text[stretch.start : stretch.end])

    def _may_be_clear(self, stretch: Stretch, *, named: bool) -> bool:
        """Whether its words alone are enough for that; its meaning, which takes longer to find, adds none."""
        told = not named and (stretch.verb or stretch.marked or self._counted)
        needed = TOLD_STRENGTH if told else NAMED_STRENGTH
        return self._index.strongest(self._words(stretch)) >= needed * RESOURCE * self._index.max_idf

    def _wish(self, words: Sequence[Word]) -> Wish:
        """What is wanted in a stretch; what is asked about (`see which bills they pay`) is only to be known."""
        wish = wish_of(words, ())
        at = next((n for n, w in enumerate(words) if asked_about(w.token.word)), None)
        if at is not None:
            before = wish_of(words[:at], ()).asked
            return replace(wish, asked=before or {Action.VIEW: 1.0})
        # `read access to this and that`: what is wanted is said once.
        return wish if wish.asked else replace(wish, asked=self._one.wish.asked)

    def _is_clear(self, stretch: Stretch, choice: Choice, *, named: bool) -> bool:
        best, shown = choice.ranked[0], choice.shown
        if not best.visible or shown is None:
            return False
        if choice.is_called:
            return True
        strength = best.match.score / (RESOURCE * self._index.max_idf)
        share = self._share(choice)
        leads = shown.lead >= (COUNTED_LEAD if self._counted or stretch.marked else LEAD)
        if (best.match.named or best.match.system_named) and strength >= NAMED_STRENGTH:
            return leads and (share >= NAMED_SHARE or stretch.verb)
        if named or not (stretch.verb or stretch.marked or self._counted) or share <= 0:
            return False
        enough = leads and strength >= TOLD_STRENGTH and shown.coverage >= TOLD_COVERAGE
        return enough and choice.sure >= TOLD_SURE
