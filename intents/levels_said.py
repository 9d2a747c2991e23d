"""Which levels of one resource the own words point at, and where they leave open which of two is meant.

`push or maintain`, `owner, reader is sufficient`, `sorry, pull`: two levels are said, and one of them is not wanted, or
either would do. Taking the one that came first grants the mightier as often as not, so such a level is offered, never
proposed, whichever engine names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalog.model import Company, EntitlementId, Place
from intents.candidates import Word, index_of
from intents.catalog_names import NAMED_FROM
from intents.catalog_words import name_stems, title_words
from intents.clause_roles import Clause, Role
from intents.engines.builtin.actions import action_granted, action_of, ambiguous
from intents.engines.port import Inquiry
from intents.others_tasks import others_tasks, untold
from intents.words import Token, common_stems, fold, said_whole, stems, tokens

_OWN = {Role.WISH, Role.CONTEXT, Role.REASON}
_EITHER = re.compile(
    r"\b(?:or|otherwise|alternatively|or else|failing that|if (?:that's |that is |it's |it is )?not(?: possible| available)?|at least)\b"
)
"""Stands between two things of which one would do."""
_FURTHER = 4
"""Words behind it among which the other thing is named."""
_ENOUGH = re.compile(
    r"(?:\b(?:is|are|be|seems?|looks?)|'s|'d be)(?: (?:also|really|quite|more than|probably|already|actually|just|good))* (?:enough|sufficient|plenty|all (?:i|we) need)\b"
    r"|\b(?:is|are|be)(?: also| just)? (?:fine|ok|okay)(?: too| as well| also| for (?:me|us|now))?\W*$"
    r"|\b(?:would|will|should|'d|'ll) (?:also |probably |actually |just )?do(?: (?:too|as well|fine|just fine|nicely|please|for (?:me|us|now)))?\W*$"
    r"|\b(?:would |will |should |'d |'ll )suffice\b|\bsuffices\b|\bdoes the (?:job|trick)\b"
    r"|^\W*(?:(?!(?:not|isnt|never|hardly|no|barely) )\w+ ){1,3}(?:enough|sufficient)\W*$"
)
"""Says of what stands before it that no more is needed."""
_NOT_ENOUGH = re.compile(
    r"\b(?P<level>\w++)(?:[ -](?:role|level|rights?|access|alone|only|profile|licen[cs]e|account|seat)){0,2}"
    r"(?: (?:in|on|of|to|for) (?:\w+ ){1,5}?\w+)?"
    r" (?:(?:can't|cant|cannot|can not) \w|(?:(?:wo|does|is)n't|wont|doesnt|isnt|(?:does|is|will) not|never)"
    r" (?:let|allow|show|give|enough|sufficient|suffice|do\b|cut it|work|help|reach))"
)
"""Says of a level that it is too little: `plain user won't let me`."""
_LACKING = re.compile(r"(?:\bcan't|\bcannot|\bcant|\bnot able to|\bunable to|\bneither)\b[^.!?]*$")
"""What goes on with `or` behind it is lacking as a whole."""
_FEW = 4
"""Words of a clause that says nothing but a level."""
_ADDED = re.compile(
    r"\b(?:i|we|he|she|they|you|it|not|never|hardly|no longer|and|also|plus|too|both|as well|then (?:i|we))\b|&|\+"
)
"""Makes of it more than that: a sentence about somebody, or one more thing that is wanted."""
_FOR_OTHERS = re.compile(r"\W*(?:for|to) (?!me\b|us\b|now\b|that\b|this\b|it\b|the moment\b|today\b)")
"""Goes on behind it where it may be enough for somebody else."""
_AFTER_ALL = re.compile(
    r"^\W*(?:(?:oh|ah|hm+|no|wait|well|but|or)\W+)*(?:actually|sorry|rather|correction|i mean|i meant|make (?:it|that)|on second thoughts?)\b"
)
"""Opens what is meant instead of what stood before."""
_VERB_LEADS = re.compile(
    r"(?:^|\b(?:to|can|could|may|must|should|will|would|i|we|he|she|they|or|only|just|also|and|please|let me|not))\W*$"
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """A word of the message, and the levels of the resource that it points at, which are not all of them."""

    token: Token
    levels: frozenset[EntitlementId]
    named: bool
    """By a name of theirs, not only by what is done."""


def pointed(
    place: Place,
    text: str,
    spans: Iterable[tuple[int, int]],
    company: Company,
    silent: Sequence[tuple[int, int]] = (),
) -> list[Pointed]:
    """The words in these stretches that tell the levels of a resource apart: by a level's name, else by what is done."""
    siblings = [company.places[one.id] for one in place.resource.entitlements]
    if len(siblings) < 2:
        return []
    said_of_all = title_words([place])
    names = {one.entitlement.id: _names(one) for one in siblings}
    folded = fold(text)
    found = []
    for start, end in spans:
        for token in tokens(folded[start:end]):
            placed = Token(token.word, token.stem, token.start + start, token.end + start)
            if token.stem in said_of_all or any(a <= placed.start < b for a, b in silent):
                continue
            named = _by_name(token, names)
            levels = named or _by_verb(token, folded[start : placed.start], siblings)
            if levels and len(levels) < len(siblings):
                found.append(Pointed(placed, levels, bool(named)))
    return found


