"""What a provider calls an application or a group, and what the catalog calls it."""

from __future__ import annotations

import pytest

from catalog.model import Company
from intents.signins.systems import systems
from tests.catalog.demo import quillmere
from tests.intents.company import theatre


@pytest.mark.parametrize(
    ("application", "slug"),
    [
        ("Ticketdesk", "ticketdesk"),
        ("ticketdesk", "ticketdesk"),
        ("Box Office Tool", "ticketdesk"),
        ("Ticketdesk SSO (prod)", "ticketdesk"),
        ("Ticketdesk and Stageplan", None),
        ("Mail", None),
        ("", None),
    ],
)
def test_an_application_is_matched_by_its_names(application: str, slug: str | None) -> None:
    assert systems(theatre()).of_application(application) == slug


@pytest.fixture(scope="module")
def demo() -> Company:
    return quillmere()


@pytest.mark.parametrize(
    ("group", "system", "entitlement"),
    [
        ("snowflake-finance-mart-read", "snowflake", "snowflake/finance-mart:read"),
        ("SNOWFLAKE-sales-reports-read-EMEA-Q3", "snowflake", "snowflake/sales-reports:read"),
        ("sf-contact-export-export", "salesforce", "salesforce/contact-export:export"),
        ("sf-something-new", "salesforce", None),
        ("gh-unknown@groups.example", "github", None),
        ("Everyone", None, None),
    ],
)
def test_a_group_is_matched_by_prefix_resource_and_level(
    demo: Company, group: str, system: str | None, entitlement: str | None
) -> None:
    assert systems(demo).of_group(group) == (system, entitlement)
