"""Cedar files taken apart into their rules, each with its line, its id and its words.

Cedar numbers rules by position and tells no lines. Read one by one here, a rule keeps the `@id` its author gave it in
every answer, and a mistake can be pointed at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cedarpy

from approvals.model import Quorum, StageName
from approvals.policy.annotations import named, wrong_annotations
from approvals.policy.many_people import read_after, read_quorum
from approvals.policy.problems import PolicyProblem
from approvals.policy.waits import UNSAID, Waits, read_waits

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|;', re.DOTALL)
_COMMENT_OR_SPACE = re.compile(r"(?://[^\n]*|\s+)*")
_STARTS_WITH_POLICY = re.compile(r"^for policy `policy0`, ")
ACTIONS = frozenset({"hold", "approve", "emergency"})


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One policy that may be used."""

    id: str
    says: str
    needs: StageName | None
    appeal: StageName | None = None
    """Whose people may overturn its refusal on appeal; None where nobody may."""
    steps_up: bool = False
    """A one-time code meets it: who decides is asked for one instead of being refused."""
    effect: str
    """`permit` or `forbid`."""
    quorum: Quorum | None = None
    """How many people its stage needs; None: one."""
    after: tuple[StageName, ...] = ()
    """The stages that are decided before its own is asked."""
    waits: Waits = UNSAID
    """How long its stage waits for people, where it says so."""
    observes: bool = False
    """It is written down when it would have fired, and decides nothing."""
    opens: frozenset[str] = frozenset()
    """The rules that do not count where this one permits."""
    reason: str = ""
    """Why the company opens them, in its own words."""
    fixed: str = ""
    """Why no company may open this rule; empty when it may."""
    ours: bool = False
    """It ships with the product."""
    actions: frozenset[str]
    file: str
    line: int
    cedar: Any
    """The rule in Cedar's JSON form."""
    text: str = ""
    """The rule as it stands in its file, for whoever wants to read it."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file of policies; `ours` when it ships with the product."""

    file: str
    text: str
    ours: bool


@lru_cache(maxsize=256)  # what ships is read again for every reload and every candidate
def read_rules(source: Source, schema: cedarpy.Schema) -> tuple[Rule | PolicyProblem, ...]:
    """Every rule of the file in order, and for one that cannot be used everything that is wrong with it."""
    rules: list[Rule | PolicyProblem] = []
    for line, text in _split(source.text):
        found = _read_rule(source, line, text, schema)
        if isinstance(found, Rule):
            rules.append(found)
        else:
            rules += (PolicyProblem(file=source.file, line=line, sentence=sentence) for sentence in found)
    return tuple(rules)


def _split(text: str) -> Iterator[tuple[int, str]]:
    """The rules of a file with the line each starts on; a semicolon ends a rule unless it is quoted or in a comment."""
    start = 0
    ends = [token.end() for token in _TOKEN.finditer(text) if token.group() == ";"]
    for end in (*ends, len(text)):
        if leading := _COMMENT_OR_SPACE.match(text, start, end):
            start = leading.end()
        if start < end:
            yield text.count("\n", 0, start) + 1, text[start:end]
        start = end


def _read_rule(source: Source, line: int, text: str, schema: cedarpy.Schema) -> Rule | list[str]:
    try:
        parsed = json.loads(cedarpy.policies_to_json_str(text))
    except ValueError as error:
        return [f"this rule does not read as Cedar ({error}); check it up to its semicolon."]
    if parsed["templates"]:
        return ["this rule has slots such as ?principal, so it decides nothing; write it out."]
    (cedar,) = parsed["staticPolicies"].values()
    annotations: dict[str, str | None] = cedar.get("annotations", {})
    actions = _actions(cedar)
    needs, effect, says = annotations.get("needs"), cedar["effect"], annotations.get("says") or ""
    wrong = [*wrong_annotations(annotations, cedar, actions, ours=source.ours)]
    validated = cedarpy.validate_policies(text, schema)
    wrong.extend(
        f"{_STARTS_WITH_POLICY.sub('', error.error)}; see schema.cedarschema for what a rule may look at."
        for error in validated.errors
    )
    if not validated.validation_passed and not validated.errors:
        wrong.append("this rule does not fit schema.cedarschema.")
    if wrong:
        return wrong
    return Rule(
        id=str(annotations["id"]),
        says=says,
        needs=StageName(needs) if needs else None,
        appeal=StageName(hears) if (hears := annotations.get("appeal")) else None,
        steps_up="steps_up" in annotations,
        effect=effect,
        quorum=read_quorum(annotations),
        after=read_after(annotations),
        waits=read_waits(annotations),
        observes="mode" in annotations,
        opens=frozenset(named(annotations.get("opens"))),
        reason=(annotations.get("reason") or "").strip(),
        fixed=annotations.get("fixed") or "",
        ours=source.ours,
        actions=actions,
        file=source.file,
        line=line,
        cedar=cedar,
        text=text,
    )


def _actions(cedar: Any) -> frozenset[str]:
    """The actions a rule is about; one that names none is about all of them."""
    scope = cedar["action"]
    entities = scope.get("entities", [scope["entity"]] if "entity" in scope else [])
    return frozenset(entity["id"] for entity in entities) or ACTIONS
