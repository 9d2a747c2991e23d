"""What the person's own words name of the catalog, and the reading does not cover: another resource, or a code.

A reading that leaves something out that was called by its name is not the whole wish, however sure it is of the
rest. What is named in the reason, ruled out or quoted is no wish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.model import EntitlementId
from intents.candidates import Word, index_of, weigh
from intents.catalog_words import written_words
from intents.engines.builtin.actions import action_of
from intents.engines.builtin.announcing import announced
from intents.engines.builtin.choice import Option, in_a_row
from intents.engines.builtin.chosen import Choice
from intents.engines.builtin.needs import weighted_words
from intents.engines.builtin.purposes import purposes
from intents.engines.builtin.reason import asks_at
from intents.engines.builtin.stretches import tells
from intents.engines.port import Inquiry
from intents.levels import called
from intents.passages import Clause, Role
from intents.scopes import said_scopes
from intents.words import common_stems, fold, listed, stems, tokens

_ASKS_FOR_IT = re.compile(r"\s+(?:needs|wants|asks|asked|wanted|says|said)\b")
_GOES_WITH = re.compile(
    r"\b(?:of|in|from|with|by|about|into|via|through|like|around|during|before|after)(?: (?:the|a|an|our|my|their|his|her|its|this|that|all))?\s+$"
)
"""Leads to what the thing before it is part of, or is done with: `the usage of the portal`, `in the portal`."""
_PART_OF = re.compile(r"\s+(?:in|of|on|at|from)(?: (?:the|a|our|my))?\s+(?P<whole>\w+)")
"""`the recordings in the vault`."""
_BEFORE_A_VERB = listed("i we he she they can could must should may i'd we'd i'll we'll")
_JOINS = re.compile(r"[,;+&]|\b(?:and|also|plus|then|or)\b")
_UNTIL = re.compile(r"\b(?:until|till|til)\b")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that was said: of which resource, by which words, and of which of its levels where it is one's own."""

    resource: int
    words: range
    entitlement: EntitlementId | None = None
    system: str | None = None
    """Where no more than the system was called by its name."""


def left_out(inquiry: Inquiry, choices: Sequence[Choice], taken: Sequence[Option]) -> list[Option]:
    """The best level of each thing named that the options `taken` do not cover, in sight where one is."""
    words = weighted_words(inquiry.text, inquiry.parts, [(n.start, n.end) for n in inquiry.named])
    ranked = sorted((o for choice in choices for o in choice.ranked), key=lambda one: not one.visible)
    said = [
        name
        for name in _telling(_names(inquiry, ranked, words))
        if _wished(inquiry, words, name) and _as_it_is_called(inquiry, words, name)
    ]
    covered = {option.match.resource for option in taken}
    known = {n for name in said if name.resource in covered for n in name.words}
    found: dict[int, Option] = {}
    for name in said:
        if name.resource in covered or not known.isdisjoint(name.words):
            continue
        if _explained(inquiry, words, name, taken) or _by_the_way(inquiry, words, name, taken):
            continue
        meant = [o for o in ranked if o.match.resource == name.resource and name.entitlement in {None, o.id}]
        if meant:
            found.setdefault(name.resource, meant[0])
    return list(found.values())


def named_spans(inquiry: Inquiry) -> list[tuple[int, int]]:
    """Where the message calls anything of the catalog by its name: a system, a resource or a code."""
    index = index_of(inquiry.company)
    words = weigh(inquiry.text, lambda _: 1.0)
    whole = in_a_row(words)
    met = [where for _, _, where in index.names_met(words)]
    for match in inquiry.matches:
        for place in index.spots[match.resource].places:
            name = called(place)
            if name and (at := whole.find(name)) >= 0:
                first = whole.count(" ", 0, at)
                met.append(range(first, first + name.count(" ") - 1))
    return [(words[where.start].token.start, words[where.stop - 1].token.end) for where in met]


def _telling(names: Sequence[_Name]) -> list[_Name]:
    """Those that are neither said only inside a longer one (`Production` in `Production databases`), nor one word that
    several things are called by."""
    spans = [set(name.words) for name in names]
    things: dict[range, set[int]] = {}
    for name in names:
        things.setdefault(name.words, set()).add(name.resource)
    return [
        name
        for name in names
        if not any(set(name.words) < other for other in spans)
        and (len(name.words) > 1 or len(things[name.words]) == 1)
    ]


def _as_it_is_called(inquiry: Inquiry, words: Sequence[Word], name: _Name) -> bool:
    """Whether a name of one word was said as the catalog has it: `learn` and `counted` say nothing of Learning or counts."""
    if len(name.words) > 1 or name.entitlement is not None:
        return True
    said = words[name.words.start].token
    if [said.word] != [one.word for one in tokens(inquiry.text[said.start : said.end])]:
        return False  # put for a verb of two words
    spot = index_of(inquiry.company).spots[name.resource]
    known = written_words(spot.system, spot.resource)
    same = [word for word, stem in known.items() if stem == said.stem]
    return not same or _one_of_them(said.word) in {_one_of_them(word) for word in same}


def _one_of_them(word: str) -> str:
    """The singular, roughly."""
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")


def _names(inquiry: Inquiry, ranked: Sequence[Option], words: Sequence[Word]) -> list[_Name]:
    """Names of resources, of systems by the best of their resources, and of levels that are called by their own."""
    index = index_of(inquiry.company)
    best: dict[str, int] = {}
    for option in ranked:
        best.setdefault(option.place.system.id, option.match.resource)
    found: list[_Name] = []
    for kind, number, where in index.names_met(words):
        system = index.spots[number].system.id
        if kind == "resource":
            found.append(_Name(number, where))
        elif best.get(system) == number:
            found.append(_Name(number, where, system=system))
    whole = in_a_row(words)
    for option in ranked:
        name = called(option.place)
        if name and (at := whole.find(name)) >= 0:
            first = whole.count(" ", 0, at)
            where = range(first, first + name.count(" ") - 1)
            found.append(_Name(option.match.resource, where, entitlement=option.id))
    return found


