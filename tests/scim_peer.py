"""A real SCIM server that misbehaves on demand.

The server is the demo's (`scim2-server` behind a loopback port). A layer in front of it refuses, drops or
holds back requests and keeps count, and `members` looks at what the system really holds.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from bot.demo_scim import DemoScim, QuietRequestHandler

if TYPE_CHECKING:
    from scim2_server.memory import InMemoryStorage

PATIENCE_OF_TESTS = 20.0
"""Seconds after which something that never comes is given up; only ever reached by a failing test."""


@cache
def _hold_models() -> tuple[object, ...]:
    """What the server parametrizes for each request: held, or pydantic makes the classes anew every time."""
    from scim2_models import EnterpriseUser, Group, ListResponse, SearchRequest, User

    user = User[EnterpriseUser]
    return (SearchRequest[user], SearchRequest[Group], ListResponse[user | Group])  # type: ignore[valid-type]


@dataclass
class _Fault:
    times: int
    method: str | None
    status: int | None = None
    """None: the change is made and the connection closed without an answer."""
    retry_after: str | None = None


class _HandlerWithSocket(QuietRequestHandler):
    def get_environ(self) -> dict[str, Any]:
        return super().get_environ() | {"test.connection": self.connection}


class ScimPeer(DemoScim):
    """The system at the other end. Methods narrow a fault to one HTTP method; None means any."""

    request_handler = _HandlerWithSocket

    def __init__(self, *, token: str | None = None) -> None:
        self.requests: list[tuple[str, str]] = []
        """Method and path of every request that arrived, also of those that were refused."""
        self.served: list[str] = []
        """The methods of those that were carried out, in order."""
        self.ignores_filters = False
        """Whether a search answers with everything there is, as some servers do."""
        self._faults: list[_Fault] = []
        self._changed = threading.Condition()
        self._open = threading.Event()
        self._open.set()
        self._held_method: str | None = None
        self._refuse_held: int | None = None
        _hold_models()
        self._served: WSGIApplication
        super().__init__(token=token)

    def application(self, storage: InMemoryStorage) -> WSGIApplication:
        self._served = super().application(storage)
        return self._with_faults

    # What can go wrong.

    def fail_next(
        self, times: int = 1, *, status: int = 503, method: str | None = None, retry_after: str | None = None
    ) -> None:
        """Answer the next requests with a bare status, an error or a false success, without making the change."""
        self._faults.append(_Fault(times, method, status, retry_after))

    def drop_next(self, times: int = 1, *, method: str | None = None) -> None:
        """Make the change, then close the connection without an answer."""
        self._faults.append(_Fault(times, method))

    def recover(self) -> None:
        """Forget the faults that were still to come."""
        self._faults.clear()

    def hold(self, *, method: str | None = None) -> None:
        """Let requests arrive, and serve none before `release`."""
        self._refuse_held = None
        self._held_method = method
        self._open.clear()

    def refuse_held(self, *, status: int) -> None:
        """Answer what is held back with an error, and serve everything after it."""
        self._refuse_held = status
        self.release()

    def release(self) -> None:
        """Serve what was held back, and everything after it."""
        self._open.set()

    # What happened.

    def wait_for_request(self, count: int = 1, *, method: str | None = None) -> None:
        """Return as soon as that many requests have arrived altogether; fails the test when they do not."""
        with self._changed:
            arrived = self._changed.wait_for(lambda: self.count(method) >= count, timeout=PATIENCE_OF_TESTS)
        assert arrived, f"{count} {method or ''} requests were expected; these came: {self.requests}"

    async def request_arrived(self, count: int = 1, *, method: str | None = None) -> None:
        """The same for a test that runs in an event loop."""
        await asyncio.to_thread(self.wait_for_request, count, method=method)

    async def request_served(self, method: str) -> None:
        """Return as soon as a request of that method has been carried out, whether or not the answer arrives."""

        def wait() -> None:
            with self._changed:
                assert self._changed.wait_for(lambda: method in self.served, timeout=PATIENCE_OF_TESTS)

        await asyncio.to_thread(wait)

    def count(self, method: str | None = None) -> int:
        """How many requests arrived."""
        return sum(1 for one, _ in self.requests if method in (None, one))

    def members_of(self, group: str) -> set[str]:
        """The userNames in the group of that displayName; empty when there is no such group."""
        return self.members().get(group, set())

    def resources(self, kind: str) -> list[dict[str, Any]]:
        """All `Users` or `Groups` as the server would answer with them."""
        return list(self._call("GET", f"/{kind}").get("Resources", []))

    # What was there before.

    def add_user(self, user_name: str, *, external_id: str | None = None, active: bool = True) -> str:
        """An account that somebody else created; returns its id."""
        schema = "urn:ietf:params:scim:schemas:core:2.0:User"
        body: dict[str, Any] = {"schemas": [schema], "userName": user_name, "active": active}
        return str(
            self._call("POST", "/Users", body | ({"externalId": external_id} if external_id else {}))["id"]
        )

    def add_group(self, name: str, *, external_id: str | None = None, members: Iterable[str] = ()) -> str:
        """A group that somebody else created, with these accounts (ids) in it; returns its id."""
        schema = "urn:ietf:params:scim:schemas:core:2.0:Group"
        body: dict[str, Any] = {
            "schemas": [schema],
            "displayName": name,
            "members": [{"value": m} for m in members],
        }
        return str(
            self._call("POST", "/Groups", body | ({"externalId": external_id} if external_id else {}))["id"]
        )

    def empty_group(self, group: str) -> None:
        """Take everybody out of the group with that id behind everybody's back."""
        schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
        operation = {"op": "remove", "path": "members"}
        self._call("PATCH", f"/Groups/{group}", {"schemas": [schema], "Operations": [operation]})

    def remove(self, path: str) -> None:
        """Delete `/Users/<id>` or `/Groups/<id>` behind everybody's back."""
        self._call("DELETE", path)

    def stop(self) -> None:
        self.release()
        super().stop()

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Past the faults and the counting, straight to the server."""
        from scim2_client.engines.wsgi import WSGISCIMClient

        client = WSGISCIMClient(
            self._served, base_url=self.url, headers={"Authorization": f"Bearer {self.token}"}
        )
        answer = client.request(method, path, **({"json": body} if body else {}))
        assert answer.status_code < 300, answer.text
        return dict(answer.json()) if answer.text else {}

    def _with_faults(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        # A request has arrived when all of it has: its sender may be stopped or killed right after.
        environ["wsgi.input"] = _read_whole(environ)
        with self._changed:
            self.requests.append((method, environ["PATH_INFO"]))
            fault = next((f for f in self._faults if f.times > 0 and f.method in (None, method)), None)
            if fault:
                fault.times -= 1
            self._changed.notify_all()
        if self._held_method in (None, method):
            was_held = not self._open.is_set()
            self._open.wait(PATIENCE_OF_TESTS)
            if was_held and self._refuse_held:
                fault = _Fault(1, method, self._refuse_held)
        if self.ignores_filters:
            environ["QUERY_STRING"] = ""
        if fault is None:
            answer = self._served(environ, start_response)
            with self._changed:
                self.served.append(method)
                self._changed.notify_all()
            return answer
        if fault.status is None:
            self._served(environ, start_response)
            connection: socket.socket = environ["test.connection"]
            connection.shutdown(socket.SHUT_RDWR)
            return []
        headers = [("Content-Length", "0")] + (
            [("Retry-After", fault.retry_after)] if fault.retry_after else []
        )
        start_response(f"{fault.status} {HTTPStatus(fault.status).phrase}", headers)
        return []


def _read_whole(environ: WSGIEnvironment) -> Any:
    from io import BytesIO

    # Closing a connection with unread bytes in it resets it, and the client may never see the answer.
    return BytesIO(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))


@pytest.fixture
def scim_peer() -> Iterator[ScimPeer]:
    """A SCIM server of the test's own."""
    with ScimPeer() as peer:
        yield peer
