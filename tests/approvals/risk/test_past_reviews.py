"""The factor `history`: its points are in the score, and its words can be read by anybody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.risk.judge import ModelsInForce, judge
from approvals.risk.judgement import Judgement
from approvals.risk.past_reviews import history_factor, share_in_words
from tests.approvals.company import DASHBOARDS, WAREHOUSE_ADMIN
from tests.approvals.risk.models import model
from tests.approvals.risk.test_scorecard import NORTHLIGHT, points, risk, says
from tests.depth import examples


def judged(probability: float, *, entitlement: str = DASHBOARDS, abstains: str | None = None) -> Judgement:
    person, place = NORTHLIGHT.people["tom.reyes"], NORTHLIGHT.places[entitlement]
    return judge(ModelsInForce(live=model(probability, abstains=abstains)), person, place)


def test_the_words_say_it_plainly() -> None:
    found = risk(judged=judged(0.25))
    assert (
        says(found, "history")
        == "Reviewers denied about 1 in 4 like this; 1 in 17 overall: mostly the title and the entitlement"
    )
    assert points(found)["history"] == 12
    assert found.score == risk().score + 12


def test_little_knowledge_is_admitted() -> None:
    found = history_factor(judged(0.9, abstains="This entitlement was decided on only twice before"))
    assert found.says.startswith("Reviewers denied about 9 in 10 like this (from little to go by); 1 in 17")


def test_without_a_model_or_where_denials_are_rare_there_is_no_such_factor() -> None:
    assert "history" not in points(risk())
    assert risk(judged=judged(0.05)) == risk()


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.002, "about 1 in 500"),
        (0.06, "about 1 in 17"),
        (0.33, "about 1 in 3"),
        (0.5, "about 1 in 2"),
        (0.66, "about 2 in 3"),
        (0.75, "about 3 in 4"),
        (0.8, "about 4 in 5"),
        (0.9, "about 9 in 10"),
        (0.99, "nearly all"),
        (0.0, "about none"),
    ],
)
def test_shares_read_as_people_say_them(share: float, words: str) -> None:
    assert share_in_words(share) == words


@settings(deadline=None, max_examples=examples(80))
@given(
    st.sampled_from([DASHBOARDS, WAREHOUSE_ADMIN]),
    st.sampled_from(list(NORTHLIGHT.people)),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_factors_sum_to_the_score_which_never_falls_as_a_denial_is_likelier(
    entitlement: str, person: str, one: float, other: float
) -> None:
    lower, higher = sorted((one, other))
    calm, worse = (
        risk(entitlement, person, judged=judged(share, entitlement=entitlement)) for share in (lower, higher)
    )
    assert risk(entitlement, person).score <= calm.score <= worse.score <= 100
    for found in (calm, worse):
        assert sum(factor.points for factor in found.factors) == found.score
