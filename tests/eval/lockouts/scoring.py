"""Holds one answer of `usher explain-lockout` against its label, and adds up a set.

A label may say more than the shared ones do: `also` are events that may be named without harm, `accept` other
causes a careful person could defend, `ranks` how many events in a row are equally decisive, `doubtful` the fields that are a matter of opinion and are not counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

FIGURES = ("cause", "provider", "evidence_exact", "evidence_set", "evidence_first", "self_service", "certain")
"""Shares, of the stories where the field is counted. `certain` is counted where the label says either."""


def judge(story: Mapping[str, Any], got: Mapping[str, Any]) -> dict[str, tuple[bool, bool]]:
    """By figure: whether it is counted, and whether it is right."""
    want = story["expect"]
    doubtful = set(want.get("doubtful", ()))
    wanted = [str(id_) for id_ in want["evidence"]]
    aside = set(want.get("also", ())) - set(wanted)
    named = [str(id_) for id_ in got.get("evidence") or () if str(id_) not in aside]
    ranked = _ranked(wanted, want.get("ranks"))
    sorted_too = not {"evidence", "order"} & doubtful
    return {
        "cause": (True, right_cause(story, got)),
        "provider": ("provider" not in doubtful, "provider" in got and got["provider"] == want["provider"]),
        "evidence_exact": (sorted_too, "evidence" in got and _in_order(named, ranked)),
        "evidence_set": ("evidence" not in doubtful, "evidence" in got and set(named) == set(wanted)),
        "evidence_first": (sorted_too and bool(wanted), bool(named and wanted) and named[0] in ranked[0]),
        "self_service": ("self_service" not in doubtful, got.get("self_service") is want["self_service"]),
        "certain": ("certain" in want, got.get("certain") is want.get("certain")),
    }


def _ranked(wanted: list[str], ranks: Sequence[int] | None) -> list[set[str]]:
    """The events by rank, the most decisive first; one a rank where the label says nothing of ranks."""
    rest = iter(wanted)
    return [set(islice(rest, size)) for size in ranks or [1] * len(wanted)]


def _in_order(named: list[str], ranked: list[set[str]]) -> bool:
    rest = iter(named)
    return all(set(islice(rest, len(rank))) == rank for rank in ranked) and not list(rest)


def right_cause(story: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """Whether the cause is the label's, or one that it accepts."""
    want = story["expect"]
    return got.get("cause") in {want["cause"], *want.get("accept", ())}


def certain_and_wrong(story: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """Sure of a cause that is not the right one: what must never happen."""
    return got.get("certain") is True and not right_cause(story, got)


def figures(stories: Sequence[Mapping[str, Any]], answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The totals of one set; a story without an answer is wrong everywhere."""
    judged = [judge(story, answers.get(story["id"], {})) for story in stories]
    found: dict[str, Any] = {"stories": len(stories), "answered": sum(s["id"] in answers for s in stories)}
    for name in FIGURES:
        hits = [one[name][1] for one in judged if one[name][0]]
        found[name] = round(sum(hits) / len(hits), 4) if hits else None
    found["certain_and_wrong"] = sum(certain_and_wrong(s, answers.get(s["id"], {})) for s in stories)
    return found


def confusion(
    stories: Sequence[Mapping[str, Any]], answers: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, int]]:
    """By the right cause: what was answered, and how often."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for story in stories:
        got = answers.get(story["id"], {})
        cause = story["expect"]["cause"]
        found[cause][cause if right_cause(story, got) else str(got.get("cause"))] += 1
    return {cause: dict(found[cause]) for cause in sorted(found)}


def failures(
    stories: Sequence[Mapping[str, Any]], answers: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The stories that went wrong anywhere: in what, what is right, what was answered."""
    found = []
    for story in stories:
        got = answers.get(story["id"], {})
        wrong = [name for name, (counted, hit) in judge(story, got).items() if counted and not hit]
        if wrong:
            shown = {
                name: got.get(name) for name in ("cause", "provider", "evidence", "self_service", "certain")
            }
            found.append({"id": story["id"], "story": story.get("story", ""), "wrong": wrong, "person": story["person"], "now": story["now"], "expect": story["expect"], "got": shown})  # fmt: skip
    return found
