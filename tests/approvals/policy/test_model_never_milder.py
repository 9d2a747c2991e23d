"""With a risk model in force: worse never needs fewer approvals, and a model in trouble never grants."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from approvals.model import PolicyAnswer, Risk
from approvals.policy.facts import Facts
from approvals.risk.judge import NO_MODELS, ModelsInForce, judge
from approvals.risk.judgement import Judgement, ModelSays
from approvals.risk.scorecard import score
from tests.approvals.company import DASHBOARDS, SALES
from tests.approvals.policy.asking import NORTHLIGHT, facts, place_with
from tests.approvals.policy.test_fail_closed import BOOK, DIALS, needed, quietly
from tests.approvals.risk.models import broken, model

shares = st.floats(0, 1)
abstentions = st.sampled_from([None, "No past decision has this title"])
models = st.one_of(
    st.just(NO_MODELS),
    st.just(ModelsInForce(live=broken())),
    st.just(ModelsInForce(trouble="its file was altered")),
    st.builds(lambda p, why: ModelsInForce(live=model(p, abstains=why)), shares, abstentions),
)


def asked(models: ModelsInForce, person: str, entitlement: str, **changes: Any) -> tuple[Facts, Risk]:
    """The question as a decision would put it: judged, scored, and put together."""
    wish = facts(entitlement, person, **changes)
    judged = judge(models, wish.person, wish.place)
    risk = score(
        NORTHLIGHT,
        person=wish.person,
        requester=wish.requester,
        place=wish.place,
        scope=wish.scope,
        duration=wish.duration,
        now=wish.now,
        judged=judged,
    )
    return dataclasses.replace(wish, risk=risk.score, judged=judged), risk


people = st.sampled_from(list(NORTHLIGHT.people))
places = st.sampled_from([DASHBOARDS, SALES])


@quietly
@given(
    models,
    people,
    places,
    st.fixed_dictionaries(
        {
            dial: st.tuples(st.integers(0, len(steps) - 1), st.integers(0, len(steps) - 1))
            for dial, steps in DIALS.items()
        }
    ),
)
def test_riskier_longer_or_more_privileged_never_needs_fewer_whatever_the_model(
    models: ModelsInForce, person: str, entitlement: str, turned: dict[str, tuple[int, int]]
) -> None:
    def wish(pick: Any) -> tuple[Facts, Risk]:
        dials = {dial: DIALS[dial][pick(steps)] for dial, steps in turned.items()}
        place = place_with(
            entitlement,
            resource={
                "data_class": dials["data_class"],
                "regulations": ("gdpr",) if dials["regulated"] else (),
                "environment": "production" if dials["production"] else None,
            },
            risk=dials["risk"],
            privileged=dials["privileged"],
            automation=dials["automation"],
        )
        return asked(models, person, entitlement, place=place, duration=dials["duration"])

    (calm, low), (worse, high) = wish(min), wish(max)
    assert low.score <= high.score
    assert needed(calm) <= needed(worse)


@quietly
@given(models, people, places, st.sampled_from([{}, {"region": "EMEA"}]))
def test_what_is_not_narrowed_never_needs_fewer(
    models: ModelsInForce, person: str, entitlement: str, scope: dict[str, str]
) -> None:
    narrow = {"region": "EMEA", "quarter": "Q3"} if entitlement == SALES else {}
    broad = scope if entitlement == SALES else {}
    (close, low), (open_, high) = (
        asked(models, person, entitlement, scope=given) for given in (narrow, broad)
    )
    assert low.score <= high.score
    assert needed(close) <= needed(open_)


@quietly
@given(shares, shares, people, places)
def test_a_likelier_denial_never_needs_fewer(one: float, other: float, person: str, entitlement: str) -> None:
    lower, higher = sorted((one, other))
    (calm, _), (worse, _) = (
        asked(ModelsInForce(live=model(share)), person, entitlement) for share in (lower, higher)
    )
    assert needed(calm) <= needed(worse)


@quietly
@given(shares, people, places)
def test_abstaining_never_needs_fewer_than_being_sure(share: float, person: str, entitlement: str) -> None:
    sure, unsure = (
        asked(ModelsInForce(live=model(share, abstains=why)), person, entitlement)[0]
        for why in (None, "No past decision has this title")
    )
    assert needed(sure) <= needed(unsure)


@quietly
@given(models, people, places)
def test_a_model_never_needs_fewer_than_none(models: ModelsInForce, person: str, entitlement: str) -> None:
    (without, _), (with_, _) = (
        asked(one, person, entitlement, duration=timedelta(days=14)) for one in (NO_MODELS, models)
    )
    assert needed(without) <= needed(with_)


@quietly
@given(people, places, st.sampled_from([ModelsInForce(live=broken()), ModelsInForce(trouble="it is gone")]))
def test_a_model_in_trouble_never_grants_by_itself(
    person: str, entitlement: str, models: ModelsInForce
) -> None:
    assert BOOK.decide(asked(models, person, entitlement)[0]).answer is not PolicyAnswer.GRANTED


def test_a_judgement_of_no_known_kind_never_grants() -> None:
    for strange in (None, Judgement(says=None), Judgement(says="certain")):  # type: ignore[arg-type]
        assert BOOK.decide(facts(judged=strange)).answer is not PolicyAnswer.GRANTED
    assert BOOK.decide(facts(judged=Judgement(says=ModelSays.SURE))).answer is PolicyAnswer.GRANTED
