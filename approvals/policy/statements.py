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
from approvals.policy.appealable import contains, wrong_appeal
from approvals.policy.many_people import MARKS, read_after, read_quorum, wrong_marks
from approvals.policy.problems import PolicyProblem
from approvals.policy.waits import UNSAID, WAITS, Waits, read_waits, wrong_waits
from approvals.policy.wording import placeholders, words_for

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|;', re.DOTALL)
_COMMENT_OR_SPACE = re.compile(r"(?://[^\n]*|\s+)*")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STARTS_WITH_POLICY = re.compile(r"^for policy `policy0`, ")
_ANNOTATIONS = (
    "id", "says", "needs", *MARKS, *WAITS, "appeal", "steps_up", "mode", "opens", "reason", "fixed",
)  # fmt: skip
_MEANT = "a rule has @id, @says and, as the case may be, @needs with @quorum, @after, @remind, @escalate and @expire, @appeal, @steps_up, @mode, @opens with @reason."
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
    stages = {stage.value for stage in StageName}
    needs, effect, says = annotations.get("needs"), cedar["effect"], annotations.get("says") or ""
    wrong = [*_missing_annotations(annotations), *_wrong_mode(annotations, effect, actions, source)]
    wrong += [*wrong_waits(annotations), *wrong_marks(annotations)]
    if "needs" in annotations:
        if needs not in stages:
            wrong.append(f"@needs must be one of {', '.join(StageName)}, not {json.dumps(needs or '')}.")
        elif effect == "permit" or actions != {"hold"}:
            wrong.append(
                '@needs belongs to a forbid on action == Action::"hold"; remove it or name that action.'
            )
        elif not contains(cedar["conditions"], "approvals", needs):
            wrong.append(
                f'@needs("{needs}") can never be met; add unless {{ context.approvals.contains("{needs}") }} to the rule.'
            )
    if "appeal" in annotations:
        wrong.extend(wrong_appeal(annotations, cedar, actions))
    if "steps_up" in annotations:
        wrong.extend(_wrong_step_up(annotations["steps_up"], cedar, actions))
    unknown = placeholders(says) - words_for(actions)
    if unknown:
        allowed = ", ".join(sorted(words_for(actions)))
        wrong.append(
            f"@says uses {{{', '.join(sorted(unknown))}}}, which stands for nothing here; it may use {allowed}."
        )
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
        opens=frozenset(_named(annotations.get("opens"))),
        reason=(annotations.get("reason") or "").strip(),
        fixed=annotations.get("fixed") or "",
        ours=source.ours,
        actions=actions,
        file=source.file,
        line=line,
        cedar=cedar,
        text=text,
    )


def _missing_annotations(annotations: dict[str, str | None]) -> Iterator[str]:
    name = annotations.get("id")
    if not name:
        yield '@id is missing; give the rule a name such as @id("no-weekend-access").'
    elif not _ID.fullmatch(name):
        yield f"@id {json.dumps(name)} must be lower-case words joined by hyphens."
    if not (annotations.get("says") or "").strip():
        yield '@says is missing; write the sentence people read when the rule fires, as in @says("You must ...").'
    for unknown in sorted(set(annotations) - set(_ANNOTATIONS)):
        yield f"@{unknown} means nothing here; {_MEANT}"


def _wrong_mode(
    annotations: dict[str, str | None], effect: str, actions: frozenset[str], source: Source
) -> Iterator[str]:
    """What is wrong with how a rule only observes, opens another, or says that it may not be opened."""
    opens = "opens" in annotations
    if "mode" in annotations and annotations["mode"] != "observe":
        yield f"@mode must be observe, not {json.dumps(annotations['mode'] or '')}; leave it out for a rule that decides."
    if "mode" in annotations and effect == "permit":
        yield "@mode belongs to a forbid: what a permit would do cannot be seen beside those that decide."
    if "fixed" in annotations and not source.ours:
        yield "@fixed is for the rules that ship; remove it."
    if effect == "permit" and not source.ours and not opens:
        yield (
            "a company may only permit what it says it opens; write what must hold as a forbid, or name the rule "
            'that ships with @opens("its-id") and say why with @reason.'
        )
    if opens and (effect != "permit" or actions != {"hold"} or source.ours):
        yield '@opens belongs to a company\'s permit on action == Action::"hold"; remove it or write that.'
    if opens and not _named(annotations["opens"]):
        yield "@opens must name the rules it opens, separated by commas."
    if opens and not (annotations.get("reason") or "").strip():
        yield '@reason is missing; say why the company opens that rule, as in @reason("Decided by the audit committee on 3 March.").'
    if not opens and "reason" in annotations:
        yield "@reason goes with @opens; remove it or name the rule it is the reason for opening."


def _wrong_step_up(asks_for: str | None, cedar: Any, actions: frozenset[str]) -> Iterator[str]:
    """What is wrong with a rule that wants a one-time code."""
    if asks_for != "code":
        yield f"@steps_up must be code, not {json.dumps(asks_for or '')}."
    if cedar["effect"] == "permit" or actions != {"approve"}:
        yield '@steps_up belongs to a forbid on action == Action::"approve"; remove it or name that action.'
    elif not _looks_at_step_up(cedar["conditions"]):
        yield '@steps_up("code") can never be met; add unless { context.stepped_up } to the rule.'


def _named(opens: str | None) -> list[str]:
    return [name.strip() for name in (opens or "").split(",") if name.strip()]


def _actions(cedar: Any) -> frozenset[str]:
    """The actions a rule is about; one that names none is about all of them."""
    scope = cedar["action"]
    entities = scope.get("entities", [scope["entity"]] if "entity" in scope else [])
    return frozenset(entity["id"] for entity in entities) or ACTIONS


def _looks_at_step_up(node: Any) -> bool:
    """Whether `context.stepped_up` stands anywhere in a condition."""
    if isinstance(node, dict):
        return node.get(".") == {"left": {"Var": "context"}, "attr": "stepped_up"} or any(
            _looks_at_step_up(inner) for inner in node.values()
        )
    return isinstance(node, list) and any(_looks_at_step_up(inner) for inner in node)
