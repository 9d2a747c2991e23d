"""What is counted over labelled messages, and how.

- intent: share right. propose: of the messages that can be answered outright, share proposed exactly (entitlements
  and scope). precision: of all proposals, share exactly right. harm: share of all messages with a proposal of
  something the label does not hold. over_grant: of the answerable, share proposed with more than was asked.
- choose, ask, none, answer, decline: share that ended so, or in an outcome the label accepts.
- shortlist: of the answerable, share whose entitlements are proposed or on the shortlist.
- duration, beneficiary: where the intent is right and label or answer names one, share equal.
- reason: of the messages whose label speaks of a justification, share where the answer holds it (or part of it) or,
  when the label says there is none, holds none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
FIGURES = (
    "intent", "propose", "precision", "harm", "over_grant", "shortlist", "choose", "ask", "none", "answer", "decline",
    "duration", "beneficiary",
)  # fmt: skip
ALL_FIGURES = (*FIGURES, "reason")


def _items(row: Row) -> frozenset[tuple[str, tuple[tuple[str, str], ...]]]:
    return frozenset(
        (i["entitlement"], tuple(sorted((i.get("scope") or {}).items()))) for i in row.get("items") or []
    )


def _ids(row: Row) -> set[str]:
    return {item["entitlement"] for item in row.get("items") or []}


def _resources(ids: Iterable[str]) -> set[str]:
    return {one.rpartition(":")[0] for one in ids}


def judge(case: Row, got: Row) -> dict[str, tuple[bool, bool]]:
    """For each figure: whether the message counts towards it, and whether it counts as a hit."""
    want, said = case["expect"], got.get("outcome")
    allowed = {want["outcome"], *want.get("accept", [])}
    any_of = set(want.get("any_of", []))
    gold, mine = _ids(want), _ids(got)
    listed = set(got.get("shortlist") or []) | mine
    right_intent = got.get("intent") == want["intent"]
    proposed = said == "propose" and bool(mine)
    same = _items(got) == _items(want) if gold else len(mine) == 1 and mine <= any_of
    exact = proposed and same and "propose" in allowed and right_intent
    answerable = want["outcome"] == "propose"
    extra = mine - gold
    beyond = bool(extra) and (len(mine) > len(gold) or bool(_resources(extra) & _resources(gold)))
    found: dict[str, tuple[bool, bool]] = {
        "intent": (True, right_intent),
        "propose": (answerable, exact),
        "precision": (proposed, exact),
        "harm": (True, proposed and bool(mine - gold - any_of)),
        "over_grant": (answerable, proposed and not exact and beyond),
        "shortlist": (answerable, bool(gold) and gold <= listed),
    }
    if want["outcome"] == "choose":
        ended = (
            (said == "choose" and bool(any_of & listed)) or exact or said in allowed - {"choose", "propose"}
        )
    else:
        ended = said in allowed and (said != "propose" or exact)
    for outcome in ("choose", "ask", "none", "answer", "decline"):
        found[outcome] = (want["outcome"] == outcome, ended)
    for field in ("duration", "beneficiary"):
        spoken = right_intent and bool(want.get(field) or got.get(field))
        found[field] = (spoken, want.get(field) == got.get(field))
    if "justification" in want:
        found["reason"] = (True, _same_reason(want["justification"], got.get("justification")))
    return found


def _same_reason(want: str | None, got: str | None) -> bool:
    if want is None or got is None:
        return want is got
    return got.lower() in want.lower() or want.lower() in got.lower()


def figures(cases: Iterable[Row], answers: dict[str, Row]) -> dict[str, float | None]:
    """The figures over all cases; a case without an answer is wrong everywhere. None where nothing counts."""
    counts: dict[str, int] = defaultdict(int)
    hits: dict[str, int] = defaultdict(int)
    for case in cases:
        for name, (counted, hit) in judge(case, answers.get(case["id"], {})).items():
            counts[name] += counted
            hits[name] += counted and hit
    return {name: round(hits[name] / counts[name], 4) if counts[name] else None for name in ALL_FIGURES}
