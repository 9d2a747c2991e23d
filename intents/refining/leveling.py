"""Another level of the same thing: `make it write`, `read only is enough`, `admin not needed`, `clerk instead`.

Only words raise a level: one that names it, or one for what it lets one do. `Higher` alone names none and is
asked about. The same words pick the level of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from catalog.model import Place
from intents.engines.builtin.actions import Action, action_granted, action_of, ambiguous
from intents.refining.pointing import Pointing, Stance
from intents.refining.said import FRAME, Said, small
from intents.refining.standing import either, power
from intents.words import Token, stems

_NOT_BEFORE = re.compile(
    r"\b(?:not|no|without|never|don'?t need|do not need|no need (?:for|to)|instead of|rather than)(?:\s+(?:an?|the|any|full|to|be))?\s*$"
)
_BEYOND = re.compile(r"\b(?:not (?:just|only|merely)|more than)(?:\s+(?:an?|the|to))?\s*$")
_NOT_AFTER = re.compile(
    r"^(?:\s+(?:access|rights?|role|level|permissions?))?\s+(?:is |are )?(?:not|isn't|aren't)\s+(?:really )?(?:needed|necessary|required)\b"
)
_AS_WELL = re.compile(r"\b(?:also|too|as well|plus|in addition)\b")
_OF_ACCESS = r"(?:access|rights?|permissions?|level|role|one|powers?|privileges?)"
_MORE = re.compile(
    rf"\b(?:more|higher|elevated|stronger|full|fuller|extended|greater)\s+{_OF_ACCESS}\b|\b(?:higher|stronger|upgrade|raise it|bump it|more powerful)\b"
)
_LESS = re.compile(
    rf"\b(?:less|lower|lesser|fewer|smaller)\s+{_OF_ACCESS}\b|\b(?:lower|lesser|downgrade|reduce it|less powerful)\b"
)


@dataclass
class LevelSaid:
    """What is said about the level."""

    asked: list[Token] = field(default_factory=list)
    denied: list[Token] = field(default_factory=list)
    more: bool = False
    less: bool = False
    adding: bool = False
    """Whether it is wanted as well: what stands there stays."""

    @property
    def anything(self) -> bool:
        """Whether anything is."""
        return bool(self.asked or self.denied or self.more or self.less)


def said_level(said: Said, places: Sequence[Place]) -> LevelSaid:
    """What the message says about the level of these things; the words are taken."""
    vocabulary = {word for place in places for word in [*_own(place), *_aliases(place)]}
    found = LevelSaid(more=_MORE.search(said.rest) is not None, less=_LESS.search(said.rest) is not None)
    found.adding = bool(_AS_WELL.search(said.folded)) and not FRAME.search(said.folded)
    said.take_all(_MORE)
    said.take_all(_LESS)
    for word in said.words():
        if small(word) or not _of_level(word, vocabulary):
            continue
        before, after = said.rest[: word.start], said.rest[word.end :]
        start, end = word.start, word.end
        gone = _NOT_AFTER.match(after)
        if beyond := _BEYOND.search(before):
            found.more, start = True, beyond.start()
            found.denied.append(word)
        elif (against := _NOT_BEFORE.search(before)) or gone:
            start = against.start() if against else start
            end += gone.end() if gone else 0
            found.denied.append(word)
        else:
            found.asked.append(word)
        said.take(start, end)
    return found


def named_whole(
    pointing: Sequence[Pointing], level: LevelSaid, options: Sequence[Place], folded: str
) -> list[Pointing]:
    """What is left out or kept, with the name of its level behind it: `remove the lab badge` asks for no level.

    Those words are no longer said of the level.
    """
    found = []
    for one in pointing:
        word = next((w for w in level.asked if _follows(one, w, folded)), None)
        while word is not None and one.stance is not Stance.FOR:
            so_called = frozenset(n for n in one.options if word.stem in _own(options[n]))
            if not so_called:
                break
            level.asked.remove(word)
            one = replace(one, options=so_called, end=word.end)
            word = next((w for w in level.asked if _follows(one, w, folded)), None)
        found.append(one)
    return found


def _follows(one: Pointing, word: Token, folded: str) -> bool:
    return one.end <= word.start and not folded[one.end : word.start].strip(" ·-/:")


def _of_level(word: Token, vocabulary: set[str]) -> bool:
    if word.stem in vocabulary:
        return True
    return action_of(word.stem) is not None and not ambiguous(word.stem)


def _own(place: Place) -> set[str]:
    return {w for text in (place.entitlement.name, place.entitlement.level) for w in stems(text)}


def _aliases(place: Place) -> set[str]:
    return {w for alias in place.entitlement.aliases for w in stems(alias)}


def fitting(levels: Sequence[Place], asked: Sequence[Token]) -> list[Place]:
    """The levels that the words ask for, best first in equal measure; never one mightier than the words are."""
    actions = [vote[0] for word in asked if (vote := action_of(word.stem))]
    strongest = max(map(_rank, actions), default=None)
    words = {word.stem for word in asked}
    scored: list[tuple[int, Place]] = []
    for place in levels:
        rank, own, other = (
            _rank(action_granted(place.entitlement)),
            words & _own(place),
            words & _aliases(place),
        )
        if strongest is not None and rank > strongest and not own:
            continue
        score = 2 * len(own) + len(other - own) + 2 * (rank == strongest)
        if score:
            scored.append((score, place))
    best = max((score for score, _ in scored), default=0)
    return [place for score, place in scored if score == best]


def no_such_level(place: Place, levels: Sequence[Place]) -> str:
    """Said when the thing has no level that the words ask for; `levels` are those it has."""
    thing = f"{place.system.name} · {place.resource.name}"
    names = either([level.entitlement.name for level in levels] or [place.entitlement.name])
    return f"There is no such level of {thing}, only {names}; the card stays as it is."


def _rank(action: Action) -> int:
    return list(Action).index(action)


def releveled(current: Place, wanted: LevelSaid, levels: Sequence[Place]) -> list[Place]:
    """What the level becomes: one, or several to choose from; nothing when there is no such level."""
    denied = fitting(levels, wanted.denied) if wanted.denied else []
    left = [place for place in levels if place not in denied]
    if wanted.asked:
        found = fitting(left, wanted.asked)
        return [current] if current in found else found
    if wanted.more:
        # Words that name no level raise none: the person picks.
        higher = [place for place in left if power(place) > power(current)]
        return [current, *higher] if len(higher) == 1 and current not in denied else higher
    if wanted.less or current in denied:
        return [place for place in left if power(place) < power(current)]
    return [current]


def leveled(
    places: Sequence[Place], wanted: LevelSaid, visible: Sequence[Place], *, every: bool
) -> dict[str, list[Place]] | None:
    """For each thing the level is about, what it becomes; None when it is unclear which of several is meant.

    `every` says that all of them are.
    """
    distinct = {place.entitlement.id: place for place in places}
    found = {
        one: releveled(place, wanted, [v for v in visible if v.resource.id == place.resource.id])
        for one, place in distinct.items()
    }
    if len(distinct) == 1:
        return found
    changing = {one: to for one, to in found.items() if to and to != [distinct[one]]}
    sure = all(len(to) == 1 for to in changing.values())
    if not sure or (len(changing) > 1 and not every):
        return None
    return changing or {one: [place] for one, place in distinct.items()}
