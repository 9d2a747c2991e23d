"""Whether the words only happen to meet: everyday talk shares words with any catalog.

`I need to order new checks` meets an ordering system, `will I be charged if I use my card` meets fuel cards. A
proposal therefore rests on more than one such meeting: a word of access, the system's name, the resource's own
name, telling words enough, or a meaning that leaves next to no doubt. What fails is still offered to pick from, never
proposed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.candidates import Word, index_of
from intents.engines.builtin.actions import action_of
from intents.engines.builtin.choice import Option
from intents.engines.builtin.cues import speaks_of_access
from intents.engines.builtin.reading import Choice
from intents.engines.port import Inquiry
from intents.own_words import own_text
from intents.passages import Role
from intents.scopes import said_scopes
from intents.words import common_stems, listed

_ONE, _SEVERAL = 1.0, 1.5
"""Telling words needed where access or the resource's own name is spoken of, and where neither is."""
_SURE = 0.94
"""How sure a reading must be to need no telling word; a chance of 0.93 of being right. Chosen by the companies held out."""
_EXPLAINED = 0.2
"""The share of the wish that must be explained for a word of access in it to count."""
_OPENING = r"^\W*(?:(?:hi|hey|hello|so|ok|okay|and|please|just|tell me)\W+)*"
_FACT = re.compile(
    _OPENING
    + r"(?:what|how|where|when|why|who|whose|which|if|is|are|am|was|were|do|does|did|has|have|had|will|would|should)\b"
)
_ASKS_A_FAVOUR = re.compile(
    _OPENING
    + r"(?:is|are|do|does|will|would|has|have|should)\b.{0,30}\b(?:possible|mind|give|let|add|grant|set|put|help|okay|ok|able to)\b(?! me know)|\b(?:please|pls|plz)\b"
)
"""Questions that are asked to get something done (`is it possible to`, `would you let me`)."""
_TO_BE_TOLD = re.compile(
    r"\b(?:need|want|like|love|have|has|try|trying|able) to (?:know|find out|learn|hear)\b|\b(?:let|make) me know\b|\b(?:tell|remind|inform|notify) me\b|\bfind out\b|\bwonder(?:ing)?\b|\bcurious\b"
)
_ONES_OWN = frozenset(("my", "your"))
_ENDS_A_NAME = listed("the a an this that and or in on for to from with at by is are")
_REACH = 4
"""Words between `my` and what it belongs to."""


def by_chance(inquiry: Inquiry, option: Option, choice: Choice, *, holds: bool) -> bool:
    """Whether the option may be there by chance; `holds` when the message is about access the person has."""
    shown = choice.shown
    own = own_text(inquiry.parts)
    if shown is None:
        return False
    access = speaks_of_access(own)
    if not access and (_TO_BE_TOLD.search(own) or _asks_a_fact(inquiry)):
        return True
    if option.match.system_named or option.match.phrase:
        return False
    words = choice.need.words
    heard = [n for n in option.match.by_word if access or not _of_ones_own(words, n)]
    ordered = any(clause.role is Role.ORDER for clause in inquiry.parts)
    if choice.sure >= _SURE and len(heard) == len(option.match.by_word) and not ordered:
        return False
    known = (access and (holds or shown.coverage >= _EXPLAINED)) or (option.match.named and not access)
    return _telling(inquiry, option, [words[n] for n in heard]) < (_ONE if known else _SEVERAL)


def _asks_a_fact(inquiry: Inquiry) -> bool:
    """Whether the message is nothing but a question to be answered."""
    own = [c for c in inquiry.parts if c.role not in {Role.QUOTED, Role.ORDER}]
    sentences = {c.sentence: " ".join(p.text for p in own if p.sentence == c.sentence) for c in own}
    return bool(sentences) and all(
        _FACT.match(said) and not _ASKS_A_FAVOUR.search(said) for said in sentences.values()
    )


def _telling(inquiry: Inquiry, option: Option, heard: Sequence[Word]) -> float:
    """How many different words of those heard say just this resource; what one does with a thing counts half."""
    vocabulary = index_of(inquiry.company).vocabulary
    said = {word.token.stem for word in heard} - common_stems()
    said = {word for word in said if vocabulary.says(option.match.resource, word)}
    values = {s.key for s in said_scopes(option.place.resource, inquiry.text)}
    return len(values) + sum(1.0 if action_of(word) is None else 0.5 for word in said)


def _of_ones_own(words: Sequence[Word], number: int) -> bool:
    """Whether the word names something of the person's or the assistant's own: `my new card`, `your name`.

    Where no access is spoken of, that is not the company's.
    """
    for before in reversed(words[max(0, number - _REACH) : number]):
        if before.token.word in _ONES_OWN:
            return True
        if before.token.word in _ENDS_A_NAME:
            return False
    return False
