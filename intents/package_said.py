"""Where a message says the name of an access package as what is wanted, or as the job somebody has started in.

The whole name or alias has to be said, and nothing else may be wanted beside it: a package gives several things at
once, so half a name is no reason to put it on a card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.model import Bundle, Company
from catalog.per_company import once_per_company
from intents.catalog_words import title_words
from intents.passages import Clause, Role
from intents.people_named import blanked
from intents.roster import Named
from intents.words import Token, common_stems, fold, listed, said_whole, stem, stems, tokens

_NEAR = 300
"""Characters before a name that are looked at for how it is meant."""
_WANTED = {Role.WISH, Role.CONTEXT}
_NOUN = frozenset(
    map(
        stem,
        listed("package pack bundle starter kit set baseline stack basics onboarding tools profile"),
    )
)
_CALLED_SO = frozenset(map(stem, listed("package pack bundle kit")))
_GETTING = (
    r"(?:need|needs|want|wants|get|gets|give|grant|request|order|require|requires|have|add|assign|provide|onboard|like"
    r"|set|put|sign|ask(?:ing)? for|apply for|receive|order|hand|sort|arrange)"
)
_GETS = re.compile(rf"\b{_GETTING}\b")
_FILLED = (
    r"(?:\s+(?:me|us|him|her|them|you|the|a|an|our|my|your|his|their|usual|standard|full|whole|complete|normal|access|rights"
    r"|role|to|up|out|with|for|on|onto|in|into|of|please|also|just|have|get|be|given|as|and|colleague|report|same))*"
)
_BEFORE_GETTING = re.compile(rf"\b{_GETTING}{_FILLED}\s*$")
_BEFORE_JOINING = re.compile(
    r"\b(?:join(?:ed|s|ing)?|start(?:ed|s|ing)?|hired|begins?|began|arrived|onboard(?:ed|ing)?)\b(?:\s+\w+){0,4}?\s+(?:as|in|with)"
    r"(?:\s+(?:a|an|the|our|your|their|new))*\s*$"
)
_BEFORE_NEW = re.compile(r"\b(?:i am|i'm|im|is|am|we have|as)(?:\s+(?:a|an|the|our|your|their))?\s*$")
_AFTER = re.compile(
    r"\s*+(?:access\s++)?(?:package|pack|bundle|set|kit)?\s*+(?:$|[.,;:!?)\-–—]"
    r"|(?:for|please|pls|as|from|until|till|so|by|since|because|thanks|thank|starting|on|next|this|now|today|tomorrow|asap|in order|to\s+(?:start|begin|get|do|work|prepare)|while|when|at)\b)"
)
_BESIDES = re.compile(
    r"(?:\b(?:and|plus|also|along with|as well as)\b|&)\s+(?!(?:thanks?|thank you|many|i|i'm|im|we|it|he|she|they|then|will|am|is|are|starts?"
    r"|started|starting|begins?|beginning|joins?|joined|joining|works?|working|so|because|my|our|his|her|their)\b)(?P<what>\w+)"
)
"""Something that is listed after the package; what tells more of the story is not."""
_NOUN_AFTER = re.compile(r"\s*+(?:access\s++)?(?:package|pack|bundle|set|kit)\b")
_NEVER = re.compile(
    r"n't\b|\b(?:no|not|never|without|dont|doesnt|didnt|wont|cant|cannot|stop|remove|revoke|return|cancel|drop|instead|rather"
    r"|who|whose|what|why|how|when|which|where|whether|if|approve|deny|already|did|had|used)\b"
)
_NOT = re.compile(r"\bnot\b")
_LEAVES_OUT = re.compile(
    r"\b(?:skip|forget|leave (?:it |that )?out|drop|except|but no|no longer|without|minus|other than|apart from)\b"
)
_AS_WELL = re.compile(
    r"(?!(?:i|i'm|im|we|it|that|this|he|she|they|you)\b)\w.{0,60}\b(?:too|as well)\W*(?:(?:please|pls|thanks)\W*)?$"
)
_MARKS = " ,.;:!?-–—"
_ALSO = frozenset(map(stem, listed("too also plus and please pls thanks")))
_ONLY = re.compile(r"^\W*(?:(?:hi|hello|hey|the|a|please|my|our)\W+)*$")


@dataclass(frozen=True, slots=True)
class SaidPackage:
    """A package somebody named, and where in the message."""

    bundle: Bundle
    start: int
    end: int
    as_job: bool
    """Named as the job somebody started in, not as a package to get."""


def said_packages(
    text: str, parts: Sequence[Clause], named: Sequence[Named], company: Company
) -> list[SaidPackage]:
    """The packages that are clearly wanted, each once, in the order they are said."""
    folded = fold(text)
    heard = blanked(folded, [(n.start, n.end) for n in named])
    spans = _spans(tokens(text), company.bundles)
    if not spans:
        return []
    found: dict[str, SaidPackage] = {}
    for clause in parts:
        if clause.role not in _WANTED:
            continue
        for bundle, start, end in (one for one in spans if clause.start <= one[1] and one[2] <= clause.end):
            before = heard[max(clause.start, start - _NEAR) : start]
            if _lists_more(heard[clause.start : start], heard[end : clause.end]):
                return []
            said = _way_of_saying(
                before, heard[start:end], heard[end : clause.end], alone=_alone(clause, parts)
            )
            if said is not None:
                found.setdefault(bundle.id, SaidPackage(bundle, start, end, said))
    beside = [c for c in parts if not any(c.start <= one.start < c.end for one in found.values())]
    if _left_out(parts, [one.bundle for one in found.values()], company) or _listed(beside, company):
        return []
    # A wish beside it would be lost on the card of a package.
    rest = blanked(heard, [_with_cue(heard, one) for one in found.values()])
    others = (rest[c.start : c.end] for c in parts if c.role in _WANTED)
    return [] if any(_GETS.search(one) for one in others) else list(found.values())


def package_named(text: str, parts: Sequence[Clause], company: Company) -> Bundle | None:
    """A package that the wish calls one by its whole name, wanted alone or beside other things."""
    heard = fold(text)
    words = [one for one in tokens(text) if _wished(one, parts)]
    for bundle, start, end in _spans(words, company.bundles):
        if set(stems(heard[start:end])) & _CALLED_SO or _NOUN_AFTER.match(heard[end:]):
            return bundle
    return None


def _wished(word: Token, parts: Sequence[Clause]) -> bool:
    return any(c.role in _WANTED and c.start <= word.start < c.end for c in parts)


def _left_out(parts: Sequence[Clause], bundles: Sequence[Bundle], company: Company) -> bool:
    """Whether something in the packages is not wanted, or may not be: a package is given whole."""
    places = [company.places[one] for bundle in bundles for one in bundle.includes]
    inside = title_words(places) - common_stems()
    for clause in parts:
        named = bool(inside & set(stems(clause.text)))
        if clause.role is Role.RULED_OUT and (named or _NOT.search(clause.text)):
            return True
        if named and (clause.role is Role.WITHDRAWN or _LEAVES_OUT.search(clause.text)):
            return True
    return False


def _lists_more(before: str, after: str) -> bool:
    """Whether the clause that says the package lists something besides: `and Figma`."""
    return _strange(before) or _BESIDES.search(after) is not None


def _strange(text: str) -> bool:
    """Whether something is listed that everyday talk has no word for: that is more likely a thing than a story."""
    return any(stem(found["what"]) not in common_stems() for found in _BESIDES.finditer(text))


def _listed(beside: Sequence[Clause], company: Company) -> bool:
    """Whether what stands beside the packages only lists something more: `, plus Figma`, `. Figma too`."""
    for clause in (one for one in beside if one.role in _WANTED or one.role is Role.ORDER):
        said = clause.text.lstrip(_MARKS)
        if _BESIDES.match(said) or _AS_WELL.match(said) or _strange(said):
            return True
        rest = set(stems(clause.text)) - common_stems() - _ALSO
        if rest and rest <= _names(company):
            return True
    return False


@once_per_company
def _names(company: Company) -> frozenset[str]:
    """Every word of the names of systems and resources."""
    return title_words(company.places.values())


def _way_of_saying(before: str, phrase: str, after: str, *, alone: bool) -> bool | None:
    """False: as something to get; True: as the job started in; None: neither."""
    if _NEVER.search(before) or not _AFTER.match(after):
        return None
    noun = any(one in _NOUN for one in stems(phrase)) or _NOUN_AFTER.match(after) is not None
    if noun and (_BEFORE_GETTING.search(before) or (alone and _ONLY.match(before))):
        return False
    if _BEFORE_JOINING.search(before):
        return True
    if phrase.startswith("new ") and _BEFORE_NEW.search(before):
        return True
    return None


def _alone(clause: Clause, parts: Sequence[Clause]) -> bool:
    """Whether the message says hardly more than this clause."""
    return all(one is clause or not any(char.isalnum() for char in one.text) for one in parts)


def _with_cue(heard: str, one: SaidPackage) -> tuple[int, int]:
    near = max(0, one.start - _NEAR)
    cue = _BEFORE_GETTING.search(heard[near : one.start])
    return (near + cue.start() if cue and not one.as_job else one.start), one.end


def _spans(words: Sequence[Token], bundles: Sequence[Bundle]) -> list[tuple[Bundle, int, int]]:
    """Every whole name in the words; of names within each other only the longest, of a shared name none."""
    said = [word.stem for word in words]
    found = [
        (bundle, words[span.start].start, words[span.stop - 1].end)
        for bundle in bundles
        for name in (bundle.name, *bundle.aliases)
        for span in said_whole(stems(name), said)
    ]
    return [
        one
        for one in found
        if not any(other[0] is not one[0] and other[1] <= one[1] and one[2] <= other[2] for other in found)
    ]
