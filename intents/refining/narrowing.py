"""How narrow, said again: `no, APAC`, `EMEA too`, `for AMER instead`, `without Q3`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.model import Company, Resource
from intents.refining.said import Said
from intents.scopes import said_scopes
from intents.understanding import Item

_ALSO_BEFORE = re.compile(
    r"(?:\b(?:also|plus|as well as|in addition to|in addition|add)|^\W*(?:and|or))\s+(?:(?:for|in|on|the)\s+)*$"
)
_ALSO_AFTER = re.compile(r"^\s*(?:\w+\s+)?(?:too|as well|also)\b")
_NOT_BEFORE = re.compile(
    r"(?:\b(?:not|without|drop|scrap|skip|remove|minus|except|leave out|instead of|rather than|don'?t need|do not need|no need for|no longer)|\bno)(?:\s+(?:for|in|the))*\s*$"
)
_NOT_AFTER = re.compile(r"^\s+(?:is |are )?(?:not needed|not necessary|unnecessary|can go)\b")


@dataclass(frozen=True)
class Value:
    """One value of a scope key, as said: wanted, wanted as well, or not wanted."""

    key: str
    value: str
    adding: bool
    against: bool
    text: str


def said_values(said: Said, resources: Iterable[Resource], asked: Sequence[str] = ()) -> list[Value]:
    """The values that the message names for these resources; the words are taken.

    A value that only a pattern limits needs a digit, its key beside it, or a question that asked for it. A word
    that stands for two keys of one resource is left alone.
    """
    found: dict[tuple[int, int], Value] = {}
    text = said.rest_as_written
    for resource in resources:
        for one in said_scopes(resource, text):
            twice = [o for o in said_scopes(resource, text) if o.start == one.start and o.key != one.key]
            if twice or not (
                _plain(resource, one.key, one.value) or one.key in asked or one.key in said.folded
            ):
                continue
            before, after = said.rest[: one.start], said.rest[one.end :]
            against = bool(_NOT_BEFORE.search(before) or _NOT_AFTER.match(after))
            adding = bool(_ALSO_BEFORE.search(before) or _ALSO_AFTER.match(after)) and not against
            piece = said.text[one.start : one.end]
            found[one.start, one.end] = Value(one.key, one.value, adding, against, piece)
    for start, end in found:
        for pattern in (_NOT_BEFORE, _ALSO_BEFORE):
            lead = pattern.search(said.rest[:start])
            if lead:
                said.take(lead.start(), start)
        gone = _NOT_AFTER.match(said.rest[end:])
        said.take(start, end + (gone.end() if gone else 0))
    for key in {value.key for value in found.values()}:
        said.take_all(re.compile(rf"\b{re.escape(key.lower())}s?\b"))
    return [found[at] for at in sorted(found)]


def _plain(resource: Resource, key: str, value: str) -> bool:
    return bool(resource.scopes[key].values) or any(char.isdigit() for char in value)


def narrowed(items: Sequence[Item], values: Sequence[Value], company: Company) -> list[Item] | None:
    """The items with those values; None when it is unclear which of different items they are about."""
    changed = list(items)
    for key in dict.fromkeys(value.key for value in values):
        said = [value for value in values if value.key == key]
        having = [one for one in changed if key in company.places[one.entitlement].resource.scopes]
        standing = {
            one.entitlement: tuple(i.scope.get(key) for i in having if i.entitlement == one.entitlement)
            for one in having
        }
        if len({tuple(sorted(map(str, s))) for s in standing.values()}) > 1:
            return None
        changed = _with(changed, key, said, having)
    return changed


def _with(items: list[Item], key: str, said: list[Value], having: list[Item]) -> list[Item]:
    """One key changed: every group of items that differ in that key only gets the values that are left."""
    result: list[Item] = []
    done: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
    for one in items:
        if one not in having:
            result.append(one)
            continue
        group = _group(one, key)
        if group in done:
            continue
        done.add(group)
        before = [i.scope[key] for i in items if _group(i, key) == group and key in i.scope]
        rest = {k: v for k, v in one.scope.items() if k != key}
        values = _values(before, said)
        result += [Item(entitlement=one.entitlement, scope={**rest, key: value}) for value in values] or [
            Item(entitlement=one.entitlement, scope=rest)
        ]
    return list(_unique(result))


def _values(before: list[str], said: list[Value]) -> list[str]:
    against = {value.value for value in said if value.against}
    wanted = [value.value for value in said if not value.against]
    if any(value.adding for value in said) or against & set(before):
        wanted = [*before, *wanted]
    elif not wanted:
        wanted = before
    return [value for value in dict.fromkeys(wanted) if value not in against]


def _group(item: Item, key: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return item.entitlement, tuple(sorted((k, v) for k, v in item.scope.items() if k != key))


def _unique(items: Sequence[Item]) -> Iterable[Item]:
    seen: list[Item] = []
    for item in items:
        if item not in seen:
            seen.append(item)
            yield item
