"""Several levels of one thing called by their names in a list: `itil, change_manager`. Each is asked for.

Only names that are no everyday words count: `read, write` and `viewer or editor` speak of one level.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from catalog.model import EntitlementId, Place
from intents.engines.builtin.actions import action_of
from intents.engines.builtin.choice import Option
from intents.engines.port import Inquiry
from intents.own_words import blanked, own
from intents.words import common_stems, stem, stems, tokens

_PARTS = re.compile(r"[,;&+\n]|\band\b", re.IGNORECASE)
_ASIDE = frozenset(map(stem, ("role", "roles", "both", "access", "please", "the", "also", "for")))
"""Words beside a name in its piece of the list."""


def roles_listed(inquiry: Inquiry, best: Option, allowed: Collection[EntitlementId]) -> list[Place]:
    """The levels of the best option's resource that pieces next to each other name; none where fewer than two do."""
    resource = best.place.resource
    names: dict[tuple[str, ...], set[EntitlementId]] = {}
    for level in resource.entitlements:
        for name in (level.name, level.level):
            if level.id in allowed and _telling(words := tuple(stems(name))):
                names.setdefault(words, set()).add(level.id)
    run: list[EntitlementId] = []
    for piece in _pieces(inquiry):
        found = _called(piece, names, first=not run)
        if found is not None and found not in run:
            run.append(found)
        elif len(run) > 1:
            break
        elif found is None:
            run = []
    return [inquiry.company.places[one] for one in run] if len(run) > 1 else []


def _telling(name: tuple[str, ...]) -> bool:
    if len(name) > 1:
        return not common_stems().issuperset(name)
    return bool(name) and name[0] not in common_stems() and action_of(name[0]) is None


def _pieces(inquiry: Inquiry) -> list[list[str]]:
    """The pieces of the list in stems, without lengths; what is quoted, or an order, is none."""
    text = blanked(inquiry.text, [length.at for length in inquiry.lengths])
    found, at = [], 0
    for parting in [*_PARTS.finditer(text), None]:
        end = parting.start() if parting else len(text)
        words = tokens(text[at:end]) if own(at, end, inquiry.parts) else []
        if words:
            found.append([word.stem for word in words if word.stem not in _ASIDE])
        at = parting.end() if parting else end
    return found


def _called(
    piece: list[str], names: dict[tuple[str, ...], set[EntitlementId]], *, first: bool
) -> EntitlementId | None:
    """The level that the piece is the name of: at its end where the list begins, else at its start."""
    for name in sorted(names, key=len, reverse=True):
        at = piece[-len(name) :] if first else piece[: len(name)]
        if tuple(at) == name and len(names[name]) == 1:
            return next(iter(names[name]))
    return None
