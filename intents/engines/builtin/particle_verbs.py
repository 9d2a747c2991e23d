"""Verbs of two words (`sign the journals off`, `look it up`), read as the one thing they do.

Read by its first half alone, `wave it through` says nothing and `pull it up` says the wrong thing. One half is
therefore read as a plain verb for the same; the other stays, because catalogs also say `sign-off` and `check-in`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from intents.engines.builtin.actions import Action, action_of
from intents.words import Token, listed, stem

_PLAIN = {
    Action.VIEW: "view", Action.USE: "login", Action.EXPORT: "export", Action.CHANGE: "edit", Action.APPROVE: "approve",
}  # fmt: skip
"""A verb that says the same in one word."""
_REACH = 4
"""How many words may stand between the halves: `put the new strength in`."""
_TIGHT = listed("in on with up back")
"""Second halves that mostly are something else, so that they stand next to the verb or its short object."""
_TIGHT_REACH = 3
_ASKED_OF_SOMEBODY = listed("me us him her you somebody someone myself")
"""Objects that make it a favour to a person: `put me in`, `set him up`."""


@cache
def _verbs() -> dict[str, dict[str, Action]]:
    """The class of each verb with each second half, by the stem of the verb."""
    lists = json.loads(files("intents.engines.builtin").joinpath("particle_verbs.json").read_text("utf-8"))
    found: dict[str, dict[str, Action]] = defaultdict(dict)
    for action, lines in lists.items():
        for verb, particle in (pair.split() for line in lines for pair in line.split(";")):
            found[stem(verb)][particle] = Action(action)
    return dict(found)


def read_together(said: Sequence[Token]) -> list[tuple[Token, bool]]:
    """The words of one clause, in order, each with whether it is a plain verb put for a half of a longer one."""
    read: list[tuple[Token, bool]] = [(token, False) for token in said]
    for at, token in enumerate(said):
        particles = _verbs().get(token.stem)
        if particles is None or (at + 1 < len(said) and said[at + 1].word in _ASKED_OF_SOMEBODY):
            continue
        other = next((i for i in range(at + 1, min(at + 2 + _REACH, len(said))) if _joins(said, at, i)), None)
        if other is None:
            continue
        action = particles[said[other].word]
        alone = action_of(token.stem)
        half = other if alone is None or alone[0] is action else at
        word = _PLAIN[action]
        read[half] = (Token(word, stem(word), said[half].start, said[half].end), True)
    return read


def _joins(said: Sequence[Token], verb: int, other: int) -> bool:
    word = said[other].word
    if word not in _verbs()[said[verb].stem]:
        return False
    return word not in _TIGHT or other - verb <= _TIGHT_REACH
