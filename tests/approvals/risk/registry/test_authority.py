"""Only Security and the IAM admins may change what scores risk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.errors import NotYours
from approvals.risk.registry.authority import keeper
from tests.approvals.company import NOW
from tests.catalog.demo import quillmere


def test_security_and_iam_admins_may_and_nobody_else() -> None:
    company = quillmere()
    allowed = {*company.groups.security, *company.groups.iam_admins}
    assert allowed
    for id in allowed:
        assert keeper(company, id, now=NOW).id == id
    other = next(id for id in company.people if id not in allowed)
    with pytest.raises(NotYours, match="neither Security nor the IAM admins"):
        keeper(company, other, now=NOW)
    with pytest.raises(NotYours, match="Nobody in"):
        keeper(company, "no.one", now=NOW)


def test_somebody_who_left_may_no_longer() -> None:
    company = quillmere()
    id = company.groups.security[0]
    gone = company.people[id].model_copy(update={"ends": (NOW - timedelta(days=2)).date()})
    left = company.model_copy(update={"people": {**company.people, id: gone}})
    with pytest.raises(NotYours, match="does not work at"):
        keeper(left, id, now=NOW)
