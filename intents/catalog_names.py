"""What the systems and resources of a catalog are called, and where a message says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from intents.words import common_stems, stems

NAMED_FROM = 0.4
"""The weight from which a word counts as naming something."""
LONGEST = 4
"""Words of a name that are looked for."""


class Names:
    """The names of one catalog, in stems."""

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, ...], set[tuple[str, int]]] = defaultdict(set)

    def add(self, number: int, kind: str, *names: str) -> None:
        """Names of a `system` or a `resource`, for the resource of this number; an everyday word alone is none."""
        for name in names:
            words = tuple(stems(name))
            if words and (len(words) > 1 or words[0] not in common_stems()):
                self._phrases[words].add((kind, number))
                if len(words) == 2:
                    self._phrases[("".join(words),)].add((kind, number))

    def met(self, said: Sequence[str], weights: Sequence[float]) -> Iterator[tuple[str, int, range]]:
        """The names said in words of these weights, shorter ones first: their kinds, for which resource, and where."""
        for size in range(1, LONGEST + 1):
            for at in range(len(said) - size + 1):
                hits = self._phrases.get(tuple(said[at : at + size]))
                if hits and min(weights[at : at + size]) >= NAMED_FROM:
                    yield from ((kind, number, range(at, at + size)) for kind, number in hits)
