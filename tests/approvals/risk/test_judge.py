"""Asking the trained model: what it is told, what it adds, and that its trouble is people's business."""

from __future__ import annotations

import logging
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.risk import weights
from approvals.risk.judge import (
    ATTRIBUTES,
    NO_MODELS,
    NOT_ASKED,
    ModelsInForce,
    Scored,
    attributes_of,
    cannot_be_live,
    judge,
    points_for,
)
from approvals.risk.judgement import UNJUDGED, Judgement, ModelSays, judgement_from
from approvals.risk.model.scoring import Scorer
from tests.approvals.company import SALES, small_company
from tests.approvals.risk.model.past import small_model
from tests.approvals.risk.models import USUAL, SaidSo, broken, model

NORTHLIGHT = small_company()
TOM, KIM = NORTHLIGHT.people["tom.reyes"], NORTHLIGHT.people["kim.sato"]
PLACE = NORTHLIGHT.places[SALES]
shares = st.floats(0.0, 1.0)


def judged(live: Scored | None, **others: object) -> Judgement:
    return judge(ModelsInForce(live=live, **others), TOM, PLACE)  # type: ignore[arg-type]


def test_a_request_is_told_under_the_models_own_names() -> None:
    columns = ("entitlement", "Title", "DEPARTMENT", "manager", "employment", "company", "location", "system")
    assert attributes_of(KIM, PLACE, columns) == {
        "entitlement": SALES,
        "Title": "Data Consultant",
        "DEPARTMENT": "Data",
        "manager": "lena.osei",
        "employment": "contractor",
        "company": "Northlight",
        "location": "Utrecht",
        "system": "warehouse",
    }


def test_whoever_has_no_manager_has_an_empty_one() -> None:
    assert attributes_of(NORTHLIGHT.people["petra.holm"], PLACE, ["manager"]) == {"manager": ""}


def test_a_model_that_asks_for_more_than_is_known_cannot_be_live() -> None:
    assert cannot_be_live(("entitlement", *ATTRIBUTES)) is None
    says = cannot_be_live(("entitlement", "role_rollup_1", "title", "mgr_id"))
    assert says is not None
    assert says.startswith("It was trained on role_rollup_1, mgr_id, which Usher does not know")
    assert says.endswith("department, title, manager, employment, company, location.")


def test_without_a_model_nothing_is_judged() -> None:
    assert judge(NO_MODELS, TOM, PLACE) is UNJUDGED
    assert UNJUDGED.recorded() is None


def test_a_sure_model_adds_points() -> None:
    found = judged(model(0.25))
    assert (found.says, found.seal, found.points, found.why) == (ModelSays.SURE, "a1", 12, "")
    assert found.mostly == ("title", "entitlement")


@pytest.mark.parametrize(
    ("contributions", "mostly"),
    [
        ({"title": 2.0, "department": 1.0, "entitlement": 0.9}, ("title", "department")),
        ({"title": 2.0, "department": 0.9}, ("title",)),
        ({"Cost_Centre": 2.0, "title": -3.0}, ("cost centre",)),
        ({"title": -1.0}, ()),
    ],
)
def test_one_or_two_attributes_are_named_if_they_weigh_enough(
    contributions: dict[str, float], mostly: tuple[str, ...]
) -> None:
    scorer = SaidSo(lambda _: 0.4, contributions=contributions)
    assert judged(Scored(seal="a1", columns=("title",), usual=USUAL, scorer=scorer)).mostly == mostly


@pytest.mark.parametrize(
    ("probability", "points"), [(0.0, 0), (0.01, 0), (0.06, 0), (0.1, 4), (0.25, 12), (0.5, 20), (1.0, 20)]
)
def test_points_begin_at_the_usual_share_and_end_at_one_half(probability: float, points: int) -> None:
    assert points_for(probability, 0.06) == points