def _wished(inquiry: Inquiry, words: Sequence[Word], name: _Name) -> bool:
    """Whether the name stands in the wish, or in a piece of its list, and not in what it is for or how long."""
    start = words[name.words.start].token.start
    clause = next((c for c in inquiry.parts if c.start <= start < c.end), None)
    if clause is None or _says_why_or_how_long(inquiry, clause, start):
        return False
    return clause.role is Role.WISH or (clause.role is Role.CONTEXT and _listed(inquiry, words, clause, name))


def _listed(inquiry: Inquiry, words: Sequence[Word], clause: Clause, name: _Name) -> bool:
    """Whether a clause beside the wish is one more piece of its list: the name alone, or what is to be done with it."""
    if tells(clause.text):
        return False
    if not any(c.role is Role.WISH and c.sentence == clause.sentence for c in inquiry.parts):
        return False
    inside = [n for n, word in enumerate(words) if clause.start <= word.token.start < clause.end]
    beside = [words[n].token.stem for n in inside if n not in name.words]
    return any(action_of(one) is not None for one in beside) or common_stems().issuperset(beside)


def _says_why_or_how_long(inquiry: Inquiry, clause: Clause, start: int) -> bool:
    """Whether what the access is for, or how long, has begun in the clause before this place, beside the wish."""
    at = start - clause.start
    if (until := _UNTIL.search(clause.text)) is not None and until.start() <= at:
        return True
    begun = [] if (why := announced(clause)) is None else [why.start()]
    begun += [begin for begin, _, _ in purposes(clause.text)]
    opening = len(clause.text) - len(clause.text.lstrip(" ,;:-–—"))
    asks = asks_at(clause.text)
    # `For the audit I need the ledger`: what opens the clause ends where it goes over to asking.
    behind = any(c.role is Role.WISH and c.end <= clause.start for c in inquiry.parts)
    before = (behind and asks is None) or (asks is not None and at < asks)
    return any(begin <= at and (begin > opening or before) for begin in begun)


def _explained(inquiry: Inquiry, words: Sequence[Word], name: _Name, taken: Sequence[Option]) -> bool:
    """Whether the words of the name say as much of what was taken: words they share, or a value of its scope."""
    said = [words[n].token for n in name.words]
    for option in taken:
        values = said_scopes(option.place.resource, inquiry.text)
        if any(value.start <= token.start < value.end for value in values for token in said):
            return True
        if common_stems().union(_own_names(inquiry, option)).issuperset(one.stem for one in said):
            return True
    return False


def _own_names(inquiry: Inquiry, option: Option) -> set[str]:
    """The stems of the names of what was taken: of its system, its resource and the levels of that."""
    index = index_of(inquiry.company)
    levels = index.levels(option.match.resource).levels
    scopes = (stem for key in option.place.resource.scopes for stem in stems(key))
    return set(index.spots[option.match.resource].own_words).union(scopes, *(one.names for one in levels))


def _by_the_way(inquiry: Inquiry, words: Sequence[Word], name: _Name, taken: Sequence[Option]) -> bool:
    """Whether the name is no thing wished by itself: a verb, who asks, a word of what was taken, a system told of."""
    index = index_of(inquiry.company)
    own = {stem for option in taken for stem in index.spots[option.match.resource].own_words}
    first, last = words[name.words[0]].token, words[name.words[-1]].token
    if len(name.words) == 1 and first.word.endswith("ing") and action_of(first.stem) is not None:
        return True
    if _ASKS_FOR_IT.match(fold(inquiry.text[last.end :])):
        return True
    if _GOES_WITH.search(fold(inquiry.text[: first.start])) and _told_before(inquiry, words, name, own):
        return True
    if name.system is not None:
        clause = next(c for c in inquiry.parts if c.start <= first.start < c.end)
        inside = {w.token.stem for w in words if clause.start <= w.token.start < clause.end}
        return (
            any(option.place.system.id == name.system for option in taken)
            or not inside.isdisjoint(own - common_stems())
            or tells(clause.text)
            or _GOES_WITH.search(fold(inquiry.text[clause.start : first.start])) is not None
        )
    if len(name.words) > 1:
        return False
    first_at = name.words.start
    before, after = (words[n].token if 0 <= n < len(words) else None for n in (first_at - 1, first_at + 1))
    if before is not None and before.word in _BEFORE_A_VERB:
        return True
    if before is not None and before.stem in own and not inquiry.text[before.end : first.start].strip():
        return True
    follows = fold(inquiry.text[last.end :])
    if (part := _PART_OF.match(follows)) and not own.isdisjoint(stems(part["whole"])):
        return True
    if after is None or inquiry.text[last.end : after.start].strip():
        return False
    # `the form service`, `the supplier invoices`: the first word of a longer name, not a thing by itself.
    values = said_scopes(index.spots[name.resource].resource, inquiry.text)
    plain = after.stem not in common_stems() and action_of(after.stem) is None
    return after.stem in own or (plain and not any(v.start <= after.start < v.end for v in values))


def _told_before(inquiry: Inquiry, words: Sequence[Word], name: _Name, own: set[str]) -> bool:
    """Whether a word of what was taken stands before the name, and nothing in between begins another thing."""
    start = words[name.words.start].token.start
    before = [w.token for w in words[: name.words.start] if w.token.stem in own - common_stems()]
    return bool(before) and _JOINS.search(fold(inquiry.text[before[-1].end : start])) is None
