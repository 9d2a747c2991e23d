"""The register: what is in force follows from chained acts, and what does not follow is found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.errors import BadInput, NotAllowed, NotFound
from approvals.log.entry import GENESIS
from approvals.risk.model.evaluation import Metrics
from approvals.risk.registry.register import ActKind, Register, Registered
from tests.approvals.company import NOW

A, B, C = "a" * 64, "b" * 64, "c" * 64


def registered(id: str) -> Registered:
    metrics = Metrics(rows=500, denied=50, log_loss=0.2, auc=0.8, average_precision=0.4, brier=0.1, bins=())
    return Registered(
        id=id,
        snapshot="s" * 64,
        decisions=500,
        features=("entitlement",),
        left_out={},
        parameters={},
        metrics=metrics,
        policy_version="p",
        trained_at=NOW,
    )


@pytest.fixture
def register() -> Register:
    grown = Register()
    for id in (A, B, C):
        grown = grown.with_model(registered(id), now=NOW)
    return grown


def test_training_puts_nothing_in_force(register: Register) -> None:
    assert (register.live, register.challenger) == (None, None)
    assert [act.by for act in register.acts] == ["usher"] * 3
    assert register.with_model(registered(A), now=NOW) == register


def test_promotion_challenge_and_rollback(register: Register) -> None:
    first = register.promoted(A, by="sana.malik", now=NOW)
    beside = first.challenged(B, by="sana.malik", now=NOW)
    assert (beside.live, beside.challenger) == (A, B)
    second = beside.promoted(B, by="sana.malik", now=NOW + timedelta(hours=1))
    assert (second.live, second.challenger) == (B, None), "nobody is its own challenger"
    third = second.promoted(C, by="sana.malik", now=NOW)
    back = third.rolled_back(by="lena.osei", now=NOW)
    assert back.live == B
    assert back.acts[-1].model_dump(include={"by", "act", "model", "before"}) == {
        "by": "lena.osei",
        "act": ActKind.ROLLED_BACK,
        "model": B,
        "before": C,
    }
    again = back.rolled_back(by="lena.osei", now=NOW)
    assert again.live == A, "a second rollback goes further back, not to and fro"
    none = again.rolled_back(by="lena.osei", now=NOW)
    assert none.live is None
    with pytest.raises(NotAllowed, match="no promotion left to roll back"):
        none.rolled_back(by="lena.osei", now=NOW)
    assert none.fault is None


def test_a_step_down_leaves_no_model_until_a_person_says_so(register: Register) -> None:
    down = register.promoted(A, by="sana.malik", now=NOW).stepped_down("Requests differ.", now=NOW)
    assert (down.live, down.acts[-1].by, down.acts[-1].reason) == (None, "usher", "Requests differ.")
    assert down.rolled_back(by="sana.malik", now=NOW).live == A
    assert down.promoted(B, by="sana.malik", now=NOW).live == B
    with pytest.raises(NotAllowed, match="scorecard alone decides already"):
        down.stepped_down("again", now=NOW)


def test_what_cannot_be_done_is_refused(register: Register) -> None:
    live = register.promoted(A[:8], by="sana.malik", now=NOW)
    with pytest.raises(NotAllowed, match="in force already"):
        live.promoted(A, by="sana.malik", now=NOW)
    with pytest.raises(NotAllowed, match="has to be another one"):
        live.challenged(A, by="sana.malik", now=NOW)
    with pytest.raises(NotAllowed, match="the challenger already"):
        live.challenged(B, by="x", now=NOW).challenged(B, by="x", now=NOW)
    with pytest.raises(NotFound, match="usher risk list"):
        live.promoted("d" * 64, by="sana.malik", now=NOW)
    for short in ("", "b"):
        with pytest.raises(BadInput, match="more than one model"):
            live.promoted(short, by="sana.malik", now=NOW)


def test_every_act_is_chained_to_the_one_before(register: Register) -> None:
    live = register.promoted(A, by="sana.malik", now=NOW)
    previous = GENESIS
    for act in live.acts:
        assert act.fits(previous)
        previous = act.hash
    assert live.fault is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"live": B}, "another model than its acts"),
        ({"challenger": C}, "another model than its acts"),
        ({"models": ()}, "other models than were trained"),
        ({"acts": ()}, "another model than its acts"),
    ],
    ids=["live", "challenger", "models", "acts"],
)
def test_a_register_that_its_acts_do_not_bear_out_is_at_fault(
    register: Register, change: dict[str, object], fault: str
) -> None:
    altered = register.promoted(A, by="sana.malik", now=NOW).model_copy(update=change)
    assert fault in (altered.fault or "")


def test_an_act_that_was_changed_or_taken_out_breaks_the_chain(register: Register) -> None:
    live = register.promoted(A, by="sana.malik", now=NOW)
    *others, last = live.acts
    forged = last.model_copy(update={"by": "tom.reyes"})
    assert "act 4" in (live.model_copy(update={"acts": (*others, forged)}).fault or "")
    assert "act 1" in (live.model_copy(update={"acts": live.acts[1:]}).fault or "")
