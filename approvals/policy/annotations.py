"""What may stand before a rule: its annotations, and what is wrong with those that an author gave it.

Cedar takes any annotation for a comment. Here each decides something, so one that is misspelt, misplaced or can never
do what it says is refused with what would be right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from approvals.model import StageName
from approvals.policy.appealable import contains, wrong_appeal
from approvals.policy.many_people import MARKS, wrong_marks
from approvals.policy.waits import WAITS, wrong_waits
from approvals.policy.wording import placeholders, words_for

Annotations = Mapping[str, str | None]
"""By name; None where one has no text."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KNOWN = (
    "id", "says", "needs", *MARKS, *WAITS, "appeal", "steps_up", "mode", "opens", "reason", "fixed",
)  # fmt: skip
_MEANT = "a rule has @id, @says and, as the case may be, @needs with @quorum, @after, @remind, @escalate and @expire, @appeal, @steps_up, @mode, @opens with @reason."


def wrong_annotations(
    annotations: Annotations, cedar: Any, actions: frozenset[str], *, ours: bool
) -> Iterator[str]:
    """Everything that is wrong with them, in sentences; `cedar` is the rule in Cedar's JSON form, `ours` says that it ships."""
    yield from _missing(annotations)
    yield from _wrong_mode(annotations, cedar["effect"], actions, ours=ours)
    yield from wrong_waits(annotations)
    yield from wrong_marks(annotations)
    if "needs" in annotations:
        yield from _wrong_needs(annotations["needs"], cedar, actions)
    if "appeal" in annotations:
        yield from wrong_appeal(annotations, cedar, actions)
    if "steps_up" in annotations:
        yield from _wrong_step_up(annotations["steps_up"], cedar, actions)
    unknown = placeholders(annotations.get("says") or "") - words_for(actions)
    if unknown:
        allowed = ", ".join(sorted(words_for(actions)))
        yield f"@says uses {{{', '.join(sorted(unknown))}}}, which stands for nothing here; it may use {allowed}."


def named(opens: str | None) -> list[str]:
    """The rules that `@opens` lists."""
    return [name.strip() for name in (opens or "").split(",") if name.strip()]


def _missing(annotations: Annotations) -> Iterator[str]:
    name = annotations.get("id")
    if not name:
        yield '@id is missing; give the rule a name such as @id("no-weekend-access").'
    elif not _ID.fullmatch(name):
        yield f"@id {json.dumps(name)} must be lower-case words joined by hyphens."
    if not (annotations.get("says") or "").strip():
        yield '@says is missing; write the sentence people read when the rule fires, as in @says("You must ...").'
    for unknown in sorted(set(annotations) - set(_KNOWN)):
        yield f"@{unknown} means nothing here; {_MEANT}"


def _wrong_mode(
    annotations: Annotations, effect: str, actions: frozenset[str], *, ours: bool
) -> Iterator[str]:
    """What is wrong with how a rule only observes, opens another, or says that it may not be opened."""
    opens = "opens" in annotations
    if "mode" in annotations and annotations["mode"] != "observe":
        yield f"@mode must be observe, not {json.dumps(annotations['mode'] or '')}; leave it out for a rule that decides."
    if "mode" in annotations and effect == "permit":
        yield "@mode belongs to a forbid: what a permit would do cannot be seen beside those that decide."
    if "fixed" in annotations and not ours:
        yield "@fixed is for the rules that ship; remove it."
    if effect == "permit" and not ours and not opens:
        yield (
            "a company may only permit what it says it opens; write what must hold as a forbid, or name the rule "
            'that ships with @opens("its-id") and say why with @reason.'
        )
    if opens and (effect != "permit" or actions != {"hold"} or ours):
        yield '@opens belongs to a company\'s permit on action == Action::"hold"; remove it or write that.'
    if opens and not named(annotations["opens"]):
        yield "@opens must name the rules it opens, separated by commas."
    if opens and not (annotations.get("reason") or "").strip():
        yield '@reason is missing; say why the company opens that rule, as in @reason("Decided by the audit committee on 3 March.").'
    if not opens and "reason" in annotations:
        yield "@reason goes with @opens; remove it or name the rule it is the reason for opening."


def _wrong_needs(needs: str | None, cedar: Any, actions: frozenset[str]) -> Iterator[str]:
    """What is wrong with a rule that asks for a stage."""
    if needs not in set(StageName):
        yield f"@needs must be one of {', '.join(StageName)}, not {json.dumps(needs or '')}."
    elif cedar["effect"] == "permit" or actions != {"hold"}:
        yield '@needs belongs to a forbid on action == Action::"hold"; remove it or name that action.'
    elif not contains(cedar["conditions"], "approvals", needs):
        yield f'@needs("{needs}") can never be met; add unless {{ context.approvals.contains("{needs}") }} to the rule.'


def _wrong_step_up(asks_for: str | None, cedar: Any, actions: frozenset[str]) -> Iterator[str]:
    """What is wrong with a rule that wants a one-time code."""
    if asks_for != "code":
        yield f"@steps_up must be code, not {json.dumps(asks_for or '')}."
    if cedar["effect"] == "permit" or actions != {"approve"}:
        yield '@steps_up belongs to a forbid on action == Action::"approve"; remove it or name that action.'
    elif not _looks_at_step_up(cedar["conditions"]):
        yield '@steps_up("code") can never be met; add unless { context.stepped_up } to the rule.'


def _looks_at_step_up(node: Any) -> bool:
    """Whether `context.stepped_up` stands anywhere in a condition."""
    if isinstance(node, dict):
        return node.get(".") == {"left": {"Var": "context"}, "attr": "stepped_up"} or any(
            _looks_at_step_up(inner) for inner in node.values()
        )
    return isinstance(node, list) and any(_looks_at_step_up(inner) for inner in node)
