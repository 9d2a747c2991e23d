"""Rules that can never fire in a company as it is: a department nobody is in, a window of time that is over.

A rule is looked at in Cedar's JSON form. Of each of its conditions it is worked out whether it holds always, never, or
sometimes; only what surely stands in the way is told, anything that is not understood counts as sometimes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from approvals.policy.known_values import KnownValues
from approvals.policy.statements import Rule
from catalog.model import Company

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True)
class _Sure:
    """A condition that holds always, or never; and why."""

    holds: bool
    why: str

    def turned(self) -> _Sure:
        return _Sure(not self.holds, self.why)


_Verdict = _Sure | None
"""None: it depends, or is not understood."""


def never_fires(company: Company, rules: Iterable[Rule], *, now: datetime) -> list[tuple[Rule, str]]:
    """The rules among these that cannot fire in this company from now on, each with why as a clause without full stop."""
    known = KnownValues.of(company, now)
    found = []
    for rule in rules:
        if (why := _why_never(known, rule.cedar)) is not None:
            found.append((rule, why))
    return found


def _why_never(known: KnownValues, cedar: Any) -> str | None:
    needed = [_scope(known, cedar[part]) for part in ("principal", "resource")]
    for condition in cedar["conditions"]:
        verdict = _judge(known, condition["body"])
        needed.append(verdict.turned() if verdict and condition["kind"] == "unless" else verdict)
    return next((verdict.why for verdict in needed if verdict is not None and not verdict.holds), None)


def _scope(known: KnownValues, scope: Any) -> _Verdict:
    """`principal == …`, `resource in …`, `principal is … in …` before the conditions."""
    inner = scope.get("in", scope)
    entities = inner.get("entities", [inner["entity"]] if "entity" in inner else [])
    return _one_of([known.entity(one["type"], one["id"]) for one in entities]) if entities else None


def _judge(known: KnownValues, node: Any) -> _Verdict:
    ((operator, body),) = node.items()
    match operator:
        case "Value" if isinstance(body, bool):
            return _Sure(body, f"one of its conditions is just {str(body).lower()}")
        case "&&" | "||":
            return _joined(operator, _judge(known, body["left"]), _judge(known, body["right"]))
        case "!":
            verdict = _judge(known, body["arg"])
            return verdict.turned() if verdict else None
        case "if-then-else":
            return _branched(*(_judge(known, body[part]) for part in ("if", "then", "else")))
        case "==" | "!=" | "<" | "<=" | ">" | ">=":
            return _compared(known, operator, body["left"], body["right"])
        case "in":
            return _one_of([_entity(known, one) for one in _members(body["right"])])
        case "is" if "in" in body:
            return _one_of([_entity(known, one) for one in _members(body["in"])])
        case "like":
            why = known.unlike(_path(body["left"]), body["pattern"])
            return _Sure(False, why) if why else None
        case "contains" | "containsAny" | "containsAll":
            return _contained(known, operator, body["left"], body["right"])
    return None


def _joined(operator: str, left: _Verdict, right: _Verdict) -> _Verdict:
    """Of `&&` one side that never holds suffices, of `||` one that always does."""
    decides = operator == "||"
    for side in (left, right):
        if side is not None and side.holds is decides:
            return side
    if left is None or right is None:
        return None
    return _Sure(not decides, f"{left.why}, and {right.why}")


def _branched(condition: _Verdict, then: _Verdict, otherwise: _Verdict) -> _Verdict:
    if condition is not None:
        return then if condition.holds else otherwise
    if then is not None and otherwise is not None and then.holds == otherwise.holds:
        return _Sure(then.holds, f"{then.why}, and {otherwise.why}")
    return None


def _one_of(missing: list[str | None]) -> _Verdict:
    """Membership in one of several things: impossible when none of them exists."""
    whys = [why for why in missing if why]
    return _Sure(False, ", and ".join(dict.fromkeys(whys))) if len(whys) == len(missing) and whys else None


def _compared(known: KnownValues, operator: str, left: Any, right: Any) -> _Verdict:
    if _path(right) and not _path(left):
        return _compared(known, _MIRRORED[operator], right, left)
    if operator in {"==", "!="}:
        why = _entity(known, right) if _path(left) else None
        value = right.get("Value")
        if why is None and isinstance(value, str):
            why = known.unknown(_path(left), value)
        if why is not None:
            return _Sure(operator == "!=", why)
    limit = _number(right, known)
    holds = known.comparison(_number(left, known), operator, limit)
    if holds is None or limit is None:
        return None
    if "datetime" in right:
        return _Sure(holds, f"{right['datetime'][0]['Value']} is over")
    return _Sure(holds, known.said(_path(left), operator, limit, holds=holds))


def _contained(known: KnownValues, operator: str, left: Any, right: Any) -> _Verdict:
    if "Set" in left and operator == "contains":
        return _one_of(
            [known.unknown(_path(right), one.get("Value")) or _entity(known, one) for one in left["Set"]]
        )
    path = _path(left)
    if not path:
        return None
    each = [known.unknown(path, one.get("Value")) or _entity(known, one) for one in _members(right)]
    if operator == "containsAll":
        why = next((why for why in each if why), None)
        return _Sure(False, why) if why else None
    return _one_of(each)


def _entity(known: KnownValues, node: Any) -> str | None:
    """Why there is no such thing, when the node names a person, group, system, resource or entitlement there is not."""
    value = node.get("Value") if isinstance(node, dict) else None
    if not isinstance(value, dict) or "__entity" not in value:
        return None
    return known.entity(value["__entity"]["type"], value["__entity"]["id"])


def _members(node: Any) -> list[Any]:
    members: list[Any] = node.get("Set", [node])
    return members


def _path(node: Any) -> tuple[str, ...]:
    """`context.requester.department` as its names; empty for anything else."""
    if "Var" in node:
        return (node["Var"],)
    if "." in node:
        before = _path(node["."]["left"])
        return (*before, node["."]["attr"]) if before else ()
    return ()


def _number(node: Any, known: KnownValues) -> tuple[float, float] | None:
    """Between which numbers it lies: of a literal, of a moment, of their sums and products, or of an attribute."""
    value = node.get("Value")
    if isinstance(value, int) and not isinstance(value, bool):
        return value, value
    if "datetime" in node:
        return known.moment(node["datetime"][0].get("Value"))
    if "neg" in node:
        inner = _number(node["neg"]["arg"], known)
        return (-inner[1], -inner[0]) if inner else None
    for operator in ("+", "-", "*"):
        if operator in node:
            sides = [_number(node[operator][side], known) for side in ("left", "right")]
            return _calculated(operator, *sides)
    return known.bounds(_path(node))


def _calculated(
    operator: str, left: tuple[float, float] | None, right: tuple[float, float] | None
) -> tuple[float, float] | None:
    """Only of single numbers: 60 * 24 * 7."""
    if left is None or right is None or left[0] != left[1] or right[0] != right[1]:
        return None
    result = {"+": left[0] + right[0], "-": left[0] - right[0], "*": left[0] * right[0]}[operator]
    return result, result
