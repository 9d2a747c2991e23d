"""The name of a group is stable, and its identity is unique."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.connectors.naming import group_identity, group_name, is_another_grants
from tests.catalog.connectors.orders import order, system

SCOPES = st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8), max_size=4)


def test_the_name_is_prefix_resource_level_and_scope_values_by_key() -> None:
    asked = order(where=system(group_prefix="SNOW_"), scope={"region": "EMEA", "quarter": "Q3"})

    assert group_name(asked) == "SNOW_sales-reports-read-Q3-EMEA"


def test_without_a_prefix_the_systems_slug_stands_in_front() -> None:
    assert group_name(order()) == "snowflake-sales-reports-read"


def test_an_empty_prefix_is_respected() -> None:
    assert group_name(order(where=system(group_prefix=""))) == "sales-reports-read"


@given(SCOPES)
def test_the_order_of_a_scope_changes_nothing(scope: dict[str, str]) -> None:
    backwards = dict(reversed(scope.items()))

    assert group_name(order(scope=scope)) == group_name(order(scope=backwards))
    assert group_identity("s/r:l", scope) == group_identity("s/r:l", backwards)


@given(SCOPES, SCOPES)
def test_two_scopes_have_one_identity_only_when_they_are_one(
    one: dict[str, str], other: dict[str, str]
) -> None:
    assert (group_identity("s/r:l", one) == group_identity("s/r:l", other)) == (one == other)


def test_a_group_belongs_to_another_grant_only_when_usher_made_it_for_that() -> None:
    mine, others = group_identity("s/r:read", {}), group_identity("s/r:write", {})

    assert is_another_grants(others, mine)
    assert not is_another_grants(mine, mine)
    assert not is_another_grants(None, mine)
    assert not is_another_grants("00g1emaKYZTWRYYRRTSK", mine)
