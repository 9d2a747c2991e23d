"""A message as the needs it names: usually one, sometimes `this, that and the other`.

A need is a bag of weighted words. Words of the wish count most; background counts less; what was ruled out,
taken back or quoted only hints at the neighbourhood; names of people and lengths of time do not count at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intents.candidates import CatalogIndex, Word
from intents.engines.builtin.particle_verbs import read_together
from intents.passages import WEIGHTS, Clause, Role
from intents.words import Token, tokens

MAX_WORDS = 400
_PUT_FOR = 0.85
"""What a verb put for one of two words weighs: it speaks for what is done, and need not be a word of the catalog."""

_HELPING = re.compile(
    r"\b(?:give|add|put|set|make|let|get|show|bring|hook|sign|allow|grant|help|assign|issue|record)\s+(?:me|us|him|her|them|up|it)\b|\b(?:put|add|have) in (?:for|an?)\b|\bset up\b|\bmake sure\b|\bsigned? up\b|\btake (?:over|away)\b|\bfor the record\b"
    r"|^\W*break[ -]?(?:the )?glass(?=\W*(?:[:,;.!–]|(?:please|pls|for|on|into|to|i|we|now)\b))"
)
"""What asks for something to be arranged, or at once, and says nothing of what one wants to do with it."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing asked for, by its words, and the stretch of the message that names it."""

    words: tuple[Word, ...]
    ruled_out: tuple[Word, ...]
    start: int
    end: int


def _overlaps(token: Token, spans: Iterable[tuple[int, int]]) -> bool:
    return any(a <= token.start < b for a, b in spans)


def weighted_words(text: str, parts: Sequence[Clause], silent: Sequence[tuple[int, int]]) -> list[Word]:
    """The words of the message with their weights; at most 400, the heaviest first to stay."""
    found = []
    for clause in parts:
        weight = WEIGHTS[clause.role]
        if weight <= 0:
            continue
        helping = [(clause.start + m.start(), clause.start + m.end()) for m in _HELPING.finditer(clause.text)]
        for token, put in read_together(tokens(text[clause.start : clause.end])):
            placed = Token(token.word, token.stem, token.start + clause.start, token.end + clause.start)
            if not _overlaps(placed, silent) and not _overlaps(placed, helping):
                found.append(Word(placed, weight * _PUT_FOR if put else weight))
    if len(found) > MAX_WORDS:
        kept = set(sorted(range(len(found)), key=lambda i: (-found[i].weight, i))[:MAX_WORDS])
        found = [w for i, w in enumerate(found) if i in kept]
    return found


def whole(words: Sequence[Word], parts: Sequence[Clause], length: int) -> Need:
    """The whole message as one need."""
    ruled_out = [(c.start, c.end) for c in parts if c.role is Role.RULED_OUT]
    return Need(tuple(words), tuple(w for w in words if _overlaps(w.token, ruled_out)), 0, length)


def covered(words: Sequence[Word], matched: Iterable[int], index: CatalogIndex) -> float:
    """What share of the telling words of the wish (weight 1) the matched ones make up, from 0 to 1."""
    hits = set(matched)
    total = heard = 0.0
    seen: set[str] = set()
    for number, word in enumerate(words):
        if word.weight < 0.9 or word.token.stem in seen or word.token.stem.isdigit():
            continue
        seen.add(word.token.stem)
        rarity = index.vocabulary.rarity(word.token.stem)
        total += rarity
        heard += rarity if number in hits else 0.0
    return heard / total if total else 0.0
