"""Whether words read as a person's name: a colleague's in part, or one that nobody here has.

A capital alone makes no name: the catalog's words, everyday English, products, months, places and firms have one too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from catalog.model import Company, Person
from intents.products import is_product
from intents.roster import roster
from intents.scopes import a_country
from intents.words import common_stems, fold, listed, stem

_COMPANY = listed(
    "corp corporation inc llc ltd limited plc gmbh ag se sa sas bv nv oy ab as spa srl kg co company group holding "
    "holdings bank partners"
)
_TIMES = listed(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday christmas easter xmas ramadan diwali spring summer autumn fall winter"
)
_PEOPLE_TOO = listed("jordan chad georgia")
"""Countries that many people are called by."""
_PIECES = re.compile(r"[^\W_]+")
_SLIPPED_FROM = 4
"""Letters a name must have for a word one slip away to be taken for it."""


class NameLike:
    """What reads as a name to one person of one company; `in_catalog` says whether the catalog uses a stem."""

    def __init__(self, company: Company, requester: Person, in_catalog: Callable[[str], bool]) -> None:
        self._people = roster(company)
        self._in_catalog = in_catalog
        self._own = set(_PIECES.findall(fold(f"{requester.name} {requester.email.partition('@')[0]}")))

    def knows(self, word: str) -> bool:
        """Whether the word is one of everyday English, of the catalog or of the market."""
        folded = fold(word.removesuffix("'s").removesuffix("’s"))
        token = stem(folded)
        everyday = token in common_stems() and (len(token) > 3 or token == folded)  # Doe is no form of `do`
        return everyday or self._in_catalog(token) or is_product(token)

    def own(self, name: str) -> bool:
        """Whether it is the name of whoever writes."""
        return self._own.issuperset(_PIECES.findall(fold(name)))

    def a_person(self, name: str) -> bool:
        """Whether the words read as the name of somebody else."""
        words = name.split()
        if self.own(name):
            return False
        if self.in_part(words[-1]) and not (words[1:] and self.knows(words[0])):
            return True
        if not all(word[0].isupper() and word[1:] == word[1:].lower() for word in words):
            return False
        folded = [fold(word) for word in words]
        if a_country(" ".join(folded)) and folded[0] not in _PEOPLE_TOO:
            return False
        if folded[-1] in _COMPANY or any(word in _TIMES or word in self._people.about for word in folded):
            return False
        return not any(self.knows(word) for word in words)

    def in_part(self, word: str) -> bool:
        """Whether the word is a colleague's name other than a first name that is theirs alone."""
        folded = fold(word)
        if "." in folded:
            return any(piece in self._people.parts for piece in folded.split("."))
        return folded in self._people.parts - self._own and not (word.islower() and self.knows(word))

    def a_slip(self, word: str) -> bool:
        """Whether the word is a colleague's first name but for one slip: `joaoo`."""
        from rapidfuzz.distance import OSA

        folded = fold(word)
        if len(folded) < _SLIPPED_FROM or self.knows(word):
            return False
        names = (one for one in self._people.first if len(one) >= _SLIPPED_FROM)
        return any(OSA.distance(folded, one, score_cutoff=1) == 1 for one in names)
