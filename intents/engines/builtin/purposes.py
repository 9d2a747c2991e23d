"""Where a clause says what the access is for, in its own grammar: `for the audit`, `to repair stuck orders`.

English says the wish and the purpose with the same small words. `access to the ledger` and `want to read` belong
to the wish, `the ledger, to close the month` gives the purpose; what stands before the word decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from intents.engines.builtin.actions import action_of
from intents.words import listed, stem

_NOT_FOR = (
    "me|us|him|her|them|dr|mr|mrs|ms|prof|myself|ourselves|you|it|to|that|which|example|instance|now|good|sure|free|real|everyone|everybody|somebody|someone|all|"
    "today|tonight|tomorrow|ever|always|long|while|as long|the (?:time|moment|day|record|first|last|next|rest|following|coming|whole|full)|a (?:while|bit|day|week|month|year)"
)
_FOR = re.compile(rf"\bfor (?!(?:{_NOT_FOR})\b|\d)(?=[a-z])")
_ASKED_FOR = listed(
    "ask asks asked asking look looks looked looking apply applies applied applying wait waits waited waiting search searching "
    "responsible known stand stands call calls wish request requests requested requesting register registered sign signed"
)
"""Words whose `for` leads to the thing itself."""

_TO = re.compile(r"(?:^|(?<=[\s,(]))(?:(?P<marked>in order |so as )?to) (?P<verb>[a-z]{2,})\b(?=\W+\w)")
_NO_VERB = listed(
    "the an my our your their his her its this that these those all any some each every both me us him them it you be "
    "everything anything which what where whom about date go"
)
_COMPLETED = listed(
    "need needs needed want wants wanted like love wish have has had able unable allow allows allowed access right rights permission permissions permit "
    "ask asks asked asking go going how where when what who way try trying tried require requires required request requests requesting supposed used ought am is are was "
    "get gets getting help helps up due subject close next similar add added opposed according said member license licence role possible necessary entitled authorised "
    "authorized and or also but not only just for easy ready enough too about hope hoping hopes plan planning planned meant start started starting begin forced agreed "
    "prefer rather decided seem seems login logon connect connected connection me us him them you profile account start credentials not i'm i'd we're he's she's they're"
)
"""Words whose `to` belongs to them: what follows is the wish, not the purpose."""
_VERBS = listed(
    "analyse analyze archive assist audit back bring catch chase clean compare complete contact convert count cover cut debug demonstrate diagnose discuss document do explain find "
    "finish follow get give help hunt identify import improve inform invite investigate join keep learn locate make map match measure meet migrate move onboard pay present prove "
    "reconcile reproduce research resolve respond run serve settle ship show solve stand stop support swap take teach test trace track train troubleshoot visit work"
)
_DETERMINED = re.compile(r"\W++(?:the|an?|my|our|your|their|his|her|its|this|that|these|those|all|some|every|each|any|one|two|three|new|old|what|why|how|who|whether|if|up|out|through|with|on)\b")  # fmt: skip
_BEFORE = re.compile(r"(?<![a-z'])([a-z']++)\W*+$")


def purposes(clause: str) -> Iterator[tuple[int, int, bool]]:
    """Where purposes stand in a folded clause: where the word for it begins, where what is quoted of it begins,
    and whether it is unmistakable (`in order to`)."""
    for found in _TO.finditer(clause):
        verb, before = found["verb"], _BEFORE.search(clause[: found.start()])
        if found["marked"]:
            yield found.start(), found.start(), True
        elif verb not in _NO_VERB and not (before and _complete(before[1])) and _is_verb(clause, found):
            yield found.start(), found.start(), False
    for found in _FOR.finditer(clause):
        before = _BEFORE.search(clause[: found.start()])
        if not (before and before[1] in _ASKED_FOR):
            yield found.start(), found.end(), False


def _complete(word: str) -> bool:
    """Whether a following `to` belongs to this word: `want to`, `right to`, `write to`."""
    return word in _COMPLETED or action_of(stem(word)) is not None


def _is_verb(clause: str, found: re.Match[str]) -> bool:
    verb = found["verb"]
    known = verb in _VERBS or action_of(stem(verb)) is not None
    return known or _DETERMINED.match(clause, found.end()) is not None
