"""Which connector serves a system, with which settings, and what is said when something is missing."""

from __future__ import annotations

import pytest

from catalog.connectors.choose import Connectors
from catalog.connectors.manual import ManualConnector
from catalog.connectors.port import Settled
from catalog.connectors.scim import ScimConnector
from catalog.connectors.settings import ConnectorSettings, Endpoint, Missing
from catalog.connectors.webhook import WebhookConnector
from catalog.kinds import Automation
from catalog.model import System
from tests.catalog.connectors.orders import company, order, system

SCIM = {"USHER_SCIM_URL": "https://scim.harborline.example/v2", "USHER_SCIM_TOKEN": "default-token"}
HOOK = {"USHER_WEBHOOK_URL": "https://hooks.harborline.example/", "USHER_WEBHOOK_SECRET": "default-secret"}


def settings(**variables: str) -> ConnectorSettings:
    return ConnectorSettings.from_environment(variables)


def found(endpoint: Endpoint | Missing) -> tuple[str, str]:
    assert isinstance(endpoint, Endpoint)
    return endpoint.url, endpoint.secret


@pytest.mark.parametrize(
    ("name", "kind"), [("scim", ScimConnector), ("webhook", WebhookConnector), ("manual", ManualConnector)]
)
def test_the_catalog_names_the_connector(name: str, kind: type) -> None:
    assert type(Connectors(settings(**SCIM, **HOOK)).for_system(system(connector=name))) is kind


def test_the_defaults_serve_every_system() -> None:
    assert found(settings(**SCIM).scim(system())) == ("https://scim.harborline.example/v2", "default-token")


def test_a_systems_own_variables_come_first_and_carry_its_slug() -> None:
    own = settings(
        **SCIM, USHER_SCIM_URL_DATA_LAKE="https://lake.example/scim", USHER_SCIM_TOKEN_DATA_LAKE="lake-token"
    )

    assert found(own.scim(system("data-lake"))) == ("https://lake.example/scim", "lake-token")
    assert found(own.scim(system("snowflake")))[1] == "default-token"


def test_an_address_in_the_catalog_comes_before_the_default_and_after_the_variable() -> None:
    where = system(url="https://catalog.example/scim")
    own = {"USHER_SCIM_TOKEN_SNOWFLAKE": "own"}

    assert found(settings(**SCIM, **own).scim(where)) == ("https://catalog.example/scim", "own")
    by_variable = settings(**SCIM, **own, USHER_SCIM_URL_SNOWFLAKE="https://variable.example/scim")
    assert found(by_variable.scim(where)) == ("https://variable.example/scim", "own")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/v2",
        "http://scim.harborline.example/v2",
        "https://scim.harborline.example:8443/v2",
    ],
)
def test_the_default_token_never_goes_to_another_address(elsewhere: str) -> None:
    missing = settings(**SCIM).scim(system(url=elsewhere))

    assert isinstance(missing, Missing)
    assert missing.remedy == "set USHER_SCIM_TOKEN_SNOWFLAKE"


def test_the_default_token_serves_other_paths_of_the_default_address() -> None:
    where = system(url="https://scim.harborline.example:443/tenants/7")

    assert found(settings(**SCIM).scim(where)) == (
        "https://scim.harborline.example:443/tenants/7",
        "default-token",
    )


def test_a_token_alone_serves_the_addresses_of_the_catalog() -> None:
    only_token = settings(USHER_SCIM_TOKEN="t")

    assert found(only_token.scim(system(url="https://catalog.example/scim"))) == (
        "https://catalog.example/scim",
        "t",
    )


@pytest.mark.parametrize("connector", ["scim", "webhook", "carrier-pigeon"])
async def test_a_system_that_is_not_configured_is_served_by_hand_and_the_note_says_why(
    connector: str,
) -> None:
    by_hand = Connectors(settings()).for_system(system(connector=connector))

    receipt = await by_hand.provision(order())

    assert (receipt.settled, receipt.assignee) == (Settled.TASK, "mara.lind")
    assert receipt.note.startswith(
        "Give Dana Whitfield (dana@harborline.example) Snowflake · Sales reports · Viewer; by hand, because Usher has no "
    )


