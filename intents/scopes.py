"""Scope values as a message says them: the value itself, an alias, a pattern, a country by any of its names.

Only declared keys and allowed values come out. The words for countries and their peoples are general knowledge
(ISO 3166-1 codes and common demonyms), joined to whatever names a catalog gives its values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from catalog.model import Resource, ScopeRule
from intents.near_values import near_value
from intents.words import common_stems, fold, stem, stems, tokens


@dataclass(frozen=True, slots=True)
class SaidScope:
    """One value of one key, and where the message says it."""

    key: str
    value: str
    start: int
    end: int


_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
}
_NTH_QUARTER = re.compile(r"\b(first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter\b|\bq\s?([1-4])\b")
_MONTH_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(20\d\d)\b")
_CHUNK = re.compile(r"[^\s,;:!?()\"'“”`<>]{1,64}")


@cache
def _places() -> dict[str, int]:
    """Each folded word or phrase for a country, to the number of its line."""
    lines = json.loads(files("intents").joinpath("countries.json").read_text("utf-8"))
    return {name: number for number, line in enumerate(lines) for name in line.split("|")}


def a_country(words: str) -> bool:
    """Whether the folded words are a country's."""
    return words in _places()


@lru_cache(maxsize=4096)
def _phrase(text: str) -> tuple[str, ...]:
    return tuple(stem(token.word) for token in tokens(text))


@lru_cache(maxsize=1024)
def _names(values: tuple[str, ...], aliases: tuple[tuple[str, str], ...]) -> dict[tuple[str, ...], str]:
    """Every phrase that stands for one of the values; a country's other names too when they are not ambiguous."""
    names: dict[tuple[str, ...], str] = {}
    countries: dict[int, set[str]] = {}
    for said, value in [*((v, v) for v in values), *aliases]:
        if value not in values:
            continue
        names.setdefault(_phrase(said), value)
        country = _places().get(fold(said)) or (
            _places().get(fold(said).rstrip("0123456789-_")) if len(said) > 2 else None
        )
        if country is not None:
            countries.setdefault(country, set()).add(value)
    for name, number in _places().items():
        meant = countries.get(number, set())
        coded = {
            name.upper(),
            *(f"{name.upper()}{v[len(name) :]}" for v in meant if v[len(name) :].isdigit()),
        }
        if len(meant) == 1 and (len(name) > 2 or coded & set(values)):
            names.setdefault(_phrase(name), next(iter(meant)))
    names.pop((), None)
    return names


def said_scopes(resource: Resource, text: str, start: int = 0, end: int | None = None) -> list[SaidScope]:
    """The values the text names for the resource's scope keys, in order; ambiguous words are left out."""
    found: list[SaidScope] = []
    for key, rule in resource.scopes.items():
        said = _listed(key, rule, text) if rule.values else _patterned(key, rule, text, resource)
        found += [s for s in said if s.start >= start and (end is None or s.end <= end)]
    return sorted(found, key=lambda s: s.start)


def _listed(key: str, rule: ScopeRule, text: str) -> Iterator[SaidScope]:
    names = _names(rule.values, tuple(sorted(rule.aliases.items())))
    words = tokens(text)
    longest = max((len(name) for name in names), default=0)
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            run = words[at : at + size]
            value = names.get(tuple(w.stem for w in run))
            # Two-letter codes that are also words (US, IN, IT) count only in capitals.
            if value is not None and _meant(text[run[0].start : run[-1].end]):
                yield SaidScope(key, value, run[0].start, run[-1].end)
                at += size - 1
                break
        else:
            near = near_value(words[at], names)
            if near is not None:
                yield SaidScope(key, near, words[at].start, words[at].end)
        at += 1


def _meant(said: str) -> bool:
    return (
        said.lower()
        not in {
            "us",
            "in",
            "it",
            "is",
            "be",
            "no",
            "at",
            "am",
            "an",
            "as",
            "do",
            "my",
            "me",
            "so",
            "to",
            "by",
            "de",
        }
        or said.isupper()
    )


def _own_words(resource: Resource) -> frozenset[str]:
    """What the resource and its levels are called: `namespace admin` names no namespace."""
    names = [resource.name, *(n for e in resource.entitlements for n in (e.name, e.level, *e.aliases))]
    return frozenset(word for name in names for word in stems(name))


@lru_cache(maxsize=512)
def _after(key: str) -> re.Pattern[str]:
    """Up to where a value stands that its key announces: `namespace: `, `project called "`."""
    return re.compile(rf"\b{re.escape(key.lower())}(?:\s+(?:called|named|is|=)\s+|\s*[:=]\s*|\s+)[\"'“`]?")


def _patterned(key: str, rule: ScopeRule, text: str, resource: Resource) -> Iterator[SaidScope]:
    written: set[int] = set()
    folded = fold(text)
    after_key = {found.end() for found in _after(key).finditer(folded)}
    for chunk in _CHUNK.finditer(text):
        bare = chunk[0].rstrip(".")
        told = chunk.start() in after_key and stem(fold(bare)) not in common_stems() | _own_words(resource)
        for variant in dict.fromkeys((bare, bare.upper(), bare.lower())):
            if (
                any(c.isalnum() for c in variant)
                and (told or any(c.isdigit() for c in variant) or variant == bare.upper())
                and rule.allows(variant)
            ):
                if not told and variant.isalpha() and variant.lower() == bare:
                    continue
                written.add(chunk.start())
                yield SaidScope(key, variant, chunk.start(), chunk.start() + len(bare))
                break
    for match in _NTH_QUARTER.finditer(folded):
        value = f"Q{match[2] or _ORDINALS[match[1]]}"
        if match.start() not in written and rule.allows(value):
            yield SaidScope(key, value, match.start(), match.end())
    for match in _MONTH_YEAR.finditer(folded):
        value = f"{match[2]}-{_MONTHS.index(match[1]) + 1:02d}"
        if rule.allows(value):
            yield SaidScope(key, value, match.start(), match.end())


def tells_time(rule: ScopeRule) -> bool:
    """Whether the values are times, which people say of many things besides what they ask for."""
    return not rule.values and any(rule.allows(time) for time in ("Q1", "2026", "2026-01"))


def required_missing(resource: Resource, scope: dict[str, str]) -> list[str]:
    """The required keys that have no value yet."""
    return [key for key, rule in resource.scopes.items() if rule.required and key not in scope]


def allowed_scope(resource: Resource, scope: dict[str, str]) -> dict[str, str]:
    """Only what the resource declares and allows, in the order it declares it."""
    return {
        key: scope[key] for key, rule in resource.scopes.items() if key in scope and rule.allows(scope[key])
    }
