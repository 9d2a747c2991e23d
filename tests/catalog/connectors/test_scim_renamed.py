"""Taking access away from an account that is called something else by now, or is gone."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from catalog.connectors.port import ConnectorFailed, Order, Settled
from catalog.connectors.scim import ScimConnector
from catalog.connectors.wire import tls
from tests.catalog.connectors.orders import GROUP, order, person
from tests.scim_peer import ScimPeer

MARRIED = "dana.lind@harborline.example"
WADE = person("wade", "Wade Park", "wade@harborline.example")


async def rename(scim_peer: ScimPeer, account: str, name: str) -> None:
    """Give an account another userName behind everybody's back."""
    schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
    operation = {"op": "replace", "path": "userName", "value": name}
    headers = {"Authorization": f"Bearer {scim_peer.token}", "Content-Type": "application/scim+json"}
    async with httpx.AsyncClient(headers=headers, verify=tls(), trust_env=False) as http:
        answer = await http.patch(
            f"{scim_peer.url}/Users/{account}", json={"schemas": [schema], "Operations": [operation]}
        )
    assert answer.is_success, answer.text


async def given(connector: ScimConnector, scim_peer: ScimPeer) -> Order:
    """The order behind access that an account of the identity provider's was given."""
    scim_peer.add_user("dana@harborline.example", external_id="idp-4711")
    receipt = await connector.provision(order())
    assert receipt.account
    return replace(order(), account=receipt.account)


async def test_the_account_that_was_given_the_access_loses_it_under_any_name(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    kept = await given(connector, scim_peer)
    await connector.provision(order(WADE, key="g-2"))
    await rename(scim_peer, kept.account, MARRIED)

    held = await connector.holds(kept)
    receipt = await connector.revoke(kept)

    assert held
    assert receipt.settled is Settled.DONE
    assert scim_peer.members_of(GROUP) == {WADE.email}
    assert await connector.holds(kept) is False
    assert (await connector.revoke(kept)).settled is Settled.DONE


async def test_whoever_has_the_address_now_keeps_their_own_access(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    kept = await given(connector, scim_peer)
    await rename(scim_peer, kept.account, MARRIED)
    await connector.provision(order(person("dana.whitmore"), key="g-2"))

    for _ in range(2):
        await connector.revoke(kept)
        assert scim_peer.members_of(GROUP) == {"dana@harborline.example"}


async def test_an_account_that_was_deleted_holds_nothing(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    kept = await given(connector, scim_peer)
    await connector.provision(order(WADE, key="g-2"))
    await connector.revoke(kept)
    scim_peer.remove(f"/Users/{kept.account}")

    assert (await connector.revoke(kept)).settled is Settled.DONE
    assert await connector.holds(kept) is False
    assert scim_peer.members_of(GROUP) == {WADE.email}


async def test_an_account_made_anew_under_the_same_address_loses_the_access(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    kept = await given(connector, scim_peer)
    await connector.revoke(kept)
    scim_peer.remove(f"/Users/{kept.account}")
    await given(connector, scim_peer)

    await connector.revoke(kept)

    assert scim_peer.members_of(GROUP) == set()


async def test_an_account_that_is_not_found_is_no_proof_while_somebody_is_in_the_group(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    """The answer that named the account was lost, and it has another name since."""
    kept = await given(connector, scim_peer)
    await rename(scim_peer, kept.account, MARRIED)

    with pytest.raises(ConnectorFailed) as failed:
        await connector.revoke(order())

    assert failed.value.sentence == (
        "Snowflake has no account for dana@harborline.example any more, but there are people in the group "
        f"{GROUP}; somebody has to look whether Dana Whitfield is one of them under another name."
    )
    assert not failed.value.retryable
    assert await connector.holds(order()) is None


async def test_an_account_that_is_not_found_holds_nothing_where_nobody_is(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.add_group(GROUP)

    assert (await connector.revoke(order())).settled is Settled.DONE
    assert await connector.holds(order()) is False


async def test_an_account_that_is_found_and_is_not_in_the_group_has_lost_it_already(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    await connector.provision(order(WADE, key="g-2"))
    scim_peer.add_user("dana@harborline.example")

    assert (await connector.revoke(order())).settled is Settled.DONE
    assert scim_peer.members_of(GROUP) == {WADE.email}
