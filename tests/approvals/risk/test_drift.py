"""Drift: found when it is there, and not when a sample is merely small."""

from __future__ import annotations

import random
from collections import Counter
from math import log

import pytest

from approvals.risk.drift import NEW, SMOOTHING, disagreement, drift_report, feature_drift
from approvals.risk.model.evaluation import Bin

BEFORE = {"Sales": 500, "Data": 300, "Finance": 200}


def test_the_index_is_the_one_everybody_knows() -> None:
    now = {"Sales": 300, "Data": 300, "Finance": 400}
    smooth = 1000 + 3 * SMOOTHING
    shares = [((was + SMOOTHING) / smooth, (now[name] + SMOOTHING) / smooth) for name, was in BEFORE.items()]
    wanted = sum((b - a) * log(b / a) for a, b in shares)
    found = feature_drift("department", BEFORE, now)
    assert found.psi == pytest.approx(wanted)
    assert (found.state, found.bins) == ("watch", 3)
    assert {one.value for one in found.moved[:2]} == {"Finance", "Sales"}


def test_nothing_changed_is_nothing() -> None:
    found = feature_drift("department", BEFORE, BEFORE)
    assert (found.psi, found.state, found.moved) == (0, "stable", ())


def test_values_never_seen_are_a_bin_of_their_own() -> None:
    found = feature_drift("department", BEFORE, {"Sales": 60, "Quantum": 30, "Space": 10})
    assert found.state == "alarm"
    assert NEW in {one.value for one in found.moved}


def test_a_hundred_requests_of_a_thousand_managers_raise_no_alarm_by_themselves() -> None:
    chance = random.Random(5)
    managers = [f"m{number}" for number in range(1000)]
    before = Counter(chance.choices(managers, k=20_000))
    for seed in range(20):
        now = Counter(random.Random(seed).choices(managers, k=100))
        assert feature_drift("manager", before, now).state == "stable"


def test_few_bins_and_few_requests_alarm_only_beyond_chance() -> None:
    names = [f"d{number}" for number in range(10)]
    before = Counter(dict.fromkeys(names, 1000))
    states = Counter(
        feature_drift("department", before, Counter(random.Random(seed).choices(names, k=50))).state
        for seed in range(300)
    )
    assert states["alarm"] <= 9


def test_new_names_that_keep_coming_are_no_drift() -> None:
    """A company in which every fifth request is about something nobody asked for before stays such a company."""
    number = iter(range(10**6))

    def some(of: int, seed: int) -> Counter[str]:
        chance = random.Random(seed)
        return Counter(
            f"new{next(number)}" if chance.random() < 0.2 else f"e{chance.randrange(50)}" for _ in range(of)
        )

    before = some(3000, 1)
    assert [feature_drift("entitlement", before, some(400, seed)).state for seed in range(2, 12)] == [
        "stable"
    ] * 10
    known = Counter(list(before.elements())[::7])
    assert feature_drift("entitlement", before, known).state == "stable", "nothing new is no drift"
    assert feature_drift("entitlement", before, Counter({f"x{n}": 1 for n in range(400)})).state == "alarm"


def bins() -> tuple[Bin, ...]:
    low = Bin(until=0.05, foretold=0.02, happened=0.02, rows=900, low=0, high=1)
    high = Bin(until=1.0, foretold=0.6, happened=0.6, rows=100, low=0, high=1)
    return low, high


def test_people_who_decide_as_ever_raise_no_alarm() -> None:
    judged = [(0.02, False)] * 88 + [(0.02, True)] * 2 + [(0.6, True)] * 6 + [(0.6, False)] * 4
    found = disagreement(judged, base=0.1, bins=bins())
    assert found is not None
    assert found.expected == pytest.approx(0.058)
    assert (found.against, found.share, found.state) == (6, 0.06, "stable")


def test_people_who_decide_otherwise_do() -> None:
    found = disagreement([(0.02, True)] * 30 + [(0.02, False)] * 70, base=0.1, bins=bins())
    assert found is not None
    assert found.state == "alarm"
    assert found.low < found.share < found.high
    report = drift_report("m", before={"department": BEFORE}, recent=[], disagreed=found)
    assert report.alarms == (
        "People decided against the model in 30% of 100 decisions, where 6% is usual: what they look at has changed.",
    )


def test_too_few_decisions_say_nothing() -> None:
    assert disagreement([(0.9, False)] * 49, base=0.1, bins=bins()) is None
    report = drift_report("m", before={"department": BEFORE}, recent=[{"department": "X"}] * 49, disagreed=None)  # fmt: skip
    assert (report.features, report.alarms) == ((), ())


def test_an_alarm_is_said_with_what_moved() -> None:
    report = drift_report("m", before={"department": BEFORE}, recent=[{"department": "Legal"}] * 80, disagreed=None)  # fmt: skip
    (said,) = report.alarms
    assert said.startswith("Requests differ in department from what was learned (index ")
    assert "(never seen before) went from 0% to 9" in said


def test_an_attribute_that_requests_no_longer_have_is_drift() -> None:
    report = drift_report("m", before={"title": {"Lead": 50, "Analyst": 50}}, recent=[{}] * 60, disagreed=None)  # fmt: skip
    assert report.features[0].state == "alarm"
