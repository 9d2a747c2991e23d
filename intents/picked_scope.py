"""The scope of an entitlement somebody picked from a list, by what they had written before.

No engine is asked: the rules read the values, and what they leave open is a question on the card.
"""

from __future__ import annotations

from catalog.model import Resource, ScopeValues
from intents.passages import Role, clauses
from intents.value_stances import wanted

_SPEAKS = {Role.WISH, Role.CONTEXT, Role.REASON}


def picked_scope(resource: Resource, text: str, *, last: bool) -> ScopeValues:
    """The one value of each key that the person's own words give; `last` takes the latest where they give several.

    The latest counts where every further line changed what stood before it; elsewhere several are as good as none.
    """
    parts = [clause for clause in clauses(text) if clause.role in _SPEAKS]
    found: dict[str, list[str]] = {}
    for one in wanted(resource, text):
        if any(clause.start <= one.start < clause.end for clause in parts):
            found.setdefault(one.key, []).append(one.value)
    return {key: values[-1] for key, values in found.items() if last or len(set(values)) == 1}
