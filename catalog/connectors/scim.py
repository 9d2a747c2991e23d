"""Grants as group memberships in a system that speaks SCIM 2.0.

A grant is one account in one group. Everything looks before it changes and looks again afterwards, so an
order may be repeated after any failure, and a lost answer costs nothing.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from catalog.connectors.failures import Absent, Conflict, timed_out
from catalog.connectors.naming import group_identity, group_name, is_another_grants
from catalog.connectors.patience import Patience, Transient, patiently
from catalog.connectors.port import ConnectorFailed, Order, Receipt, Settled
from catalog.connectors.scim_directory import Directory, NamedGroup, directory
from catalog.connectors.settings import Endpoint


class ScimConnector:
    """Puts people into groups and takes them out, at one endpoint."""

    def __init__(
        self, endpoint: Endpoint, *, create_users: bool = True, patience: Patience | None = None
    ) -> None:
        self._endpoint = endpoint
        self._create_users = create_users
        self._patience = patience or Patience()

    async def provision(self, order: Order) -> Receipt:
        """The person's account is in the grant's group; both are created when they are missing.

        Raises ConnectorFailed, also when the account is deactivated: access nobody can use is not live.
        """
        sent = False

        async def attempt() -> Receipt:
            nonlocal sent
            async with self._directory(order) as system:
                user = await self._account_for(system, order)
                group = await self._group_for(system, order)
                try:
                    if user not in await system.members(group):
                        sent = True
                        await system.add_member(group, user)
                        if user not in await system.members(group):
                            raise Transient(
                                f"{_name(order)} took the change but does not show it yet; try again in a moment."
                            )
                except Absent as gone:
                    raise Conflict(
                        f"The group for this access was removed from {_name(order)} just now; try again in a moment."
                    ) from gone
                return Receipt(settled=Settled.DONE, reference=group, account=user)

        try:
            return await patiently(attempt, self._patience, too_slow=timed_out(_name(order)))
        except ConnectorFailed as failure:
            failure.touched = sent
            raise

    async def revoke(self, order: Order) -> Receipt:
        """The person's account is in no group that stands for the grant. Accounts and groups stay.

        Raises ConnectorFailed, also when there is no telling whether one of a group's members is the person.
        """

        async def attempt() -> Receipt:
            async with self._directory(order) as system:
                accounts = await _accounts(system, order)
                groups = await _groups(system, order)
                for group in groups:
                    if not accounts and await _members(system, group):
                        raise _nobody_known(order)
                    for account in accounts:
                        await _leave(system, group, account, order)
                return Receipt(settled=Settled.DONE, reference=groups[0] if groups else "")

        return await patiently(attempt, self._patience, too_slow=timed_out(_name(order)))

    async def holds(self, order: Order) -> bool | None:
        """Whether the person's account is in a group that stands for the grant. Raises ConnectorFailed.

        None when the account is not found and somebody is in a group: it may be the person under another name.
        """

        async def attempt() -> bool | None:
            async with self._directory(order) as system:
                accounts = await _accounts(system, order)
                inside: set[str] = set()
                for group in await _groups(system, order):
                    inside |= await _members(system, group)
                if inside and not accounts:
                    return None
                return not inside.isdisjoint(accounts)

        return await patiently(attempt, self._patience, too_slow=timed_out(_name(order)))

    async def close(self) -> None:
        """Nothing is held open between orders."""

    def _directory(self, order: Order) -> AbstractAsyncContextManager[Directory]:
        return directory(self._endpoint, _name(order), self._patience)

    async def _account_for(self, system: Directory, order: Order) -> str:
        person = order.person
        user = await system.user_named(person.email)
        if user is None and self._create_users:
            try:
                user = await system.create_user(person)
            except Conflict:  # made by somebody else in between, or kept under another name
                user = await system.user_named(person.email)
                if user is None:
                    raise ConnectorFailed(
                        f"{_name(order)} has an account for {person.name} under another name than {person.email}; "
                        "ask its administrator to rename it.",
                        retryable=False,
                    ) from None
        if user is None:
            raise ConnectorFailed(
                f"{person.name} has no account in {_name(order)} yet; ask its administrator to create one "
                f"for {person.email}.",
                retryable=False,
            )
        if not user.active:
            raise ConnectorFailed(
                f"The account of {person.name} in {_name(order)} is deactivated; ask its administrator to "
                "activate it again.",
                retryable=False,
            )
        return user.id

    async def _group_for(self, system: Directory, order: Order) -> str:
        """The id of the grant's group, which is created when there is none.

        Not every server keeps group names unique. Of two groups made at the same moment the older one
        counts; whoever made the other sees that here and removes it before anybody is in it.
        """
        name, identity = group_name(order), _identity(order)
        found = await system.groups_named(name)
        created: NamedGroup | None = None
        if not found:
            try:
                created = await system.create_group(name, identity)
            except Conflict:  # made by somebody else in between
                created = None
            found = await system.groups_named(name)
        usable = [group for group in found if not is_another_grants(group.external_id, identity)]
        if found and not usable:
            raise ConnectorFailed(
                f"The group {name} in {_name(order)} stands for another entitlement; ask an administrator to give "
                "one of the two another name in the catalog.",
                retryable=False,
            )
        if not usable:
            if created is None:
                raise Transient(f"{_name(order)} does not show the group {name} yet; try again in a moment.")
            return created.id
        chosen = usable[0].id
        if created is not None and created.id != chosen and not await system.members(created.id):
            await system.delete_group(created.id)
        return chosen


async def _accounts(system: Directory, order: Order) -> list[str]:
    """The person's account for looking and for taking away: the one that was given the access, while it exists.

    Without it, the one that is found now, also from before their address changed. The first is kept beside
    it: some systems hide an account and bring it back later with its memberships.
    """
    given = [order.account] if order.account else []
    if given and await system.has_user(order.account):
        return given
    found = await system.user_named(order.person.email) or await system.user_known_as(order.person.id)
    return given + ([found.id] if found else [])


async def _groups(system: Directory, order: Order) -> list[str]:
    groups = await system.groups_named(group_name(order))
    return [group.id for group in groups if not is_another_grants(group.external_id, _identity(order))]


async def _members(system: Directory, group: str) -> set[str]:
    try:
        return await system.members(group)
    except Absent:  # removed since it was listed, and its memberships with it
        return set()


def _nobody_known(order: Order) -> ConnectorFailed:
    return ConnectorFailed(
        f"{_name(order)} has no account for {order.person.email} any more, but there are people in the group "
        f"{group_name(order)}; somebody has to look whether {order.person.name} is one of them under another name.",
        retryable=False,
    )


async def _leave(system: Directory, group: str, user: str, order: Order) -> None:
    try:
        if user not in await system.members(group):
            return
        try:
            await system.remove_member(group, user)
        except ConnectorFailed:
            # Some servers answer the removal of what is gone already with an error; what counts is what is there.
            if user in await system.members(group):
                raise
            return
        if user in await system.members(group):
            raise Transient(
                f"{_name(order)} took the removal but still shows the access; try again in a moment."
            )
    except Absent:  # the group is gone, and the membership with it
        return


def _identity(order: Order) -> str:
    return group_identity(order.place.entitlement.id, order.scope)


def _name(order: Order) -> str:
    return order.place.system.name
