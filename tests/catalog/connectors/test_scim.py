"""Grants in a system that works, as memberships in a real SCIM server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from catalog.connectors.port import ConnectorFailed, Settled
from catalog.connectors.scim import ScimConnector
from tests.catalog.connectors.orders import GROUP, order, person, system
from tests.scim_peer import ScimPeer

AWKWARD = [
    'say "please"',
    r"back\slash",
    "ünïcode · 日本",
    "a/b?c=d&e#f",
    "100% (all)",
    "' or 1 eq 1",
    '" or userName pr or "',
]


async def test_a_grant_puts_the_person_into_the_group_of_the_entitlement(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    receipt = await connector.provision(order())

    assert scim_peer.members() == {GROUP: {"dana@harborline.example"}}
    [group] = scim_peer.resources("Groups")
    assert (receipt.settled, receipt.reference) == (Settled.DONE, group["id"])
    assert group["externalId"] == "usher:snowflake/sales-reports:read"


async def test_a_missing_account_is_created_with_what_systems_ask_for(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    await connector.provision(order())

    [user] = scim_peer.resources("Users")
    assert (user["userName"], user["externalId"], user["active"]) == (
        "dana@harborline.example",
        "dana.whitfield",
        True,
    )
    assert user["name"] == {"formatted": "Dana Whitfield", "givenName": "Dana", "familyName": "Whitfield"}
    assert user["emails"] == [{"value": "dana@harborline.example", "type": "work", "primary": True}]


async def test_granting_twice_makes_one_membership_and_changes_nothing_the_second_time(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    first = await connector.provision(order())
    writes = [one for one in scim_peer.requests if one[0] != "GET"]
    second = await connector.provision(order())

    assert first == second
    assert [len(group["members"]) for group in scim_peer.resources("Groups")] == [1]
    assert [one for one in scim_peer.requests if one[0] != "GET"] == writes


async def test_an_account_and_a_group_that_exist_are_used_as_they_are(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    account = scim_peer.add_user("Dana@Harborline.example", external_id="hr-4711")
    colleague = scim_peer.add_user("wade@harborline.example")
    group = scim_peer.add_group(GROUP, external_id="set-by-the-idp", members=[colleague])

    assert (await connector.provision(order())).reference == group

    assert scim_peer.members_of(GROUP) == {"Dana@Harborline.example", "wade@harborline.example"}
    assert {user["id"] for user in scim_peer.resources("Users")} == {account, colleague}
    assert scim_peer.count("POST") == 0


async def test_revoking_takes_the_membership_and_leaves_everybody_elses(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    await connector.provision(order())
    await connector.provision(order(person("wade", "Wade Park", "wade@harborline.example"), key="g-2"))

    await connector.revoke(order())

    assert scim_peer.members_of(GROUP) == {"wade@harborline.example"}


async def test_revoking_twice_and_revoking_what_never_was_both_succeed(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    never = await connector.revoke(order())
    await connector.provision(order())
    await connector.revoke(order())
    patches = scim_peer.count("PATCH")
    again = await connector.revoke(order())

    assert never.settled is again.settled is Settled.DONE
    assert scim_peer.count("PATCH") == patches
    assert scim_peer.members_of(GROUP) == set()


async def test_holds_says_what_the_system_says(connector: ScimConnector, scim_peer: ScimPeer) -> None:
    before = await connector.holds(order())
    await connector.provision(order())
    during = await connector.holds(order())
    await connector.revoke(order())

    assert (before, during, await connector.holds(order())) == (False, True, False)


async def test_each_scope_has_a_group_of_its_own(connector: ScimConnector, scim_peer: ScimPeer) -> None:
    await connector.provision(order(scope={"region": "EMEA", "quarter": "Q3"}))
    await connector.provision(order(scope={"region": "AMER"}, key="g-2"))
    await connector.revoke(order(scope={"region": "AMER"}, key="g-2"))

    assert scim_peer.members() == {f"{GROUP}-Q3-EMEA": {"dana@harborline.example"}, f"{GROUP}-AMER": set()}


@pytest.mark.parametrize("value", AWKWARD)
async def test_any_name_finds_its_own_group_and_account_and_no_other(
    value: str, connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    stranger = scim_peer.add_user("stranger@harborline.example")
    scim_peer.add_group("another group", members=[stranger])
    asked = order(person(email=value, id=value), scope={"region": value})

    await connector.provision(asked)
    await connector.provision(asked)

    assert scim_peer.members() == {
        f"{GROUP}-{value}": {value},
        "another group": {"stranger@harborline.example"},
    }
    await connector.revoke(asked)
    assert scim_peer.members_of(f"{GROUP}-{value}") == set()


async def test_two_people_at_once_end_up_in_one_new_group(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    people = [person(f"p{n}", f"Person {n}", f"p{n}@harborline.example") for n in range(6)]

    receipts = await asyncio.gather(*(connector.provision(order(one, key=one.id)) for one in people))

    assert len(scim_peer.resources("Groups")) == 1
    assert len({receipt.reference for receipt in receipts}) == 1
    assert scim_peer.members_of(GROUP) == {one.email for one in people}


async def test_two_groups_made_at_the_same_moment_become_one(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    """The peer keeps no group name unique, so both creations succeed; the connector has to sort it out."""
    people = [person(name, name.title(), f"{name}@harborline.example") for name in ("ada", "ben")]
    for one in people:
        scim_peer.add_user(one.email)
    scim_peer.hold(method="POST")
    granting = [asyncio.create_task(connector.provision(order(one, key=one.id))) for one in people]
    await scim_peer.request_arrived(2, method="POST")
    scim_peer.release()
    await asyncio.gather(*granting)

    [group] = scim_peer.resources("Groups")
    assert len(group["members"]) == 2
    assert scim_peer.count("DELETE") == 1


async def test_a_system_that_refuses_a_second_group_of_one_name_is_asked_for_the_first(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.add_user("dana@harborline.example")
    scim_peer.hold(method="POST")
    granting = asyncio.create_task(connector.provision(order()))
    await scim_peer.request_arrived(method="POST")
    group = scim_peer.add_group(GROUP)
    scim_peer.refuse_held(status=409)

    assert (await granting).reference == group
    assert len(scim_peer.resources("Groups")) == 1


async def test_an_account_that_appears_meanwhile_is_used(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.hold(method="POST")
    granting = asyncio.create_task(connector.provision(order()))
    await scim_peer.request_arrived(method="POST")
    account = scim_peer.add_user("dana@harborline.example")
    scim_peer.release()
    await granting

    assert [user["id"] for user in scim_peer.resources("Users")] == [account]
    assert scim_peer.members_of(GROUP) == {"dana@harborline.example"}


async def test_an_account_that_cannot_be_created_nor_found_is_explained(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.fail_next(status=409, method="POST")

    with pytest.raises(ConnectorFailed, match=r"under another name than dana@harborline\.example") as failed:
        await connector.provision(order())

    assert not failed.value.retryable


async def test_the_same_order_twice_at_once_makes_one_account_and_one_membership(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    await asyncio.gather(*(connector.provision(order()) for _ in range(4)))

    assert len(scim_peer.resources("Users")) == 1
    assert [len(group["members"]) for group in scim_peer.resources("Groups")] == [1]


async def test_of_two_groups_with_one_name_the_older_is_used_and_both_are_left(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    older = scim_peer.add_group(GROUP)
    account = scim_peer.add_user("dana@harborline.example")
    scim_peer.add_group(GROUP, members=[account])

    assert (await connector.provision(order())).reference == older
    await connector.revoke(order())

    assert [group.get("members", []) for group in scim_peer.resources("Groups")] == [[], []]


async def test_without_leave_to_create_accounts_the_person_is_told_whom_to_ask(
    another: Callable[..., ScimConnector], scim_peer: ScimPeer
) -> None:
    with pytest.raises(ConnectorFailed) as failed:
        await another(create_users=False).provision(order())

    assert failed.value.sentence == (
        "Dana Whitfield has no account in Snowflake yet; "
        "ask its administrator to create one for dana@harborline.example."
    )
    assert not failed.value.retryable
    assert scim_peer.members() == {}


async def test_a_deactivated_account_is_not_called_live(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    scim_peer.add_user("dana@harborline.example", active=False)

    with pytest.raises(ConnectorFailed, match="is deactivated") as failed:
        await connector.provision(order())

    assert not failed.value.retryable
    assert scim_peer.members() == {}


async def test_access_given_under_an_old_address_is_still_taken_away(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    await connector.provision(order(person(email="dana.before@harborline.example")))

    renamed = order(person(email="dana.after@harborline.example"))
    assert await connector.holds(renamed)
    await connector.revoke(renamed)

    assert scim_peer.members_of(GROUP) == set()


async def test_a_group_made_for_another_entitlement_of_the_same_name_is_not_touched(
    connector: ScimConnector, scim_peer: ScimPeer
) -> None:
    """`sales` + `reports-read` reads like `sales-reports` + `read`; giving the one must not give the other."""
    other = order(where=system(slug="sales", level="reports-read"))
    await connector.provision(other)

    with pytest.raises(ConnectorFailed, match="stands for another entitlement") as failed:
        await connector.provision(order())
    await connector.revoke(order())

    assert not failed.value.retryable
    assert not await connector.holds(order())
    assert scim_peer.members_of(GROUP) == {"dana@harborline.example"}