def _names(place: Place) -> frozenset[str]:
    """The stems of what the level is called, and of two words of it written as one."""
    level = place.entitlement
    each = [name_stems(name) for name in (level.name, level.level.replace("-", " "), *level.aliases)]
    return frozenset(word for one in each for word in [*one, *(a + b for a, b in pairwise(one))])


def _by_name(token: Token, names: dict[EntitlementId, frozenset[str]]) -> frozenset[EntitlementId]:
    if token.stem in common_stems() and action_of(token.stem) is None:
        return frozenset()
    return frozenset(level for level, words in names.items() if token.stem in words)


def _by_verb(token: Token, before: str, siblings: Sequence[Place]) -> frozenset[EntitlementId]:
    spoken = action_of(token.stem)
    if spoken is None or (ambiguous(token.stem) and not _VERB_LEADS.search(before)):
        return frozenset()
    return frozenset(one.entitlement.id for one in siblings if action_granted(one.entitlement) is spoken[0])


def other_level_said(place: Place, inquiry: Inquiry) -> bool:
    """Whether another level of the resource was said to do as well, to be enough, or to be meant after all.

    Or whether this one was said to be too little, or is what somebody else was said to do, and nothing else speaks for it.
    """
    said = _said(place, inquiry)
    id = place.entitlement.id
    of_others = [
        o for o in pointed(place, inquiry.text, others_tasks(inquiry), inquiry.company) if id in o.levels
    ]
    by_name = any(one.named for one in of_others)
    # What others do by the level's own name is outweighed by that name only, not by a verb of its kind.
    if of_others and not any(id in one.levels and (one.named or not by_name) for one in said):
        return True
    if any(id not in one.levels for one, _ in _enough(said, inquiry.parts)):
        return True
    folded = fold(inquiry.text)
    too_little = {match.start("level") for match in _NOT_ENOUGH.finditer(folded)}
    if any(one.token.start in too_little and id in one.levels for one in said):
        return True
    return any(not a.levels & b.levels and id in a.levels | b.levels for a, b in _either(said, folded))


def enough_said(place: Place, inquiry: Inquiry) -> frozenset[EntitlementId]:
    """The levels of the resource that were said to be enough, or to be meant after all; none where nothing is said."""
    last = [one for one, sure in _enough(_said(place, inquiry), inquiry.parts) if sure]
    return last[-1].levels if last else frozenset()


def level_named(place: Place, words: Sequence[Word], company: Company) -> bool:
    """Whether the wish has a whole name of this level, which is no name of its siblings, its resource or its system."""
    siblings = [company.places[one.id] for one in place.resource.entitlements]
    of_others = {
        name for one in siblings if one.entitlement.id != place.entitlement.id for name in _whole_names(one)
    }
    vocabulary = index_of(company).vocabulary
    said = [vocabulary.meant(word.token) if word.weight >= NAMED_FROM else "" for word in words]
    known = title_words([place]) | common_stems()
    return any(
        said_whole(name, said) for name in _whole_names(place) - of_others if not known.issuperset(name)
    )


def _whole_names(place: Place) -> set[tuple[str, ...]]:
    level = place.entitlement
    return {tuple(stems(name)) for name in (level.name, level.level.replace("-", " "), *level.aliases)}


def _said(place: Place, inquiry: Inquiry) -> list[Pointed]:
    own = [(c.start, c.end) for c in inquiry.parts if c.role in _OWN]
    return pointed(place, inquiry.text, own, inquiry.company, silent=untold(inquiry))


def _enough(said: Sequence[Pointed], parts: Sequence[Clause]) -> Iterator[tuple[Pointed, bool]]:
    """What was said to be enough, or to be meant after all; and whether surely for the one who writes."""
    for clause in parts:
        inside = [one for one in said if clause.start <= one.token.start < clause.end]
        if not inside or clause.role not in _OWN:
            continue
        enough = _ENOUGH.search(clause.text)
        before = [one for one in inside if enough and one.token.start - clause.start < enough.end()]
        if before:
            yield before[-1], enough is None or not _FOR_OTHERS.match(clause.text, enough.end())
        elif _AFTER_ALL.search(clause.text):
            yield inside[0], True
        elif inside[0] is not said[0] and _bare(clause, inside[0]):
            yield inside[0], False


def _bare(clause: Clause, level: Pointed) -> bool:
    """Whether the clause says nothing but the level, and does not add it to what stands before: `well, read then`."""
    words = tokens(clause.text)
    bare = (
        level.named
        and len(words) <= _FEW
        and common_stems().issuperset(w.stem for w in words if w.stem != level.token.stem)
    )
    return bare and _ADDED.search(clause.text) is None


def _either(said: Sequence[Pointed], folded: str) -> Iterator[tuple[Pointed, Pointed]]:
    """The pairs that a word between them makes alternatives."""
    for a, b in pairwise(said):
        between = folded[a.token.end : b.token.start]
        joint = max(_EITHER.finditer(between), key=lambda found: found.end(), default=None)
        lacking = (
            _LACKING.search(folded[: a.token.start]) is not None
        )  # `I cannot read or write`: both are wished for
        if joint and not lacking and len(tokens(between[joint.end() :])) <= _FURTHER:
            yield a, b
