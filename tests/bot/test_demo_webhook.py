"""The demo's webhook service: it believes Usher alone, and keeps who holds what."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo_webhook import LARGEST_BODY, DemoWebhook
from catalog.connectors.port import Receipt, Settled
from catalog.connectors.settings import ConnectorSettings, Endpoint
from catalog.connectors.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from catalog.connectors.webhook import WebhookConnector
from catalog.connectors.wire import tls
from tests.catalog.connectors.orders import order, person, system

SEATS = system("hubspot", name="HubSpot", connector="webhook", endpoint="hubspot-seats")
READ = "hubspot/sales-reports:read"
NOW = 1_790_000_000


@pytest.fixture
async def service() -> AsyncIterator[DemoWebhook]:
    async with DemoWebhook(clock=lambda: NOW) as running:
        yield running


def usher(service: DemoWebhook) -> WebhookConnector:
    """The connector with the settings the demo gives it, and its clock where the service's is."""
    settings = ConnectorSettings.from_environment(
        {"USHER_WEBHOOK_URL": service.url, "USHER_WEBHOOK_SECRET": service.secret}
    )
    endpoint = settings.webhook(SEATS)
    assert isinstance(endpoint, Endpoint)
    assert endpoint.url == f"{service.url}/hubspot-seats"
    return WebhookConnector(endpoint, clock=lambda: NOW)


async def post(service: DemoWebhook, body: bytes, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(verify=tls(), trust_env=False) as client:
        return await client.post(f"{service.url}/hubspot-seats", content=body, headers=headers)


def signed(service: DemoWebhook, body: bytes, at: int = NOW) -> dict[str, str]:
    return {TIMESTAMP_HEADER: str(at), SIGNATURE_HEADER: sign(service.secret, str(at), body)}


def message(**changes: Any) -> bytes:
    given = {
        "action": "provision",
        "key": "g-1",
        "person": {"id": "dana.whitfield", "name": "Dana Whitfield", "email": "dana@harborline.example"},
        "entitlement": READ,
        "scope": {},
    }
    return json.dumps(given | changes).encode()


async def test_what_is_granted_and_taken_away_can_be_looked_at(service: DemoWebhook) -> None:
    connector = usher(service)
    first = await connector.provision(order(where=SEATS))
    await connector.provision(
        order(
            person("eli.moor", "Eli Moor", "eli@harborline.example"),
            where=SEATS,
            scope={"region": "EMEA"},
            key="g-2",
        )
    )
    both = service.holdings()
    await connector.revoke(order(where=SEATS))

    assert first == Receipt(settled=Settled.DONE, reference="CHG-0001")
    assert both == {READ: {"dana@harborline.example"}, f"{READ} (region=EMEA)": {"eli@harborline.example"}}
    assert service.holdings() == {f"{READ} (region=EMEA)": {"eli@harborline.example"}}


async def test_the_same_order_again_is_the_same_change(service: DemoWebhook) -> None:
    body = message()
    answers = [await post(service, body, **signed(service, body)) for _ in range(2)]
    await usher(service).revoke(order(where=SEATS))
    late = await post(service, body, **signed(service, body))

    assert [answer.json() for answer in answers] == [{"reference": "CHG-0001"}] * 2
    assert (late.status_code, late.json()) == (200, {"reference": "CHG-0001"})
    assert service.holdings() == {}  # a late repetition does not bring back what was taken away


@pytest.mark.parametrize("at", [NOW - 301, NOW + 301])
async def test_an_old_or_early_message_is_refused(service: DemoWebhook, at: int) -> None:
    answer = await post(service, message(), **signed(service, message(), at))

    assert (answer.status_code, service.holdings()) == (401, {})


async def test_a_message_that_is_not_from_usher_is_refused(service: DemoWebhook) -> None:
    genuine = signed(service, message())
    forged = [
        await post(service, message()),
        await post(service, message(), **genuine | {SIGNATURE_HEADER: sign("a guess", str(NOW), message())}),
        await post(service, message(entitlement="sap/payments:approve"), **genuine),
        await post(service, message(), **genuine | {TIMESTAMP_HEADER: "yesterday"}),
    ]

    assert [answer.status_code for answer in forged] == [401] * 4
    assert forged[0].json() == {
        "error": "The signature does not fit or is too old; check USHER_WEBHOOK_SECRET."
    }
    assert service.holdings() == {}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff",
        message(action="promote"),
        message(person="dana"),
        message(scope={"region": None}),
        message(key=7),
    ],
)
async def test_a_signed_message_that_is_no_order_changes_nothing(service: DemoWebhook, body: bytes) -> None:
    answer = await post(service, body, **signed(service, body))

    assert (answer.status_code, answer.json()) == (
        400,
        {"error": "The message is no order; look at docs/provisioning.md."},
    )
    assert service.holdings() == {}


async def test_a_message_that_is_too_large_is_not_read_to_the_end(service: DemoWebhook) -> None:
    body = b" " * LARGEST_BODY + message()
    answer = await post(service, body, **signed(service, body))

    assert (answer.status_code, service.holdings()) == (413, {})


async def test_a_stopped_service_answers_no_more() -> None:
    service = DemoWebhook()
    await service.start()
    await service.stop()
    await service.stop()

    with pytest.raises(httpx.ConnectError):
        await post(service, message())


PEOPLE = st.sampled_from(["ada", "ben", "cyd"])


@given(
    st.lists(
        st.tuples(st.sampled_from(["provision", "revoke"]), st.integers(0, 5), PEOPLE, st.booleans()),
        max_size=20,
    )
)
def test_who_holds_it_is_whoever_was_told_last_and_repetitions_change_nothing(
    orders: list[tuple[str, int, str, bool]],
) -> None:
    service, expected, seen = DemoWebhook(), set[str](), set[tuple[str, int]]()
    for action, key, who, twice in orders:
        for _ in range(1 + twice):
            service.carry_out(
                message(action=action, key=str(key), person={"id": who, "email": f"{who}@harborline.example"})
            )
        if (action, key) not in seen:
            seen.add((action, key))
            (expected.add if action == "provision" else expected.discard)(f"{who}@harborline.example")

    assert service.holdings() == ({READ: expected} if expected else {})
