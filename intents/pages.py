"""Which sections of the company's own pages answer a question.

Found by their words, as entitlements are, and by what they mean where the sentence model is installed. What is
found is quoted as it stands: nothing here writes a sentence, and no section is better than a wrong one.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from catalog.model import Company
from catalog.pages import Page, Section
from intents.words import common_stems, listed, stem, stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST = 400
"""Sections that are read by meaning: each takes 10 ms, once for each version of the pages."""
READ_OF_A_SECTION = 600
"""Characters of a section that its meaning is taken from."""
ENOUGH = 0.47
"""The score from which a section answers a question; measured on the demo company's pages."""
BESIDE = 0.95
"""How near to the best a further section has to come."""
UNRELATED = 0.25
"""How alike texts are that have nothing to do with each other."""
_HEADING = 2.0
_TITLE = 1.2
_TEXT = 1.0
_ASKING = frozenset(
    stem(word)
    for word in listed(
        "how do does did i can could where what who when which why find get getting need want have has my me our we you"
        " set up use work works working the a an to for of on in at is are be it this that with from there please help"
        " some somebody someone anybody new now tell know about and or if not no any must should would will way access"
        " ask asking make go going see company"
    )
)
"""Words that a question is asked with; they say nothing about what it is about."""

_DEEDS = (
    frozenset(map(stem, listed("get getting find need use using work works set make see go ask"))) & _ASKING
)
_BEFALLEN = frozenset(
    map(stem, listed("lost lose forgot forget forgotten stolen broke broken missing gone dead died damaged"))
)
"""What has become of a thing, which tells a section less than the thing does: a lost phone is no lost badge."""
_SECOND_FACTOR = frozenset(map(stem, listed("2fa mfa otp totp authenticator factor")))
"""What the second factor goes by; companies and their people seldom use the same of these."""
_SAME_DEED = 0.1
"""What it adds when a heading says what the question wants to do: words of asking tell nothing else, but part the sections of one page."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A section that answers, and how well: from 0, and 1 means that it has all the telling words of the question."""

    section: Section
    score: float


def sections_about(company: Company, question: str, limit: int = 2) -> tuple[Quoted, ...]:
    """The sections that answer the question, the best first; none where nothing is near enough."""
    index = _index(company.pages)
    return index.find(question, limit) if index.sections else ()


class _Index:
    """The words and the meanings of every section."""

    def __init__(self, pages: tuple[Page, ...]) -> None:
        self.sections = tuple(section for page in pages for section in page.sections)
        self._weights = [_weights(section) for section in self.sections]
        spread = Counter(word for weights in self._weights for word in weights)
        self._rare = {word: math.log(1 + len(self.sections) / count) for word, count in spread.items()}
        self._rarest = math.log(1 + max(len(self.sections), 1))
        self._meant: Floats | None = None
        self._read = False

    def find(self, question: str, limit: int) -> tuple[Quoted, ...]:
        asked = [word for word in dict.fromkeys(_said(question)) if word not in _ASKING and len(word) > 1]
        if not any(word in self._rare for word in asked):
            return ()
        alike = self._likeness(question)
        deeds = _DEEDS.intersection(stems(question))
        scored = [
            (self._covered(asked, number), alike[number], number) for number in range(len(self.sections))
        ]
        found = sorted(
            (
                Quoted(
                    self.sections[number],
                    words
                    + max(0.0, meaning - UNRELATED)
                    + _SAME_DEED * bool(deeds.intersection(stems(self.sections[number].heading))),
                )
                for words, meaning, number in scored
                if words > 0
            ),
            key=lambda one: -one.score,
        )
        best = found[0].score if found else 0.0
        return tuple(one for one in found[:limit] if one.score >= max(ENOUGH, BESIDE * best))

    def _covered(self, asked: list[str], number: int) -> float:
        """The part of the question's telling words that the section has, those in its heading counted double."""
        weights = self._weights[number]
        worth = {word: self._worth(word) for word in asked}
        total = sum(worth.values())
        if not total:
            return 0.0
        return sum(worth[word] * weights.get(word, 0.0) for word in asked) / (total * _HEADING) * 1.25

    def _worth(self, word: str) -> float:
        """A word of no page at all counts against every section, an everyday one little."""
        telling = 0.1 if word in _BEFALLEN else 0.35 if word in common_stems() else 1.0
        return self._rare.get(word, self._rarest * 0.8) * telling

    def _likeness(self, question: str) -> list[float]:
        from intents.catalog_senses import meaning

        meant = self._meanings()
        asked = meaning(question) if meant is not None else None
        if meant is None or asked is None:
            return [0.0] * len(self.sections)
        return [float(one) for one in meant @ asked]

    def _meanings(self) -> Floats | None:
        if not self._read:
            from intents.senses import sentence_model

            model = sentence_model() if len(self.sections) <= MOST else None
            self._read = True
            if model is not None:
                self._meant = model.read_all([_described(section) for section in self.sections])
        return self._meant


@lru_cache(maxsize=4)
def _index(pages: tuple[Page, ...]) -> _Index:
    return _Index(pages)


def _described(section: Section) -> str:
    return f"{section.title}. {section.heading}. {section.text[:READ_OF_A_SECTION]}"


def _weights(section: Section) -> dict[str, float]:
    """Each stem of the section with the weight of the most telling place it stands in."""
    found = dict.fromkeys(_said(section.text), _TEXT)
    found |= dict.fromkeys(_said(section.title), _TITLE)
    return found | dict.fromkeys(_said(section.heading), _HEADING)


def _said(text: str) -> list[str]:
    """The stems of a text, the second factor by one name."""
    return ["factor" if word in _SECOND_FACTOR else word for word in stems(text)]
