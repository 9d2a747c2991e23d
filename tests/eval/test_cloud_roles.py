"""The messages for roles of real clouds name roles that are there."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.eval.cloud_roles import cloud_roles
from tests.eval.clouds import SOURCE
from tests.shared import needs

pytestmark = needs("data/clouds")


def test_every_message_asks_for_a_role_of_the_list_or_for_none() -> None:
    measured = cloud_roles()
    assert [one.name for one in measured] == ["azure", "gcp"]
    for one in measured:
        assert len(one.company.places) > 400
        wanted = [item["entitlement"] for case in one.cases for item in case["expect"]["items"]]
        offered = [level for case in one.cases for level in case["expect"].get("any_of", ())]
        assert {*wanted, *offered} <= one.company.places.keys()
        assert Counter(wanted).most_common(1)[0][1] == 1
        assert Counter(case["expect"]["outcome"] for case in one.cases) == {
            "propose": 90,
            "choose": 12,
            "none": 14,
        }


def test_without_the_roles_there_is_nothing_to_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.eval.cloud_roles.SOURCE", SOURCE.with_name("not-there.jsonl"))
    assert cloud_roles() == []
