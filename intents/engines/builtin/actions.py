"""What somebody wants to do with a thing, and what a level of access lets one do: the same few classes for both.

From general verbs and role names only. This is where least privilege starts: a wish to look never argues for a
level that changes, approves or administers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from catalog.model import Entitlement
from intents.words import common_stems, concepts, stem, tokens


class Action(StrEnum):
    """What is done, from the harmless to the mighty."""

    VIEW = "view"
    USE = "use"
    EXPORT = "export"
    CHANGE = "change"
    APPROVE = "approve"
    ADMIN = "admin"


MIGHTY = frozenset({Action.APPROVE, Action.ADMIN})
"""What gives power over others."""

_LISTS: dict[str, list[str]] = json.loads(
    files("intents.engines.builtin").joinpath("task_verbs.json").read_text("utf-8")
)
_CLASS: dict[str, Action] = {
    stem(word): action for action in reversed(Action) for line in _LISTS[action] for word in line.split()
}
_OFTEN_MISSPELT = sorted({stem(word) for line in _LISTS["often_misspelt"] for word in line.split()})
"""The only words a misspelt one is taken for: among all verbs of English nearly any word has a near one."""
_AMBIGUOUS = frozenset(stem(word) for line in _LISTS["ambiguous"] for word in line.split())
"""Words that are as often a thing or a part of a phrase: half a vote each."""


def action_of(word: str) -> tuple[Action, float] | None:
    """The class of a stem and how strongly it speaks for it, or None."""
    action = _CLASS.get(word) or _CLASS.get(_spelt(word))
    return None if action is None else (action, 0.5 if word in _AMBIGUOUS else 1.0)


@lru_cache(maxsize=16384)
def _spelt(word: str) -> str:
    """The action word that a longer, misspelt one most likely is; the word itself when none is near."""
    if len(word) < 6 or not word.isalpha() or word in common_stems() or word in concepts():
        return word
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = [known for known in _OFTEN_MISSPELT if known[0] == word[0] and abs(len(known) - len(word)) <= 1]
    best = process.extractOne(word, near, scorer=OSA.normalized_similarity, score_cutoff=0.85)
    return str(best[0]) if best else word


def ambiguous(word: str) -> bool:
    """Whether the stem is as often a thing as a verb, so that it only counts where a verb stands."""
    return word in _AMBIGUOUS


def votes(stems_said: Iterable[tuple[str, float]]) -> dict[Action, float]:
    """How strongly weighted words speak for each class."""
    found: dict[Action, float] = {}
    for word, weight in stems_said:
        vote = action_of(word)
        if vote is not None:
            found[vote[0]] = found.get(vote[0], 0.0) + weight * vote[1]
    return found


@lru_cache(maxsize=65536)
def _of_texts(level: str, name: str, aliases: tuple[str, ...], description: str, privileged: bool) -> Action:
    tally: dict[Action, float] = {}
    for text, weight in ((name, 3.0), (level.replace("-", " "), 3.0), *((alias, 1.0) for alias in aliases)):
        for action, vote in votes((t.stem, weight) for t in tokens(text)).items():
            tally[action] = tally.get(action, 0.0) + vote
    for position, token in enumerate(tokens(description)[:12]):
        spoken = action_of(token.stem)
        if spoken is not None:
            tally[spoken[0]] = tally.get(spoken[0], 0.0) + spoken[1] * (1.0 if position == 0 else 0.5)
    if "read" in level and "only" in level:
        return Action.VIEW
    if not tally:
        return Action.ADMIN if privileged else Action.USE
    return max(tally, key=lambda a: (tally[a], -list(Action).index(a)))


def action_granted(entitlement: Entitlement) -> Action:
    """The class of what a level of access is for."""
    return _of_texts(
        entitlement.level,
        entitlement.name,
        entitlement.aliases,
        entitlement.description,
        entitlement.privileged,
    )


FIT: dict[Action | None, dict[Action, float]] = {
    None: {Action.VIEW: 0.5, Action.USE: 0.5, Action.EXPORT: -0.2, Action.CHANGE: 0.0, Action.APPROVE: -0.8, Action.ADMIN: -1.0},
    Action.VIEW: {Action.VIEW: 2.0, Action.USE: 0.4, Action.EXPORT: -0.6, Action.CHANGE: -1.5, Action.APPROVE: -2.0, Action.ADMIN: -2.2},
    Action.USE: {Action.VIEW: 0.2, Action.USE: 1.0, Action.EXPORT: -0.3, Action.CHANGE: 0.0, Action.APPROVE: -1.0, Action.ADMIN: -1.2},
    Action.EXPORT: {Action.VIEW: 0.0, Action.USE: 0.0, Action.EXPORT: 2.0, Action.CHANGE: -0.8, Action.APPROVE: -1.5, Action.ADMIN: -1.0},
    Action.CHANGE: {Action.VIEW: -1.6, Action.USE: 0.2, Action.EXPORT: -0.8, Action.CHANGE: 1.5, Action.APPROVE: -1.0, Action.ADMIN: -0.6},
    Action.APPROVE: {Action.VIEW: -1.6, Action.USE: -0.5, Action.EXPORT: -1.0, Action.CHANGE: -0.7, Action.APPROVE: 2.0, Action.ADMIN: -0.3},
    Action.ADMIN: {Action.VIEW: -1.6, Action.USE: -0.8, Action.EXPORT: -1.0, Action.CHANGE: -0.5, Action.APPROVE: -0.3, Action.ADMIN: 2.0},
}  # fmt: skip
"""How well a level of one class (inner) answers a wish of another (outer)."""
