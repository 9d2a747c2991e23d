"""What somebody wants to do with a thing, and what a level of access lets one do: the same few classes for both.

From general verbs and role names only. This is where least privilege starts: a wish to look never argues for a
level that changes, approves or administers.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from catalog.model import Entitlement
from intents.words import common_stems, concepts, listed, stem, tokens


class Action(StrEnum):
    """What is done, from the harmless to the mighty."""

    VIEW = "view"
    USE = "use"
    EXPORT = "export"
    CHANGE = "change"
    APPROVE = "approve"
    ADMIN = "admin"


_WORDS: dict[Action, str] = {
    Action.VIEW: "view viewer views viewing see seeing look looking lookup read reader reading readonly browse browser check checking consult consulting query querying "
    "select follow following watch monitor observe inspect auditor stakeholder visibility guest observer search find know analyst peek subscriber show seen light basic limited hear listen listener play preview",
    Action.USE: "use user connect connection ssh shell login logon vpn tunnel member seat join fill",
    Action.EXPORT: "export exporter download downloading extract dump bulk csv pull unmasked",
    Action.CHANGE: "edit editor editing change changing update updating write writer writing push commit merge create creating creator add adding enter entering maintain maintainer "
    "prepare preparer preparing draft drafter drafting post posting upload uploading load loading correct correcting fix fixing build building insert amend amending book booking "
    "register registering record key contribute contributor submit submitter send sender file filer filing lodge deploy deploying run operate operator operating restart repair rename "
    "responder agent developer planner plan classifier recruiter clerk modify make author compose publish publisher handle process schedule assign move log store put "
    "enrol manage manager issue reply answer comment train label trade order dispatch execute configure tweak adjust reset set replace replacing replacement swap substitute delete remove rearrange acknowledge acknowledging arrange rewrite import importing attach reassign reschedule customise customize",
    Action.APPROVE: "approve approver approving approval sign signing release releasing authorise authorize clear clearing decide decision certify close reopen lock final",
    Action.ADMIN: "admin administrator administration administrate root superuser sysadmin owner ownership superadmin full breakglass god master",
}  # fmt: skip
_CLASS: dict[str, Action] = {stem(word): action for action, words in _WORDS.items() for word in words.split()}
_AMBIGUOUS = frozenset(
    stem(w)
    for w in listed(
        "use make run put move set file book order plan record key log post light sign close check follow process issue show full limited basic "
        "manager load lock know final answer play import"
    )
)
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

    near = [known for known in _CLASS if known[0] == word[0] and abs(len(known) - len(word)) <= 1]
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
