"""An entitlement called by its whole name and nothing else: `change manager, please`, `itil`.

Such a name may be made of everyday words, or be no word at all; alone it says as much as a sentence would. It has to be
the name of one entitlement only: `viewer` is that of many.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import Company
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
    return len({id for name, id in _names(company) if _is(name, said)}) == 1


def _names(company: Company) -> list[tuple[tuple[str, ...], str]]:
    return [
        (tuple(stems(name)), place.entitlement.id)
        for place in company.places.values()
        for name in (place.entitlement.name, *place.entitlement.aliases)
    ]


def _is(name: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the words hold the name in a row, and else only what every message has."""
    if not name or (len(name) == 1 and (name[0] in common_stems() or action_of(name[0]) is not None)):
        return False
    size = len(name)
    return any(
        tuple(said[at : at + size]) == tuple(name)
        and common_stems().issuperset([*said[:at], *said[at + size :]])
        for at in range(len(said) - size + 1)
    )
