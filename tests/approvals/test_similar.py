"""Which earlier decision is most like the one that waits: ranked by scope, department, title and time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.model import Verdict
from approvals.similar import Decided, most_similar
from tests.approvals.company import NOW

EMEA, AMER = {"region": "EMEA"}, {"region": "AMER"}
DEPARTMENTS, TITLES = ["Data", "Finance"], ["Analyst", "Lead"]


def decided(days_ago: int = 1, **fields: Any) -> Decided:
    given: dict[str, Any] = {
        "at": NOW - timedelta(days=days_ago), "outcome": Verdict.APPROVED, "department": "Data", "title": "Analyst",
        "scope": EMEA,
    }  # fmt: skip
    return Decided(**(given | fields))


def found(*among: Decided) -> Decided | None:
    return most_similar(among, scope=EMEA, department="Data", title="Analyst")


@pytest.mark.parametrize(
    ("nearer", "other"),
    [
        (decided(300), decided(1, scope=AMER)),
        (decided(300), decided(1, scope=None)),
        (decided(300), decided(1, department="Finance")),
        (decided(300), decided(1, title="Lead")),
        (decided(300, department="Finance"), decided(1, scope=AMER)),
        (decided(300, title="Lead"), decided(1, department="Finance")),
        (decided(1), decided(2)),
        (decided(1, outcome=Verdict.DENIED), decided(2)),
    ],
)
def test_the_nearer_one_is_named(nearer: Decided, other: Decided) -> None:
    for among in ((nearer, other), (other, nearer)):
        chosen = found(*among)
        assert chosen is not None
        assert chosen.model_copy(update={"same": False}) == nearer


def test_where_nothing_was_decided_there_is_nothing_similar() -> None:
    assert found() is None


def test_it_says_whether_the_scope_is_the_same() -> None:
    same, other = found(decided()), found(decided(scope=AMER))
    assert same is not None
    assert same.same
    assert other is not None
    assert not other.same


@given(
    st.lists(
        st.builds(
            decided,
            st.integers(0, 50),
            scope=st.sampled_from([EMEA, AMER, None]),
            department=st.sampled_from(DEPARTMENTS),
            title=st.sampled_from(TITLES),
        ),
        min_size=1,
        max_size=8,
    ),
    st.randoms(),
)
def test_the_order_in_which_they_are_found_decides_nothing(among: list[Decided], random: Any) -> None:
    chosen = found(*among)
    random.shuffle(among)
    assert found(*among) == chosen
