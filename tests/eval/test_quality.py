"""Floors under the figures on the two companies that ship: limits first, then reach. The full table is `make eval`."""

from intents.engines.builtin.engine import BuiltinEngine
from tests.eval.__main__ import measure
from tests.eval.sets import brackwater, demo


async def test_the_demo_company_is_read_well_enough() -> None:
    found = (await measure(demo(), BuiltinEngine()))["understanding"]
    assert found["harm"] <= 0.02
    assert found["over_grant"] <= 0.02
    assert found["precision"] >= 0.9
    assert found["shortlist"] >= 0.95
    assert found["intent"] >= 0.95
    assert found["propose"] >= 0.75


async def test_a_company_of_quite_other_words_is_read_well_enough() -> None:
    found = (await measure(brackwater(), BuiltinEngine()))["understanding"]
    assert found["harm"] <= 0.02
    assert found["over_grant"] <= 0.03
    assert found["precision"] >= 0.95
    assert found["shortlist"] >= 0.92
    assert found["intent"] >= 0.92
    assert found["propose"] >= 0.7
    assert found["reason"] >= 0.9
