"""Where a challenger would have sent requests another way, told from the decision log alone."""

from __future__ import annotations

from typing import Any

import pytest

from approvals.log.entry import Entry
from approvals.model import RiskBand
from approvals.risk.compare import compare
from approvals.risk.judge import ModelsInForce, judge
from catalog.settings import RiskThresholds
from tests.approvals.company import DASHBOARDS, SALES
from tests.approvals.risk.models import model
from tests.approvals.risk.test_scorecard import NORTHLIGHT, risk

THRESHOLDS = RiskThresholds()


def entry(
    item: str,
    live: float,
    challenger: float | None,
    *,
    entitlement: str = DASHBOARDS,
    kind: str = "item.approved",
    seals: tuple[str, str] = ("a1", "b2"),
    abstains: str | None = None,
    **data: Any,
) -> Entry:
    """An entry as a decision writes it; `abstains` is the challenger's."""
    place = NORTHLIGHT.places[entitlement]
    beside = None if challenger is None else model(challenger, seal=seals[1], abstains=abstains)
    models = ModelsInForce(live=model(live, seal=seals[0]), challenger=beside)
    judged = judge(models, NORTHLIGHT.people["tom.reyes"], place)
    return Entry(
        kind=kind,
        actor="usher",
        person="tom.reyes",
        item_id=item,
        data={
            "entitlement": entitlement,
            "risk": risk(entitlement, judged=judged).model_dump(mode="json"),
            "model": judged.recorded(),
            "shadow": judged.shadow.recorded() if judged.shadow else None,
        }
        | data,
    )


def test_a_request_that_would_have_needed_somebody_is_listed() -> None:
    found = compare([entry("it_1", 0.01, 0.01), entry("it_2", 0.01, 0.9, entitlement=SALES)], THRESHOLDS)
    assert (found.live, found.challenger, found.compared, found.differences) == ("a1", "b2", 2, ())
    # 35 points for the sales reports: a manager either way. With thresholds that part them, it shows.
    (one,) = compare(
        [entry("it_2", 0.01, 0.9, entitlement=SALES)], RiskThresholds(manager_from=40, security_from=70)
    ).differences
    assert (one.item_id, one.entitlement, one.denied) == ("it_2", SALES, None)
    assert (one.live.score, one.live.band) == (risk(SALES).score, RiskBand.LOW)
    assert (one.challenger.score, one.challenger.band) == (risk(SALES).score + 20, RiskBand.ELEVATED)


def test_stricter_and_milder_are_told_apart() -> None:
    close = RiskThresholds(manager_from=15, security_from=90)
    found = compare([entry("it_1", 0.01, 0.9), entry("it_2", 0.9, 0.01), entry("it_3", 0.9, 0.9)], close)
    assert (found.compared, found.stricter, found.milder) == (3, 1, 1)


def test_abstaining_counts_as_asking_the_manager() -> None:
    found = compare([entry("it_1", 0.01, 0.01, abstains="No past decision has this title")], THRESHOLDS)
    assert (found.stricter, found.differences[0].challenger.asks_the_manager) == (1, True)


def test_each_request_counts_once_as_it_was_judged_last() -> None:
    close = RiskThresholds(manager_from=15, security_from=90)
    found = compare([entry("it_1", 0.01, 0.9), entry("it_1", 0.01, 0.01)], close)
    assert (found.compared, found.differences) == (1, ())


def test_older_pairs_of_models_and_entries_without_both_are_left_out() -> None:
    log = [
        entry("it_1", 0.01, 0.9, seals=("a0", "b2")),
        entry("it_2", 0.01, None),
        Entry(kind="grant.live", actor="usher", item_id="it_3", data={"entitlement": DASHBOARDS}),
        entry("it_4", 0.01, 0.9, model={"seal": "of another version"}),
        entry("it_5", 0.01, 0.02),
    ]
    found = compare(log, THRESHOLDS)
    assert (found.live, found.challenger, found.compared) == ("a1", "b2", 1)


def test_who_came_nearer_to_what_people_said_is_worked_out() -> None:
    log = [
        entry("it_1", 0.1, 0.8, kind="item.pending"),
        entry("it_1", 0.1, 0.8, kind="stage.denied"),
        entry("it_2", 0.1, 0.2, kind="stage.approved"),
        entry("it_3", 0.1, 0.8),
    ]
    found = compare(log, THRESHOLDS)
    assert (found.compared, found.decided) == (3, 2)
    assert found.live_log_loss == pytest.approx(1.2040, abs=1e-3)
    assert found.challenger_log_loss == pytest.approx(0.2231, abs=1e-3)


def test_an_empty_log_compares_nothing() -> None:
    found = compare([], THRESHOLDS)
    assert (found.live, found.compared, found.live_log_loss) == ("", 0, None)
