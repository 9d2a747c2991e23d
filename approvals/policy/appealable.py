"""Refusals that people may overturn on appeal: the rules that say so, by `@appeal`, and what is wrong with one.

A refusal stands whoever clicks, unless its own rule names the people who may make an exception, and yields to them in
its conditions. So what ships and what a company writes decides which no is open to an appeal, and to whose.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from approvals.model import StageName

if TYPE_CHECKING:
    from approvals.policy.statements import Rule


def wrong_appeal(
    annotations: Mapping[str, str | None], cedar: Any, actions: Collection[str]
) -> Iterator[str]:
    """What is wrong with a refusal that people may overturn on appeal."""
    hears = annotations["appeal"] or ""
    if hears not in set(StageName):
        yield f"@appeal must be one of {', '.join(StageName)}, not {json.dumps(hears)}."
    elif cedar["effect"] == "permit" or set(actions) != {"hold"}:
        yield '@appeal belongs to a forbid on action == Action::"hold"; remove it or name that action.'
    elif "needs" in annotations or "fixed" in annotations:
        yield "@appeal is for a refusal that may yield; it does not go with @needs or @fixed."
    elif not contains(cedar["conditions"], "appeal_upheld", hears):
        yield (
            f'@appeal("{hears}") can never be met; add unless {{ context.appeal_upheld.contains("{hears}") }} '
            "to the rule."
        )


def contains(node: Any, attribute: str, stage: str) -> bool:
    """Whether `context.ATTRIBUTE.contains(stage)` stands anywhere in a condition, in Cedar's JSON form."""
    if isinstance(node, dict):
        if isinstance(test := node.get("contains"), dict):
            asked = {".": {"left": {"Var": "context"}, "attr": attribute}}
            if test.get("left") == asked and test.get("right") == {"Value": stage}:
                return True
        return any(contains(inner, attribute, stage) for inner in node.values())
    return isinstance(node, list) and any(contains(inner, attribute, stage) for inner in node)


def hears_appeal(rules: Mapping[str, Rule], refusing: Iterable[str]) -> StageName | None:
    """Whose people may overturn a refusal by these rules; None where one of them never yields, or they name others.

    One ruling has to be enough: where two rules leave it to different people, none of them can let it pass.
    """
    named = {rules[one].appeal if one in rules else None for one in refusing}
    return named.pop() if len(named) == 1 else None