@given(shares, shares, shares)
def test_points_are_whole_never_negative_and_never_fall_as_a_denial_is_likelier(
    one: float, other: float, usual: float
) -> None:
    lower, higher = sorted((one, other))
    less, more = points_for(lower, usual), points_for(higher, usual)
    assert isinstance(less, int)
    assert 0 <= less <= more <= weights.HISTORY
    assert points_for(usual, usual) == 0
    assert higher < max(0.5, math.nextafter(usual, 2)) or more == weights.HISTORY


def test_where_it_knows_too_little_it_says_why_and_takes_no_points_away() -> None:
    sure, unsure = judged(model(0.4)), judged(model(0.4, abstains="No past decision has this title"))
    assert (unsure.says, unsure.why) == (ModelSays.ABSTAINS, "no past decision has this title")
    assert unsure.points == sure.points > 0


@pytest.mark.parametrize(
    "wrong",
    [broken(), model(math.nan), model(1.5), model(-0.1), model(0.2, columns=("entitlement", "mgr_id"))],
    ids=["it fails", "not a number", "above one", "below zero", "a column nobody has"],
)
def test_a_model_that_cannot_be_asked_abstains(wrong: Scored, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        found = judged(wrong)
    assert (found.says, found.why, found.points, found.seal) == (ModelSays.ABSTAINS, NOT_ASKED, 0, "a1")
    assert "the risk model could not be asked" in caplog.text


def test_trouble_makes_it_abstain_without_being_asked() -> None:
    live = model(0.9)
    found = judged(live, trouble="requests have drifted from its history")
    assert (found.says, found.why, found.seal, found.points) == (
        ModelSays.ABSTAINS,
        "requests have drifted from its history",
        "a1",
        0,
    )
    assert isinstance(live.scorer, SaidSo)
    assert live.scorer.asked == []
    assert judged(None, trouble="its file was altered").says is ModelSays.ABSTAINS


def test_the_challenger_speaks_beside_and_changes_nothing() -> None:
    alone, beside = judged(model(0.25)), judged(model(0.25), challenger=model(0.9, seal="b2"))
    assert beside.shadow is not None
    assert (beside.shadow.seal, beside.shadow.points) == ("b2", 20)
    assert (beside.says, beside.points, beside.recorded()) == (alone.says, alone.points, alone.recorded())
    failing = judged(model(0.25), challenger=broken(seal="b2"))
    assert (failing.says, failing.points) == (alone.says, alone.points)
    first = judged(None, challenger=model(0.9, seal="b2"))
    assert (first.says, first.points) == (ModelSays.NONE, 0)
    assert first.shadow is not None


def test_what_the_log_keeps_can_be_read_back() -> None:
    found = judged(model(0.25, abstains="No past decision has this title"))
    again = judgement_from(found.recorded())
    assert again.recorded() == found.recorded()
    assert (again.points, again.why) == (found.points, found.why)
    assert judgement_from(None) is UNJUDGED


def test_a_trained_model_can_be_asked() -> None:
    trained = small_model()
    live = Scored.of("seal", Scorer(trained))
    assert cannot_be_live(live.columns) is None
    assert live.usual == pytest.approx(trained.metrics.denied / trained.metrics.rows)
    place = PLACE.model_copy(update={"entitlement": PLACE.entitlement.model_copy(update={"id": "payroll"})})
    people = [
        TOM.model_copy(update={"department": department, "title": title})
        for department, title in (("Finance", "Lead"), ("Sales", "Lead"), ("Nowhere", "Nobody"))
    ]
    finance, sales, nowhere = (judge(ModelsInForce(live=live), one, place) for one in people)
    assert (finance.says, finance.points) == (ModelSays.SURE, 0)
    assert (sales.says, sales.points) == (ModelSays.SURE, weights.HISTORY)
    assert "entitlement" in sales.mostly
    assert nowhere.says is ModelSays.ABSTAINS
    assert nowhere.why.startswith("no past decision has")
