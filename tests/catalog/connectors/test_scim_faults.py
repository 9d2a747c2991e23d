"""What becomes of a grant when the system stumbles, refuses, or goes away."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import pytest

from catalog.connectors.patience import Patience
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.scim import ScimConnector
from catalog.connectors.settings import Endpoint
from tests.catalog.connectors.orders import GROUP, order
from tests.scim_peer import ScimPeer

DANA = {"dana@harborline.example"}


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_a_short_fault_is_bridged(
    method: str, status: int, connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.fail_next(2, status=status, method=method)

    await connector.provision(order())

    assert scim_peer.members() == {GROUP: DANA}


async def test_a_long_fault_is_left_to_the_job(
    connector: ScimConnector, scim_peer: ScimPeer, pauses: list[float]
) -> None:
    scim_peer.fail_next(3, status=503)

    with pytest.raises(ConnectorFailed) as failed:
        await connector.provision(order())

    assert failed.value.sentence == "Snowflake is too busy for this right now."
    assert failed.value.retryable
    assert (scim_peer.count(), len(pauses)) == (3, 2)


async def test_the_pause_a_system_asks_for_is_kept(
    connector: ScimConnector, scim_peer: ScimPeer, pauses: list[float]
) -> None:
    scim_peer.fail_next(status=429, retry_after="2")

    await connector.provision(order())

    assert pauses == [2.0]


async def test_a_system_that_wants_a_long_pause_is_not_asked_again_at_once(
    connector: ScimConnector, scim_peer: ScimPeer, pauses: list[float]
) -> None:
    scim_peer.fail_next(status=429, retry_after="600")

    with pytest.raises(ConnectorFailed) as failed:
        await connector.provision(order())

    assert failed.value.retryable
    assert (scim_peer.count(), pauses) == (1, [])


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
async def test_a_connection_that_breaks_after_the_change_leaves_one_membership(
    method: str, connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.drop_next(method=method)

    await connector.provision(order())

    assert len(scim_peer.resources("Users")) == 1
    assert [len(group["members"]) for group in scim_peer.resources("Groups")] == [1]


async def test_a_connection_that_breaks_after_the_removal_is_no_failure(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    await connector.provision(order())
    scim_peer.drop_next(method="PATCH")

    await connector.revoke(order())

    assert scim_peer.members() == {GROUP: set()}


async def test_an_order_cut_off_half_way_is_finished_by_the_next_try(
    another: Callable[..., ScimConnector], scim_peer: ScimPeer
) -> None:
    scim_peer.hold(method="PATCH")
    first = asyncio.create_task(another().provision(order()))
    await scim_peer.request_arrived(method="PATCH")
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    scim_peer.release()

    await another().provision(order())

    assert [len(group["members"]) for group in scim_peer.resources("Groups")] == [1]


async def test_a_system_that_does_not_answer_is_given_up_in_time(
    another: Callable[..., ScimConnector], scim_peer: ScimPeer
) -> None:
    scim_peer.hold()

    with pytest.raises(ConnectorFailed) as failed:
        await another(limits=Patience(tries=2, first_wait=0.001, answer_timeout=0.05)).provision(order())

    assert failed.value.sentence == "Snowflake did not answer in time."
    assert failed.value.retryable
    assert scim_peer.count() == 2


async def test_the_whole_order_has_an_end(another: Callable[..., ScimConnector], scim_peer: ScimPeer) -> None:
    scim_peer.hold()

    with pytest.raises(ConnectorFailed, match="did not answer in time") as failed:
        await another(limits=Patience(whole_order=0.05)).provision(order())

    assert failed.value.retryable


async def test_a_system_that_is_not_there_is_worth_another_try(patience: Patience) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: connections are refused
        nobody = Endpoint(
            url=f"http://127.0.0.1:{taken.getsockname()[1]}/v2",
            secret="t",
            url_setting="USHER_SCIM_URL",
            secret_setting="USHER_SCIM_TOKEN",
        )
        with pytest.raises(ConnectorFailed) as failed:
            await ScimConnector(nobody, patience=patience).provision(order())

    assert failed.value.sentence == "Snowflake could not be reached."
    assert failed.value.retryable


async def test_a_refused_token_says_which_setting_to_renew_and_is_not_tried_again(
    another: Callable[..., ScimConnector], scim_peer: ScimPeer
) -> None:
    with pytest.raises(ConnectorFailed) as failed:
        await another(token="wrong").provision(order())

    assert failed.value.sentence == (
        "The token for Snowflake was refused; ask an administrator to renew USHER_SCIM_TOKEN."
    )
    assert not failed.value.retryable
    assert scim_peer.count() == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "did not accept the change"),
        (403, "does not let Usher change this"),
        (404, "knows nothing at the address"),
        (307, "has moved to another address"),
        (501, "did not accept the change"),
    ],
)
async def test_a_refusal_is_final_and_says_why(
    status: int, words: str, connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.fail_next(status=status)

    with pytest.raises(ConnectorFailed, match=words) as failed:
        await connector.provision(order())

    assert not failed.value.retryable
    assert scim_peer.count() == 1


async def test_a_wrong_path_is_told_from_missing_access(scim_peer: ScimPeer, patience: Patience) -> None:
    elsewhere = Endpoint(
        url=scim_peer.url + "/nothing/here",
        secret=scim_peer.token,
        url_setting="USHER_SCIM_URL_SNOWFLAKE",
        secret_setting="USHER_SCIM_TOKEN",
    )
    connector = ScimConnector(elsewhere, patience=patience)

    for step in (connector.provision, connector.revoke, connector.holds):
        with pytest.raises(ConnectorFailed, match="check USHER_SCIM_URL_SNOWFLAKE") as failed:
            await step(order())
        assert not failed.value.retryable


async def test_a_change_that_was_only_claimed_is_made_again(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.fail_next(status=204, method="PATCH")
    await connector.provision(order())
    granted = scim_peer.members()
    scim_peer.fail_next(status=204, method="PATCH")
    await connector.revoke(order())

    assert (granted, scim_peer.members()) == ({GROUP: DANA}, {GROUP: set()})


async def test_a_change_that_never_shows_is_not_called_live_nor_gone(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.fail_next(3, status=204, method="PATCH")
    with pytest.raises(ConnectorFailed, match="does not show it yet") as not_given:
        await connector.provision(order())
    await connector.provision(order())
    scim_peer.fail_next(3, status=204, method="PATCH")
    with pytest.raises(ConnectorFailed, match="still shows the access") as not_taken:
        await connector.revoke(order())

    assert not_given.value.retryable
    assert not_taken.value.retryable


async def test_an_answer_that_is_no_scim_is_never_taken_for_nobody_has_it(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    for step in (connector.provision, connector.revoke, connector.holds):
        scim_peer.fail_next(status=200)
        with pytest.raises(ConnectorFailed, match="makes no sense; ask an administrator") as failed:
            await step(order())
        assert not failed.value.retryable


async def test_a_server_that_ignores_filters_does_not_make_us_take_another_person(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    stranger = scim_peer.add_user("stranger@harborline.example")
    scim_peer.add_group("admins", members=[stranger])
    scim_peer.ignores_filters = True

    await connector.provision(order())
    await connector.revoke(order())
    await connector.provision(order())

    assert scim_peer.members() == {GROUP: DANA, "admins": {"stranger@harborline.example"}}


async def test_a_group_deleted_under_the_change_is_made_again(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    group = scim_peer.add_group(GROUP)
    scim_peer.hold(method="PATCH")
    granting = asyncio.create_task(connector.provision(order()))
    await scim_peer.request_arrived(method="PATCH")
    scim_peer.remove(f"/Groups/{group}")
    scim_peer.release()
    await granting

    assert scim_peer.members() == {GROUP: DANA}


async def test_a_removal_that_somebody_else_made_first_is_no_failure(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    await connector.provision(order())
    scim_peer.hold(method="PATCH")
    both = [asyncio.create_task(connector.revoke(order())) for _ in range(2)]
    await scim_peer.request_arrived(3, method="PATCH")
    scim_peer.release()
    await asyncio.gather(*both)

    assert scim_peer.members() == {GROUP: set()}


async def test_a_removal_refused_because_it_was_made_already_is_no_failure(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    group = (await connector.provision(order())).reference
    scim_peer.hold(method="PATCH")
    revoking = asyncio.create_task(connector.revoke(order()))
    await scim_peer.request_arrived(2, method="PATCH")
    scim_peer.empty_group(group)
    scim_peer.refuse_held(status=400)

    assert (await revoking).reference == group


async def test_a_refused_removal_of_access_that_stays_is_a_failure(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    await connector.provision(order())
    scim_peer.fail_next(status=403, method="PATCH")

    with pytest.raises(ConnectorFailed, match="does not let Usher change this"):
        await connector.revoke(order())

    assert scim_peer.members() == {GROUP: DANA}


async def test_a_group_deleted_under_the_removal_takes_the_access_with_it(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    group = (await connector.provision(order())).reference
    scim_peer.hold(method="PATCH")
    revoking = asyncio.create_task(connector.revoke(order()))
    await scim_peer.request_arrived(2, method="PATCH")
    scim_peer.remove(f"/Groups/{group}")
    scim_peer.release()
    await revoking

    assert scim_peer.members() == {}
