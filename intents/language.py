"""Whether a message is in another language than English, by the small words that every sentence needs.

The built-in engine reads English. In another language it would find chance words: a German `Rollen` is no roll.
So a message in one is recognised, deterministically and by lists alone, and nothing is proposed from it. Broken
English, slang, names and single foreign words are English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from intents.passages import Clause, Role
from intents.words import common_stems, fold, stem

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)?(?!\w)")
"""A whole word: what stands between underscores and digits is part of a code, and of no language."""
_ENOUGH = 2
"""Different small words of one language that make it that language, unless English has as many."""
_ENGLISH = 3
"""Different English ones that make a message English whatever else is in it."""
_LETTERS = 6
"""Letters of another script from which a message can be in it."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language other than English; which one may be unknown."""

    code: str | None
    say: str | None
    """What to say in it when it cannot be read, where that is known."""


@dataclass(frozen=True, slots=True)
class _Words:
    english: frozenset[str]
    others: dict[str, frozenset[str]]
    say: dict[str, str]


@cache
def _words() -> _Words:
    """The small words of each language; what English has as well tells nothing for either, nor do parts of names."""
    loaded = json.loads(files("intents").joinpath("languages.json").read_text("utf-8"))
    particles = set(loaded.pop("particles").split())
    lists = {code: set(entry["words"].split()) for code, entry in loaded.items()}
    abroad = {word for code, words in lists.items() if code != "en" for word in words}
    everyday = common_stems()
    others = {
        code: frozenset(w for w in words if w not in particles and not (w.isascii() and stem(w) in everyday))
        for code, words in lists.items()
        if code != "en"
    }
    say = {code: entry["say"] for code, entry in loaded.items() if "say" in entry}
    return _Words(frozenset(lists["en"] - abroad), others, say)


def language_of(message: str, parts: Sequence[Clause]) -> Language | None:
    """The language other than English that the message is in, or None when it is English or cannot be told.

    What is quoted says nothing about the writer's language, unless there is nothing else.
    """
    own = " ".join(message[c.start : c.end] for c in parts if c.role is not Role.QUOTED) or message
    said = {word.lower().replace("’", "'") for word in _WORD.findall(own)}
    said |= {fold(word) for word in said}
    known = _words()
    english = len(said & known.english)
    letters = [char for char in own if char.isalpha()]
    # Latin letters fold to plain ones; those of other scripts stay what they are.
    elsewhere = sum(not folded.isascii() for folded in fold("".join(letters)))
    if elsewhere >= _LETTERS and 2 * elsewhere > len(letters):
        return Language(None, None)
    if english >= _ENGLISH:
        return None
    counts = {code: len(said & words) for code, words in known.others.items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] < _ENOUGH or counts[best] <= english:
        return None
    return Language(best, known.say.get(best))


def partly_foreign(message: str, parts: Sequence[Clause]) -> bool:
    """Whether some of the own clauses, though not the message as a whole, are in another language than English."""
    return any(
        clause.role is not Role.QUOTED and language_of(message, [clause]) is not None for clause in parts
    )
