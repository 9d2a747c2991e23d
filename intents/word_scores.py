"""What the words of a message alone say of every resource: how well it fits, and which names were said.

Words of names weigh more than words of descriptions, rare words more than common ones; a name of several words said
whole and a code that only one resource takes add to it, and another system that is named takes away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intents.catalog_names import NAMED_FROM, Names
from intents.catalog_words import RESOURCE
from intents.coded_values import CodedValues
from intents.sparse import values_at
from intents.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from intents.candidates import Match, Word

PHRASE = 0.35
"""What a name of several words adds when it is said whole."""
OTHER_SYSTEM, OTHER_SYSTEM_NAMED = 0.5, 0.62
"""What is left of a resource's score when another system was named, or another system but this resource."""


@dataclass(frozen=True, slots=True)
class Said:
    """What words alone say of every resource."""

    scores: npt.NDArray[np.float64]
    numbers: list[int]
    """The words that count, each said once, by their places."""
    named: set[int]
    of_system: set[int]
    bonus: dict[int, tuple[int, float]]
    """What whole phrases add: by which word, and how much."""


@dataclass(frozen=True, slots=True)
class WordScores:
    """The words, names and codes of one catalog, to hold a message against."""

    vocabulary: Vocabulary
    names: Names
    codes: CodedValues
    count: int
    """How many resources there are."""

    def of(self, words: Sequence[Word]) -> Said:
        """What the words alone say of every resource."""
        import numpy as np

        heaviest: dict[str, int] = {}
        for number, word in enumerate(words):
            # The same word said again adds nothing.
            known = heaviest.get(word.token.stem)
            if word.weight > 0 and (known is None or word.weight > words[known].weight):
                heaviest[word.token.stem] = number
        scores = np.zeros(self.count)
        for number in heaviest.values():
            where, values = self.vocabulary.contribution(words[number].token)
            scores[where] += words[number].weight * values
        named, of_system, bonus = self._names_said(words)
        for resource, (_, extra) in bonus.items():
            scores[resource] += extra
        boosted = np.fromiter(named, dtype=np.int64, count=len(named))
        scores[boosted] *= 1.15
        if of_system:
            others = np.full(self.count, OTHER_SYSTEM)
            others[boosted] = OTHER_SYSTEM_NAMED
            others[np.fromiter(of_system, dtype=np.int64, count=len(of_system))] = 1.0
            scores *= others
        return Said(scores, list(heaviest.values()), named, of_system, bonus)

    def share_out(self, matches: Mapping[int, Match], words: Sequence[Word], said: Said) -> None:
        """What each word gave to each of the matches."""
        import numpy as np

        wanted = np.array(sorted(matches), dtype=np.int64)
        for number in said.numbers:
            where, values = self.vocabulary.contribution(words[number].token)
            if not len(where):
                continue
            for resource, value in values_at(where, values, wanted):
                matches[resource].by_word[number] = value * words[number].weight
        for resource, (number, extra) in said.bonus.items():
            if resource in matches:
                by_word = matches[resource].by_word
                by_word[number] = by_word.get(number, 0.0) + extra

    def _names_said(self, words: Sequence[Word]) -> tuple[set[int], set[int], dict[int, tuple[int, float]]]:
        """Resources whose name was said, resources whose system was, and what whole phrases add (word, score)."""
        named: set[int] = set()
        of_system: set[int] = set()
        bonus: dict[int, tuple[int, float]] = {}
        for kind, number, where in self.names_met(words):
            (of_system if kind == "system" else named).add(number)
            if kind == "resource" and len(where) > 1:
                extra = PHRASE * RESOURCE * self.vocabulary.max_idf * min(words[n].weight for n in where)
                bonus[number] = (where.start, bonus.get(number, (where.start, 0.0))[1] + extra)
        for number, where in self.codes.met([word.token for word in words]):
            least = min(words[n].weight for n in where)
            if least >= NAMED_FROM:
                named.add(number)
                extra = RESOURCE * self.vocabulary.max_idf * least  # as much as a word that only its name has
                bonus[number] = (where.start, bonus.get(number, (where.start, 0.0))[1] + extra)
        return named, of_system, bonus

    def names_met(self, words: Sequence[Word]) -> Iterator[tuple[str, int, range]]:
        """The names said, shorter ones first: of a `system` or a `resource`, for which resource, and by which words."""
        said = [self.vocabulary.meant(word.token) for word in words]
        return self.names.met(said, [word.weight for word in words])
