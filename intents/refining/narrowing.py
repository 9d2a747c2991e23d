"""How narrow, said again: `no, APAC`, `EMEA too`, `for AMER instead`, `without Q3`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from catalog.model import Company, Place, Resource
from intents.refining.said import Said
from intents.understanding import Item
from intents.value_stances import Stance, standings

_ALSO_BEFORE = re.compile(
    r"(?:\b(?:also|plus|as well as|in addition to|in addition|add)|^\W*(?:and|or))\s+(?:(?:for|in|on|the)\s+)*$"
)
_ALSO_AFTER = re.compile(r"^\s*(?:\w+\s+)?(?:too|as well|also)\b")
_NOT_BEFORE = re.compile(
    r"(?:\b(?:not|without|drop|scrap|skip|remove|minus|except|leave out|instead of|rather than|don'?t need|do not need|no need for|no longer)|\bno)(?:\s+(?:for|in|the))*\s*$"
)
_NOT_AFTER = re.compile(r"^\s+(?:is |are )?(?:not needed|not necessary|unnecessary|can go)\b")


_MOST_VALUES = 4
"""Up to how many values `all regions` puts one item each on the card; of more it is asked which."""
_OTHER = r"(?:the\s+|an)?other(?:\s+(?:one|two|three))?"
_ALL_OF = r"(?:(?P<both>both)|all|every|each)(?:\s+of)?(?:\s+the|\s+our)?(?:\s+(?:two|three|four))?"


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
        standing = standings(resource, text)
        for one, stance in ((s.said, s.stance) for s in standing):
            twice = [s for s in standing if s.said.start == one.start and s.said.key != one.key]
            if twice or not (
                _plain(resource, one.key, one.value) or one.key in asked or one.key in said.folded
            ):
                continue
            before, after = said.rest[: one.start], said.rest[one.end :]
            against = bool(_NOT_BEFORE.search(before) or _NOT_AFTER.match(after))
            against = against or stance is Stance.NOT_WANTED
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
    every = _every_value(said, resources)
    for key in {value.key for value in [*found.values(), *every]}:
        said.take_all(_called(key))
    return [*every, *(found[at] for at in sorted(found))]


def key_left_open(said: Said, options: Sequence[Place]) -> tuple[Place, str] | None:
    """The scope of which it is said that another value is meant, or all of too many, but not which; taken."""
    for place in options:
        for key, rule in place.resource.scopes.items():
            words = rf"(?:{_OTHER}|{_ALL_OF})"
            if _few(rule.values):
                words = _OTHER if len(rule.values) == 2 else rf"(?:{_OTHER}|both(?:\s+of)?(?:\s+the)?)"
            if said.take_all(re.compile(rf"\b{words}\s+{_called(key).pattern}")):
                return place, key
    return None


def _every_value(said: Said, resources: Iterable[Resource]) -> list[Value]:
    """`All regions`: each of them, where they are few."""
    found: list[Value] = []
    for resource in resources:
        for key, rule in resource.scopes.items():
            match = re.search(rf"\b{_ALL_OF}\s+{_called(key).pattern}", said.rest)
            if match is not None and _few(rule.values) and (match["both"] is None or len(rule.values) == 2):
                piece = said.text[match.start() : match.end()]
                said.take(match.start(), match.end())
                found += [Value(key, value, False, False, piece) for value in rule.values]
    return found


def _few(values: Sequence[str]) -> bool:
    return 0 < len(values) <= _MOST_VALUES


def _called(key: str) -> re.Pattern[str]:
    """A scope's key as people write it: one of it, or several."""
    name = re.escape(key.lower())
    return re.compile(rf"\b{name[:-1]}(?:y|ies)\b" if name.endswith("y") else rf"\b{name}s?\b")


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
        alike = [i for i in items if _group(i, key) == group]
        before = {i.scope[key]: i for i in alike if key in i.scope}
        rest = {k: v for k, v in one.scope.items() if k != key}
        values = _values(list(before), said)
        # A new value is for as long as the shortest of those that it joins.
        new = min(alike, key=lambda i: i.duration or timedelta.max)
        result += [
            before.get(value) or new.model_copy(update={"scope": {**rest, key: value}}) for value in values
        ] or [new.model_copy(update={"scope": rest})]
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
