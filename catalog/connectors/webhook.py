"""Grants as signed messages to a service of the company's own, which changes the system by its own means.

The receiver checks the signature (`catalog.connectors.signature` has both sides of it) and may see the
same order more than once: the idempotency key says so.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import httpx

from catalog.connectors.failures import from_status, timed_out, unreachable
from catalog.connectors.patience import Patience, patiently, seconds_to_wait
from catalog.connectors.port import ConnectorFailed, Order, Receipt, Settled
from catalog.connectors.settings import Endpoint
from catalog.connectors.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from catalog.connectors.wire import is_this_machine, tls

_LONGEST_REFERENCE = 200


class WebhookConnector:
    """Posts every order to one address. `clock` gives the seconds since 1970 that go into the signature."""

    def __init__(
        self, endpoint: Endpoint, *, patience: Patience | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._endpoint = endpoint
        self._patience = patience or Patience()
        self._clock = clock

    async def provision(self, order: Order) -> Receipt:
        """Ask the service to give the access; any 2xx says that it is live. Raises ConnectorFailed."""
        return await self._post("provision", order)

    async def revoke(self, order: Order) -> Receipt:
        """Ask the service to take the access away; any 2xx says that it is gone. Raises ConnectorFailed."""
        return await self._post("revoke", order)

    async def holds(self, order: Order) -> bool | None:
        """None: the service is told things, it is not asked."""
        return None

    async def close(self) -> None:
        """Nothing is held open between orders."""

    async def _post(self, action: str, order: Order) -> Receipt:
        body = _body(action, order)
        system = order.place.system.name
        sent = False

        async def attempt() -> Receipt:
            nonlocal sent
            before, sent = sent, True
            stamp = str(int(self._clock()))
            headers = {
                "Content-Type": "application/json",
                "Idempotency-Key": f"{order.key}:{action}",
                TIMESTAMP_HEADER: stamp,
                SIGNATURE_HEADER: sign(self._endpoint.secret, stamp, body),
            }
            try:
                async with self._http() as http:
                    response = await http.post(self._endpoint.url, content=body, headers=headers)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                sent = before
                raise (timed_out if isinstance(error, httpx.TimeoutException) else unreachable)(
                    system
                ) from error
            except httpx.TimeoutException as error:
                raise timed_out(system) from error
            except httpx.RequestError as error:
                raise unreachable(system) from error
            if not response.is_success:
                failure = from_status(
                    system,
                    response.status_code,
                    url_setting=self._endpoint.url_setting,
                    token_setting=self._endpoint.secret_setting,
                    after=seconds_to_wait(response.headers.get("Retry-After"), datetime.now(UTC)),
                )
                if response.is_client_error and not failure.retryable:
                    sent = before  # a clear no: this message changed nothing
                raise failure
            return Receipt(settled=Settled.DONE, reference=_reference(response))

        try:
            return await patiently(attempt, self._patience, too_slow=timed_out(system))
        except ConnectorFailed as failure:
            failure.touched = sent
            raise

    def _http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            timeout=httpx.Timeout(self._patience.answer_timeout, connect=self._patience.connect_timeout),
            verify=tls(),
            trust_env=not is_this_machine(self._endpoint.url),
        )


def _body(action: str, order: Order) -> bytes:
    message = {
        "action": action,
        "key": order.key,
        "person": {"id": order.person.id, "name": order.person.name, "email": order.person.email},
        "entitlement": order.place.entitlement.id,
        "scope": order.scope,
    }
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def _reference(response: httpx.Response) -> str:
    """What the service calls it, if it says so: an answer without a body is as good as one with."""
    with suppress(ValueError):
        answer = response.json()
        if isinstance(answer, dict) and isinstance(reference := answer.get("reference"), str | int):
            return str(reference)[:_LONGEST_REFERENCE]
    return ""
