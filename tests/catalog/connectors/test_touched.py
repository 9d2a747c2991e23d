"""Whether a failure says that the access may have been given all the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import httpx
import pytest
import respx

from catalog.connectors.patience import Patience
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.scim import ScimConnector
from tests.catalog.connectors.orders import GROUP, order, person
from tests.catalog.connectors.test_webhook import ORDER, URL, webhook
from tests.scim_peer import ScimPeer


@pytest.fixture
def service() -> Iterator[respx.Route]:
    with respx.mock as router:
        yield router.post(URL)


async def test_a_change_whose_answer_was_lost_counts_although_a_later_try_was_refused(
    another: Callable[..., ScimConnector], scim_peer: ScimPeer
) -> None:
    async def token_is_taken_back(seconds: float) -> None:
        scim_peer.fail_next(50, status=401)

    scim_peer.drop_next(method="PATCH")

    with pytest.raises(ConnectorFailed, match="was refused") as failed:
        await another(limits=Patience(sleep=token_is_taken_back)).provision(order())

    assert scim_peer.members_of(GROUP) == {"dana@harborline.example"}
    assert failed.value.touched
    assert not failed.value.retryable


async def test_a_change_that_cannot_be_looked_at_afterwards_counts(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.hold(method="PATCH")
    granting = asyncio.create_task(connector.provision(order()))
    await scim_peer.request_arrived(method="PATCH")
    scim_peer.fail_next(status=403, method="GET")
    scim_peer.release()

    with pytest.raises(ConnectorFailed, match="does not let Usher") as failed:
        await granting

    assert failed.value.touched


async def test_a_change_whose_answer_never_comes_counts(
    another: Callable[..., ScimConnector], connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    await connector.provision(order(person("wade", "Wade Park", "wade@harborline.example"), key="g-2"))
    scim_peer.drop_next(50, method="PATCH")

    with pytest.raises(ConnectorFailed) as failed:
        await another(limits=Patience(tries=1)).provision(order())

    assert failed.value.retryable
    assert failed.value.touched


@pytest.mark.parametrize(("method", "status"), [("GET", 401), ("GET", 503), ("POST", 403)])
async def test_a_failure_before_anybody_is_put_into_a_group_changed_no_access(
    method: str, status: int, connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.fail_next(3, status=status, method=method)

    with pytest.raises(ConnectorFailed) as failed:
        await connector.provision(order())

    assert not failed.value.touched


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
async def test_a_webhook_that_says_no_did_nothing(
    status: int, service: respx.Route, patience: Patience
) -> None:
    service.mock(return_value=httpx.Response(status))

    with pytest.raises(ConnectorFailed) as failed:
        await webhook(patience).provision(ORDER)

    assert not failed.value.touched


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow")])
async def test_a_webhook_that_was_never_reached_did_nothing(
    error: Exception, service: respx.Route, patience: Patience
) -> None:
    service.mock(side_effect=error)

    with pytest.raises(ConnectorFailed) as failed:
        await webhook(patience).provision(ORDER)

    assert not failed.value.touched


@pytest.mark.parametrize(
    "first",
    [httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("cut off"), httpx.Response(500)],
)
async def test_a_webhook_that_may_have_done_it_counts_although_it_says_no_later(
    first: httpx.Response | Exception, service: respx.Route, patience: Patience
) -> None:
    service.mock(side_effect=[first, httpx.Response(403)])

    with pytest.raises(ConnectorFailed, match="does not let Usher") as failed:
        await webhook(patience).provision(ORDER)

    assert failed.value.touched


async def test_a_redirect_after_the_message_is_no_clear_no(service: respx.Route, patience: Patience) -> None:
    service.mock(return_value=httpx.Response(303, headers={"Location": "https://elsewhere.example/"}))

    with pytest.raises(ConnectorFailed) as failed:
        await webhook(patience).provision(ORDER)

    assert failed.value.touched