@pytest.mark.parametrize(
    ("where", "variables", "sentence"),
    [
        (
            system(),
            {},
            "Snowflake is provisioned by hand, because Usher has no SCIM address for Snowflake: "
            "set USHER_SCIM_URL_SNOWFLAKE or USHER_SCIM_URL.",
        ),
        (
            system(),
            {"USHER_SCIM_URL": "https://scim.example/v2", "USHER_SCIM_TOKEN": "  "},
            "Snowflake is provisioned by hand, because Usher has no SCIM token for Snowflake: "
            "set USHER_SCIM_TOKEN_SNOWFLAKE or USHER_SCIM_TOKEN.",
        ),
        (
            system(),
            {"USHER_SCIM_URL": "scim.example", "USHER_SCIM_TOKEN": "t"},
            "Snowflake is provisioned by hand, because the SCIM address for Snowflake is not a web address: "
            "correct USHER_SCIM_URL to one such as https://scim.example.com/v2.",
        ),
        (
            system(),
            {"USHER_SCIM_URL": "https://scim.example/v2", "USHER_SCIM_TOKEN": "two\nlines"},
            "Snowflake is provisioned by hand, because the SCIM token for Snowflake has characters that cannot be "
            "sent: correct USHER_SCIM_TOKEN.",
        ),
        (
            system(connector="webhook"),
            {},
            "Snowflake is provisioned by hand, because Usher has no webhook address for Snowflake: "
            "set USHER_WEBHOOK_URL_SNOWFLAKE or USHER_WEBHOOK_URL.",
        ),
        (
            system(connector="webhook", url="https://hooks.example/usher"),
            {},
            "Snowflake is provisioned by hand, because Usher has no webhook secret for Snowflake: "
            "set USHER_WEBHOOK_SECRET_SNOWFLAKE or USHER_WEBHOOK_SECRET.",
        ),
        (
            system(connector="webhook", url="ftp://hooks.example"),
            {"USHER_WEBHOOK_SECRET": "s"},
            "Snowflake is provisioned by hand, because the webhook address for Snowflake is not a web address: "
            "correct `url` in the catalog to one such as https://hooks.example.com/usher.",
        ),
        (
            system(connector="carrier-pigeon"),
            {},
            "Snowflake is provisioned by hand, because Usher has no connector called 'carrier-pigeon': "
            "use scim, webhook or manual for Snowflake in the catalog.",
        ),
        (
            system(),
            {"USHER_SCIM_URL": "http://scim.example/v2", "USHER_SCIM_TOKEN": "t"},
            "Everybody on the way can read what goes to Snowflake: use https in USHER_SCIM_URL.",
        ),
    ],
)
def test_each_problem_is_one_sentence_with_what_to_set(
    where: System, variables: dict[str, str], sentence: str
) -> None:
    assert Connectors(settings(**variables)).problems(company(where)) == [sentence]


def test_what_is_configured_well_is_not_a_problem() -> None:
    systems = (
        system(),
        system("netsuite", connector="webhook", endpoint="roles"),
        system("badges", connector="manual"),
        system("local", url="http://127.0.0.1:8080/v2"),
    )

    assert Connectors(settings(**SCIM, **HOOK, USHER_SCIM_TOKEN_LOCAL="t")).problems(company(*systems)) == []


def test_two_entitlements_that_would_share_a_group_are_a_problem() -> None:
    one = system("erp", name="ERP", slug="sales-reports", level="read", group_prefix="x-")
    two = system("crm", name="CRM", slug="sales", level="reports-read", group_prefix="x-")

    [sentence] = Connectors(settings(**SCIM)).problems(company(one, two))
    assert (
        "x-sales-reports-read would stand for erp/sales-reports:read and crm/sales:reports-read" in sentence
    )


def test_an_entitlement_that_is_set_up_by_hand_shares_no_group() -> None:
    one = system("erp", name="ERP", slug="sales-reports", level="read", group_prefix="x-")
    two = system("crm", name="CRM", slug="sales", level="reports-read", group_prefix="x-")
    (resource,) = two.resources
    (entitlement,) = resource.entitlements
    by_hand = entitlement.model_copy(update={"automation": Automation.MANUAL})
    resource = resource.model_copy(update={"entitlements": (by_hand,)})
    two = two.model_copy(update={"resources": (resource,)})

    assert Connectors(settings(**SCIM)).problems(company(one, two)) == []


def test_the_webhook_address_can_be_a_default_with_a_path_for_each_system() -> None:
    hooks = settings(**HOOK)

    assert found(hooks.webhook(system(connector="webhook"))) == (
        "https://hooks.harborline.example/",
        "default-secret",
    )
    named = hooks.webhook(system(connector="webhook", endpoint="netsuite roles"))
    assert found(named) == ("https://hooks.harborline.example/netsuite%20roles", "default-secret")


def test_a_secret_does_not_show_when_settings_are_printed() -> None:
    printed = repr(settings(**SCIM)) + repr(settings(**SCIM).scim(system()))

    assert "default-token" not in printed


def test_only_the_connectors_variables_are_taken() -> None:
    kept = settings(**SCIM, USHER_LLM="builtin", PATH="/bin", USHER_SCIM_URLS="x").variables

    assert set(kept) == {"USHER_SCIM_URL", "USHER_SCIM_TOKEN"}
