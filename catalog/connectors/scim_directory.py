"""The users and groups of one system, asked for over SCIM 2.0 (RFC 7643, RFC 7644).

Single steps only; what a grant needs of them is in `catalog.connectors.scim`. Every answer is checked
against what was asked: a server that ignores a filter must not make us add the wrong person.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from httpx2 import AsyncClient, Timeout, TimeoutException
from scim2_client import RequestNetworkException, SCIMClientException
from scim2_client.engines.httpx2 import AsyncSCIMClient
from scim2_models import (
    Group,
    GroupMember,
    ListResponse,
    Name,
    PatchOp,
    PatchOperation,
    Resource,
    ResponseParameters,
    SCIMException,
    ScimFilter,
    ScimPolicy,
    ScimProvider,
    SearchRequest,
)

from catalog.connectors.failures import Absent, from_status, not_understood, timed_out, unreachable
from catalog.connectors.patience import Patience, seconds_to_wait
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.scim_models import MailAddress, User
from catalog.connectors.settings import Endpoint
from catalog.connectors.wire import is_this_machine, tls
from catalog.model import Person

_Kind = TypeVar("_Kind", bound=Resource[Any])
_CREATED = [200, *AsyncSCIMClient.CREATION_RESPONSE_STATUS_CODES]
"""What may follow a creation; 201 is the rule, and some systems say 200."""

_HELD = (
    PatchOp[Group],
    ResponseParameters[Group],
    *(of[kind] for of in (SearchRequest, ListResponse) for kind in (User, Group)),
)
"""Pydantic forgets a parametrized model that nobody holds, and would make its class anew at every call."""
# Real systems add attributes of their own; ignoring those loses nothing we look at.
_SERVICE = ScimProvider(models=[User, Group], policy=ScimPolicy(unknown=ScimPolicy.Unknown.ignore))


@dataclass(frozen=True, kw_only=True)
class Account:
    """A user as far as a grant is concerned."""

    id: str
    active: bool


@dataclass(frozen=True, kw_only=True)
class NamedGroup:
    """A group as far as a grant is concerned."""

    id: str
    external_id: str | None


@asynccontextmanager
async def directory(endpoint: Endpoint, system: str, patience: Patience) -> AsyncIterator[Directory]:
    """A connection to the system's directory, for one order."""
    async with AsyncClient(
        base_url=endpoint.url.rstrip("/"),
        headers={"Authorization": f"Bearer {endpoint.secret}"},
        timeout=Timeout(patience.answer_timeout, connect=patience.connect_timeout),
        verify=tls(),
        trust_env=not is_this_machine(endpoint.url),
    ) as http:
        yield Directory(AsyncSCIMClient(http, provider=_SERVICE), endpoint, system)


