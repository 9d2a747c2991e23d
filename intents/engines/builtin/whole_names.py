"""An entitlement called by its whole name and nothing else: `change manager, please`, `itil`.

Such a name may be made of everyday words, or be no word at all; alone it says as much as a sentence would. It has to be
the name of one entitlement only: `viewer` is that of many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from catalog.model import Company, EntitlementId
from catalog.per_company import once_per_company
from intents.candidates import Word
from intents.engines.builtin.actions import action_of
from intents.words import common_stems, stems

_LONGEST = 8
"""Words of a message that may be a name and a courtesy."""


def only_name(words: Sequence[Word], company: Company) -> bool:
    """Whether the words are the name of exactly one entitlement, with nothing but everyday words beside it."""
    said = [word.token.stem for word in words]
    if not said or len(said) > _LONGEST:
        return False
    names = whole_names(company)
    found: set[EntitlementId] = set()
    for start, end in combinations(range(len(said) + 1), 2):
        if common_stems().issuperset([*said[:start], *said[end:]]):
            found |= names.get(tuple(said[start:end]), frozenset())
    return len(found) == 1


@once_per_company
def whole_names(company: Company) -> dict[tuple[str, ...], set[EntitlementId]]:
    """The entitlements by what they are called, in stems; no everyday word by itself, and none that says what to do."""
    found: dict[tuple[str, ...], set[EntitlementId]] = defaultdict(set)
    for place in company.places.values():
        for name in (place.entitlement.name, *place.entitlement.aliases):
            words = tuple(stems(name))
            if len(words) > 1 or (words and words[0] not in common_stems() and action_of(words[0]) is None):
                found[words].add(place.entitlement.id)
    return dict(found)
