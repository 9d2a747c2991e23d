"""A scope value put right by another one takes back nothing else: `sales reports for AMER, no wait, EMEA`.

What takes back the last wish (`taking_back.py`) knows no catalog. Where only a value of the same scope follows, the
thing itself is still wanted, and without it nothing would be left to say what the value belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from catalog.model import Company
from intents.clause_roles import Clause, Role
from intents.engines.builtin.items import CORRECTED
from intents.scopes import SaidScope, said_scopes
from intents.words import common_stems, stem, tokens

_FEW = 4
"""Words of a clause that may be nothing but a value."""


def put_right(parts: Sequence[Clause], text: str, company: Company) -> list[Clause]:
    """The clauses, of which those that were taken back for a scope value alone are wished again."""
    found = list(parts)
    after = _value_alone(found)
    if after is None:
        return found
    gone = [n for n, clause in enumerate(found[:after]) if clause.role is Role.WITHDRAWN]
    same = any(
        _same_scope(said_scopes(resource, text), [found[n] for n in gone], found[after])
        for system in company.systems
        for resource in system.resources
        if resource.scopes
    )
    for n in gone if same else ():
        if not CORRECTED.search(found[n].text):
            found[n] = replace(found[n], role=Role.WISH)
    return found


def _value_alone(parts: Sequence[Clause]) -> int | None:
    """The clause behind a correction that may be nothing but a value."""
    for number, (before, clause) in enumerate(pairwise(parts), start=1):
        corrects = before.role is Role.WITHDRAWN and CORRECTED.search(before.text)
        if corrects and clause.role is Role.WISH and len(tokens(clause.text)) <= _FEW:
            return number
    return None


def _same_scope(said: Sequence[SaidScope], gone: Sequence[Clause], after: Clause) -> bool:
    """Whether the clause says nothing but a value of a scope of which another one was taken back."""
    value = next((one for one in said if after.start <= one.start < after.end), None)
    if value is None:
        return False
    beside = [
        token
        for token in tokens(after.text)
        if not value.start <= token.start + after.start < value.end
        and token.stem not in common_stems()
        and token.stem != stem(value.key)
    ]
    return not beside and any(
        one.key == value.key and any(c.start <= one.start < c.end for c in gone) for one in said
    )
