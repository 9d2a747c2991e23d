"""How sure a reading is: what speaks for it makes it surer, and the scale is that of every engine."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from catalog.model import Company
from intents.engines.builtin.signals import Signals
from intents.engines.builtin.sureness import OFFERED, OUTRIGHT, PROPOSED, Knots, absent, fitted, sure, told
from intents.verdict import CHOOSE_FROM, PROPOSE_FROM
from tests.intents.engines.builtin.shown import shown


def test_the_scale_is_that_of_every_engine() -> None:
    assert told(PROPOSED) == pytest.approx(PROPOSE_FROM)
    assert told(OUTRIGHT, OUTRIGHT) == pytest.approx(PROPOSE_FROM)
    assert told(OUTRIGHT) < PROPOSE_FROM
    assert told(OFFERED) == pytest.approx(CHOOSE_FROM)
    assert told(0.0) == 0.0
    assert told(1.0) == pytest.approx(0.99)
    steps = [told(chance) for chance in np.linspace(0, 1, 101)]
    assert steps == sorted(steps)


def test_what_was_fitted_is_about_these_signals() -> None:
    assert set(fitted().names) == {field.name for field in fields(Signals)}


def test_knots_rise() -> None:
    for knots in (fitted().right, fitted().absent):
        assert isinstance(knots, Knots)
        assert (np.diff(knots.said) >= 0).all()
        assert (np.diff(knots.true) >= 0).all()


@pytest.mark.parametrize(
    ("name", "less"), [("lead", 0.0), ("won", 0.1), ("standing", -1.0), ("over_lesser", 0.0)]
)
def test_what_speaks_for_a_reading_never_makes_it_less_sure(company: Company, name: str, less: float) -> None:
    before = shown(company, "I need to change the ticket prices")
    assert sure(replace(before, **{name: less})) <= sure(before)


@pytest.mark.parametrize("name", ["foreign", "unexplained", "near"])
def test_what_speaks_against_it_never_makes_it_surer(company: Company, name: str) -> None:
    before = shown(company, "I need to change the ticket prices")
    assert sure(replace(before, **{name: 5.0})) <= sure(before)


def test_what_the_company_has_is_less_absent_than_what_it_has_not(company: Company) -> None:
    has = absent(shown(company, "I need to change the ticket prices"))
    has_not = absent(shown(company, "please give me access to the squash courts of the gym"))
    assert has < has_not
