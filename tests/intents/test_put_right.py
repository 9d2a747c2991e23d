"""Where a scope value alone is corrected, the thing itself is still wanted."""

from __future__ import annotations

import pytest

from intents.passages import Role, clauses
from intents.put_right import put_right
from tests.catalog.demo import SALES_REPORTS, quillmere, understood


@pytest.mark.parametrize(
    "text",
    [
        "sales reports viewer EMEA please - no wait, APAC",
        "viewer on the sales reports EMEA. correction: the APAC region",
        "read the sales reports of EMEA, scratch that, APAC",
    ],
)
async def test_a_value_put_right_leaves_the_rest_as_it_was(text: str) -> None:
    found = await understood("mira.castelhano", text)
    assert [(item.entitlement, item.scope) for item in found.items] == [(SALES_REPORTS, {"region": "APAC"})]


def test_another_thing_takes_back_the_first() -> None:
    text = "sales reports viewer EMEA, no wait, the forecast"
    assert put_right(clauses(text), text, quillmere()) == clauses(text)
    assert clauses(text)[0].role is Role.WITHDRAWN
