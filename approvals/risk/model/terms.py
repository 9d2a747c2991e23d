"""The combinations of attributes that are counted, and what is known of each: the columns the trees see.

A term is one to three attributes together (“this title in this department asking for this entitlement”), and four
where the entitlement is one of them. Of each term the model knows how often it was seen and how often denied; of each
pair, how usual one half is for the other; of each single value, how varied its company is and which values are
like it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Term = tuple[int, ...]
"""Places among the attributes; 0 is the entitlement."""

LIKENESS = 8
"""Coordinates of every value among the others of its attribute: alike are those that occur with the same."""

TOGETHER = 4
"""As many attributes one tree may speak of: what decides stays a sum of small tables."""


@dataclass(frozen=True, eq=False)
class Layout:
    """How a row of attribute codes becomes a row of numbers, for so many attributes."""

    width: int
    terms: tuple[Term, ...]
    hashing: NDArray[np.uint64]
    """Attributes by terms: the codes of a row times this is one key for each term."""
    salt: NDArray[np.uint64]
    ratio_of: NDArray[np.int64]
    ratio_to: NDArray[np.int64]
    """Terms: how usual the pair `ratio_of` is for its half `ratio_to`."""
    sources: tuple[Term, ...]
    """For each number, the attributes it is worked out from."""

    @property
    def shares(self) -> NDArray[np.float64]:
        """Terms by attributes: what a term says is said by its attributes in equal parts."""
        return np.array(
            [[(place in term) / len(term) for place in range(self.width)] for term in self.terms],
            dtype=np.float64,
        )

    @property
    def together(self) -> list[list[int]]:
        """The groups of numbers one tree may use, by their attributes."""
        size = min(TOGETHER, self.width)
        return [
            [place for place, source in enumerate(self.sources) if set(source) <= set(group)]
            for group in combinations(range(self.width), size)
        ]

    def keys(self, codes: NDArray[np.int64]) -> NDArray[np.uint64]:
        """One key for each row and term; rows that agree in a term's attributes agree in its key."""
        keys: NDArray[np.uint64] = (codes + 1).astype(np.uint64) @ self.hashing + self.salt
        return keys


@lru_cache(maxsize=16)
def layout(width: int) -> Layout:
    """The layout for `width` attributes; always the same one."""
    terms: list[Term] = [term for size in (1, 2, 3) for term in combinations(range(width), size)]
    terms += [term for term in combinations(range(width), 4) if term[0] == 0]
    place = {term: number for number, term in enumerate(terms)}
    pairs = [term for term in terms if len(term) == 2]
    halves = [(pair, (half,)) for pair in pairs for half in pair]
    random = np.random.default_rng(20)
    odd = random.integers(0, 2**63, size=(width, len(terms)), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    member = np.array([[attribute in term for term in terms] for attribute in range(width)], dtype=np.uint64)
    alone = [(one,) for one in range(width) for _ in range(width - 1 + LIKENESS)]
    sources = (*terms, *terms, *(pair for pair, _ in halves), *alone)
    return Layout(
        width=width,
        terms=tuple(terms),
        hashing=odd * member,
        salt=random.integers(0, 2**63, size=len(terms), dtype=np.uint64),
        ratio_of=np.array([place[pair] for pair, _ in halves], dtype=np.int64),
        ratio_to=np.array([place[half] for _, half in halves], dtype=np.int64),
        sources=sources,
    )
