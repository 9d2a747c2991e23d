"""The systems of the demo that are told by webhook: one service in this process that keeps who holds what.

It does what docs/provisioning.md asks of a receiver: it checks the signature and its age before it reads
anything, and does an order once, however often it arrives. Everything is gone when it stops.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.bodies import body_of
from bot.hosting import Hosted
from catalog.connectors.naming import scope_in_words
from catalog.connectors.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, is_genuine

LARGEST_BODY = 100_000
"""Bytes; an order has a few hundred."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Person(_Value):
    id: str
    email: str


class _Order(_Value):
    """What is read of a message; members that come later are no reason to refuse it."""

    action: Literal["provision", "revoke"]
    key: str
    person: _Person
    entitlement: str
    scope: dict[str, str]

    @property
    def thing(self) -> str:
        """What it is about, as somebody who looks at the holdings reads it."""
        scope = scope_in_words(self.scope)
        return f"{self.entitlement} ({scope})" if scope else self.entitlement


class DemoWebhook:
    """A running receiver; use it as `async with`, or call `start()` and `stop()`.

    `clock` gives the seconds since 1970 that a message's age is measured by: real time, as the sender's.
    """

    def __init__(self, *, secret: str | None = None, clock: Callable[[], float] = time.time) -> None:
        self.secret = secret or secrets.token_urlsafe(32)
        self._clock = clock
        self._holders: dict[str, set[str]] = {}
        self._done: dict[str, str] = {}
        self._hosted = Hosted(
            Starlette(routes=[Route("/{system:path}", self._receive, methods=["POST"])]),
        )

    @property
    def url(self) -> str:
        """Where it listens, for USHER_WEBHOOK_URL; a path below it is as good."""
        return self._hosted.url

    def holdings(self) -> dict[str, set[str]]:
        """Who holds what: the entitlement with its scope to the e-mail addresses of its holders."""
        return {thing: set(holders) for thing, holders in self._holders.items() if holders}

    async def start(self) -> None:
        """Opens a free port of the loopback interface. Raises PortTaken."""
        await self._hosted.start()

    async def stop(self) -> None:
        """Closes the port. Stopping twice is fine."""
        await self._hosted.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _receive(self, request: Request) -> Response:
        """One message: 413 too large, 401 not from Usher or too old, 400 no order, 200 done."""
        body = await body_of(request, most=LARGEST_BODY)
        if body is None:
            return _refused(413, "The message is larger than any order.")
        if not is_genuine(
            self.secret,
            timestamp=request.headers.get(TIMESTAMP_HEADER, ""),
            body=body,
            signature=request.headers.get(SIGNATURE_HEADER, ""),
            now=self._clock(),
        ):
            return _refused(401, "The signature does not fit or is too old; check USHER_WEBHOOK_SECRET.")
        try:
            return JSONResponse({"reference": self.carry_out(body)})
        except ValidationError:
            return _refused(400, "The message is no order; look at docs/provisioning.md.")

    def carry_out(self, body: bytes) -> str:
        """Does the order unless it was done before, and says what it is called here. Raises ValidationError."""
        order = _Order.model_validate_json(body)
        # The key is taken from the body, which is signed; the header of the same meaning is not.
        once = f"{order.key}:{order.action}"
        if once not in self._done:
            holders = self._holders.setdefault(order.thing, set())
            if order.action == "provision":
                holders.add(order.person.email)
            else:
                holders.discard(order.person.email)
            self._done[once] = f"CHG-{len(self._done) + 1:04}"
        return self._done[once]


def _refused(status: int, says: str) -> JSONResponse:
    return JSONResponse({"error": says}, status_code=status)
