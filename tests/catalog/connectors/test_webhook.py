"""Grants as signed messages: what is sent, what counts as done, what is tried again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
import respx

from catalog.connectors.patience import Patience
from catalog.connectors.port import ConnectorFailed, Receipt, Settled
from catalog.connectors.settings import Endpoint
from catalog.connectors.signature import is_genuine
from catalog.connectors.webhook import WebhookConnector
from tests.catalog.connectors.orders import order, system

URL = "https://hooks.harborline.example/usher"
SECRET = "a shared secret"
NOW = 1_790_000_000.0
ORDER = order(where=system("netsuite", name="NetSuite", connector="webhook"), scope={"region": "EMEA"})


def webhook(patience: Patience, url: str = URL) -> WebhookConnector:
    endpoint = Endpoint(
        url=url, secret=SECRET, url_setting="USHER_WEBHOOK_URL", secret_setting="USHER_WEBHOOK_SECRET"
    )
    return WebhookConnector(endpoint, patience=patience, clock=lambda: NOW)


@pytest.fixture
def service() -> Iterator[respx.Route]:
    with respx.mock(assert_all_called=False) as router:
        yield router.post(URL).mock(return_value=httpx.Response(200, json={"reference": "NS-17"}))


@pytest.mark.parametrize("action", ["provision", "revoke"])
async def test_the_message_says_who_and_what_and_can_be_checked(
    action: str, service: respx.Route, patience: Patience
) -> None:
    receipt = await getattr(webhook(patience), action)(ORDER)

    sent = service.calls.last.request
    assert receipt == Receipt(settled=Settled.DONE, reference="NS-17")
    assert json.loads(sent.content) == {
        "action": action,
        "key": "g-1",
        "person": {"id": "dana.whitfield", "name": "Dana Whitfield", "email": "dana@harborline.example"},
        "entitlement": "netsuite/sales-reports:read",
        "scope": {"region": "EMEA"},
    }
    assert sent.headers["Idempotency-Key"] == f"g-1:{action}"
    assert sent.headers["X-Usher-Timestamp"] == "1790000000"
    signature = sent.headers["X-Usher-Signature"]
    assert is_genuine(SECRET, timestamp="1790000000", body=sent.content, signature=signature, now=NOW)


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        (httpx.Response(204), ""),
        (httpx.Response(202, json={"status": "pending", "reference": 17}), "17"),
        (httpx.Response(200, text="thank you"), ""),
        (httpx.Response(200, json=["reference"]), ""),
        (httpx.Response(200, json={"reference": {"id": 1}}), ""),
        (httpx.Response(200, json={"reference": "x" * 5000}), "x" * 200),
    ],
)
async def test_any_2xx_is_done_whatever_the_body(
    answer: httpx.Response, reference: str, service: respx.Route, patience: Patience
) -> None:
    service.mock(return_value=answer)

    assert await webhook(patience).provision(ORDER) == Receipt(settled=Settled.DONE, reference=reference)


async def test_a_retry_is_the_same_order_under_the_same_key(
    service: respx.Route, patience: Patience, pauses: list[float]
) -> None:
    service.side_effect = [
        httpx.ReadTimeout("slow"),
        httpx.Response(503, headers={"Retry-After": "1"}),
        httpx.Response(200),
    ]

    await webhook(patience).provision(ORDER)

    assert {call.request.headers["Idempotency-Key"] for call in service.calls} == {"g-1:provision"}
    assert len({call.request.content for call in service.calls}) == 1
    assert (service.call_count, pauses[1]) == (3, 1.0)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx.Response(500), "had a fault of its own"),
        (httpx.Response(429), "too busy"),
        (httpx.Response(409), "Somebody else is changing"),
        (httpx.ConnectError("refused"), "could not be reached"),
        (httpx.RemoteProtocolError("cut off"), "could not be reached"),
        (httpx.ConnectTimeout("slow"), "did not answer in time"),
    ],
)
async def test_what_may_pass_is_tried_again_and_then_left_to_the_job(
    answer: httpx.Response | Exception, words: str, service: respx.Route, patience: Patience
) -> None:
    service.mock(side_effect=answer) if isinstance(answer, Exception) else service.mock(return_value=answer)

    with pytest.raises(ConnectorFailed, match=words) as failed:
        await webhook(patience).provision(ORDER)

    assert failed.value.retryable
    assert service.call_count == 3


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "renew USHER_WEBHOOK_SECRET"),
        (403, "does not let Usher"),
        (404, "check USHER_WEBHOOK_URL"),
        (302, "correct USHER_WEBHOOK_URL"),
        (422, "did not accept the change"),
    ],
)
async def test_a_refusal_is_final(status: int, words: str, service: respx.Route, patience: Patience) -> None:
    service.mock(return_value=httpx.Response(status, headers={"Location": "https://elsewhere.example/"}))

    with pytest.raises(ConnectorFailed, match=words) as failed:
        await webhook(patience).revoke(ORDER)

    assert not failed.value.retryable
    assert service.call_count == 1


async def test_a_webhook_does_not_pretend_to_know_who_holds_what(
    service: respx.Route, patience: Patience
) -> None:
    assert await webhook(patience).holds(ORDER) is None
    assert not service.called


async def test_the_signed_bytes_are_the_bytes_that_arrive(patience: Patience) -> None:
    """Over a real connection, with a name that is more than ASCII."""
    arrived: list[tuple[dict[str, str], bytes]] = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            arrived.append((dict(self.headers), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        asked = order(ORDER.person.model_copy(update={"name": "Zoë Ødegård 日本"}), where=ORDER.place.system)
        await webhook(patience, f"http://127.0.0.1:{server.server_port}/hook").provision(asked)
        thread.join()

    [(headers, body)] = arrived
    assert json.loads(body)["person"]["name"] == "Zoë Ødegård 日本"
    assert is_genuine(
        SECRET,
        timestamp=headers["X-Usher-Timestamp"],
        body=body,
        signature=headers["X-Usher-Signature"],
        now=NOW,
    )
