"""What counts as right in an explanation of a lock-out, and that a set held out keeps its stories to itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.eval.lockouts.__main__ import measure, table
from tests.eval.lockouts.scoring import certain_and_wrong, confusion, failures, figures, judge
from tests.eval.lockouts.sets import NoStories, StorySet, story_set, story_sets


def story(**expect: Any) -> dict[str, Any]:
    right = {"cause": "wrong_password", "provider": "okta", "evidence": ["b", "a"], "self_service": True}
    return {"id": "s1", "person": "p", "now": "2026-11-24T09:00:00+00:00", "expect": right | expect}


def answer(**said: Any) -> dict[str, Any]:
    right = {"cause": "wrong_password", "provider": "okta", "evidence": ["b", "a"], "self_service": True, "certain": True}  # fmt: skip
    return {"id": "s1"} | right | said


def right(one: dict[str, Any], got: dict[str, Any]) -> set[str]:
    return {name for name, (counted, hit) in judge(one, got).items() if counted and hit}


def counted(one: dict[str, Any]) -> set[str]:
    return {name for name, (counts, _) in judge(one, answer()).items() if counts}


def test_a_right_answer_is_right_everywhere() -> None:
    assert right(story(certain=True), answer()) == {"cause", "provider", "evidence_exact", "evidence_set", "evidence_first", "self_service", "certain"}  # fmt: skip


def test_no_answer_is_wrong_everywhere_even_where_nothing_was_expected() -> None:
    assert right(story(cause="none_found", provider=None, evidence=[]), {}) == set()


def test_the_order_of_the_evidence_matters_for_exactness_alone() -> None:
    assert right(story(), answer(evidence=["a", "b"])) == {
        "cause",
        "provider",
        "evidence_set",
        "self_service",
    }


def test_events_that_may_be_named_do_no_harm_and_others_do() -> None:
    assert "evidence_exact" in right(story(also=["c"]), answer(evidence=["c", "b", "a"]))
    assert "evidence_set" not in right(story(also=["c"]), answer(evidence=["b", "a", "d"]))


def test_equally_decisive_events_may_stand_in_any_order_but_in_their_rank() -> None:
    locked = story(evidence=["lock", "w2", "w1"], ranks=[1, 2])
    assert {"evidence_exact", "evidence_first"} <= right(locked, answer(evidence=["lock", "w1", "w2"]))
    assert "evidence_exact" not in right(locked, answer(evidence=["w1", "lock", "w2"]))
    assert "evidence_exact" not in right(locked, answer(evidence=["lock", "w1", "w1", "w2"]))
    assert "evidence_first" in right(story(ranks=[2]), answer(evidence=["a", "b"]))


def test_event_ids_are_compared_as_text() -> None:
    assert "evidence_exact" in right(story(evidence=["17"]), answer(evidence=[17]))


def test_what_is_doubtful_is_not_counted() -> None:
    assert "self_service" not in counted(story(doubtful=["self_service"]))
    assert counted(story(doubtful=["order"])) >= {"evidence_set", "cause"}
    assert not counted(story(doubtful=["order"])) & {"evidence_exact", "evidence_first"}
    assert "evidence_set" not in counted(story(doubtful=["evidence"]))
    assert "certain" not in counted(story())


def test_sure_and_wrong_is_counted_and_another_defensible_cause_is_not_wrong() -> None:
    assert certain_and_wrong(story(), answer(cause="mfa_failed"))
    assert not certain_and_wrong(story(), answer(cause="mfa_failed", certain=False))
    assert not certain_and_wrong(story(accept=["mfa_failed"]), answer(cause="mfa_failed"))


def test_totals_and_what_was_taken_for_what() -> None:
    stories = [story(), story() | {"id": "s2"}, story() | {"id": "s3"}]
    answers = {"s1": answer(), "s2": answer(cause="mfa_failed")}
    found = figures(stories, answers)
    assert (found["stories"], found["answered"], found["cause"], found["certain_and_wrong"]) == (
        3,
        2,
        0.3333,
        1,
    )
    assert confusion(stories, answers) == {
        "wrong_password": {"wrong_password": 1, "mfa_failed": 1, "None": 1}
    }
    assert [(one["id"], one["wrong"][0]) for one in failures(stories, answers)] == [("s2", "cause"), ("s3", "cause")]  # fmt: skip


def test_of_a_set_that_is_held_out_only_totals_are_shown() -> None:
    answers = {"s1": answer(cause="mfa_failed")}
    open_one = StorySet("here", Path("here"), [story()], held_out=False)
    kept = StorySet("kept", Path("kept"), [story()], held_out=True)
    assert "confusion" in measure(open_one, answers)
    assert "confusion" not in measure(open_one, answers, totals=True)
    assert set(measure(kept, answers)) == {"stories", "answered", "cause", "provider", "evidence_exact", "evidence_set", "evidence_first", "self_service", "certain", "certain_and_wrong"}  # fmt: skip
    assert "mfa_failed" not in table({"kept": measure(kept, answers)})
    assert "mfa_failed 1" in table({"here": measure(open_one, answers)})


def test_sets_are_found_by_name_and_by_folder() -> None:
    assert {one.name: one.held_out for one in story_sets(["caldervoss", "nordhavn"])} == {"caldervoss": False, "nordhavn": True}  # fmt: skip
    with pytest.raises(NoStories, match=r"no lockouts\.jsonl"):
        story_set(Path("nowhere"))