class Directory:
    """Every method raises ConnectorFailed: Absent for a 404, Conflict for a 409, Transient where a retry helps."""

    def __init__(self, client: AsyncSCIMClient, endpoint: Endpoint, system: str) -> None:
        self._client = client
        self._endpoint = endpoint
        self._system = system

    async def user_named(self, user_name: str) -> Account | None:
        """The account with that userName, which SCIM compares without regard to case."""
        users = await self._find(User, f"userName eq {ScimFilter.quote(user_name)}")
        return next((self._account(user) for user in users if _same(user.user_name, user_name)), None)

    async def user_known_as(self, external_id: str) -> Account | None:
        """The account that carries that externalId, exactly."""
        users = await self._find(User, f"externalId eq {ScimFilter.quote(external_id)}")
        return next((self._account(user) for user in users if user.external_id == external_id), None)

    async def has_user(self, user_id: str) -> bool:
        """Whether there is an account with that id."""
        try:
            with self._plainly():
                user = cast("User | None", await self._client.query(User, user_id))
        except Absent:
            return False
        return self._account(user).id == user_id

    async def create_user(self, person: Person) -> Account:
        """A new, active account under the person's e-mail address."""
        # Several systems refuse accounts without a given and a family name; the full name stays beside them.
        given, _, family = person.name.rpartition(" ")
        user = User(
            user_name=person.email,
            external_id=person.id,
            display_name=person.name,
            name=Name(
                formatted=person.name, given_name=given or person.name, family_name=family or person.name
            ),
            emails=[MailAddress(value=person.email, type="work", primary=True)],
            active=True,
        )
        with self._plainly():
            created = await self._client.create(user, expected_status_codes=_CREATED)
        return self._account(cast("User | None", created))

    async def groups_named(self, name: str) -> list[NamedGroup]:
        """The groups with that displayName, the oldest first. Their members are not read."""
        groups = await self._find(Group, f"displayName eq {ScimFilter.quote(name)}", without=["members"])
        return [
            self._group(group)
            for group in sorted((g for g in groups if _same(g.display_name, name)), key=_age)
        ]

    async def create_group(self, name: str, external_id: str) -> NamedGroup:
        """A new group without members."""
        group = Group(display_name=name, external_id=external_id)
        with self._plainly():
            created = await self._client.create(group, expected_status_codes=_CREATED)
        return self._group(cast("Group | None", created))

    async def delete_group(self, group_id: str) -> None:
        """Remove a group."""
        with self._plainly():
            await self._client.delete(Group, group_id)

    async def members(self, group_id: str) -> set[str]:
        """The ids of a group's members, read afresh."""
        with self._plainly():
            asked = ResponseParameters[Group](attributes=["members"])
            group = cast("Group | None", await self._client.query(Group, group_id, asked))
        if group is None:
            raise self._not_understood()
        return {member.value for member in group.members or [] if member.value}

    async def add_member(self, group_id: str, user_id: str) -> None:
        """Put an account into a group; an account that is in it already stays once (RFC 7644, 3.5.2.1)."""
        await self._patch(
            group_id,
            PatchOperation(op=PatchOperation.Op.add, path="members", value=[GroupMember(value=user_id)]),
        )

    async def remove_member(self, group_id: str, user_id: str) -> None:
        """Take an account out of a group."""
        await self._patch(
            group_id,
            PatchOperation(
                op=PatchOperation.Op.remove, path=f"members[value eq {ScimFilter.quote(user_id)}]"
            ),
        )

    async def _patch(self, group_id: str, operation: PatchOperation[Group]) -> None:
        with self._plainly():
            await self._client.modify(Group, group_id, PatchOp[Group](operations=[operation]))

    async def _find(self, kind: type[_Kind], wanted: str, without: list[str] | None = None) -> list[_Kind]:
        search = SearchRequest[kind].model_validate(  # type: ignore[valid-type]
            {"filter": wanted} | ({"excludedAttributes": without} if without else {})
        )
        with self._plainly():
            found = cast(
                "ListResponse[_Kind] | None", await self._client.query(kind, query_parameters=search)
            )
        if found is None:
            raise self._not_understood()
        return list(found.resources or [])

    def _account(self, user: User | None) -> Account:
        if user is None or not user.id:
            raise self._not_understood()
        # An absent `active` says nothing; only an explicit no is one (RFC 7643, 4.1.1).
        return Account(id=user.id, active=user.active is not False)

    def _group(self, group: Group | None) -> NamedGroup:
        if group is None or not group.id:
            raise self._not_understood()
        return NamedGroup(id=group.id, external_id=group.external_id)

    def _not_understood(self) -> ConnectorFailed:
        return not_understood(self._system, self._endpoint.url_setting)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Turn what the libraries raise into failures that say in one sentence what to do."""
        try:
            yield
        except RequestNetworkException as error:
            slow = isinstance(error.__cause__, TimeoutException)
            raise (timed_out if slow else unreachable)(self._system) from error
        except (SCIMException, SCIMClientException) as error:
            response = getattr(error, "source", None)
            status = getattr(response, "status_code", None)
            if response is None or not isinstance(status, int) or status < 300:
                raise self._not_understood() from error
            raise from_status(
                self._system,
                status,
                url_setting=self._endpoint.url_setting,
                token_setting=self._endpoint.secret_setting,
                after=seconds_to_wait(response.headers.get("Retry-After"), datetime.now(UTC)),
            ) from error


def _same(found: str | None, wanted: str) -> bool:
    return found is not None and found.casefold() == wanted.casefold()


def _age(group: Group) -> tuple[float, str]:
    created = group.meta.created if group.meta else None
    return (created.timestamp() if created else float("inf"), group.id or "")
