"""Handing facts over to a ticket system: one ticket for one key, however often it is tried.

A ticket system has no idempotency key of its own, so a try that may have been heard is looked up before the next is
sent. A webhook is signed as the orders of `catalog.connectors.webhook` are, and knows the key itself.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from catalog.connectors.failures import from_status, not_understood, timed_out, unreachable
from catalog.connectors.patience import Patience, patiently, seconds_to_wait
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from catalog.connectors.ticket_payloads import (
    Numbered,
    Ticket,
    found_again,
    look_up_path,
    numbered,
    path_of,
    payload_of,
)
from catalog.connectors.wire import can_be_sent, is_this_machine, tls
from catalog.ticket_settings import Tickets

NAMES = {"jira": "Jira", "servicenow": "ServiceNow", "webhook": "The ticket system"}
_URL_SETTING = "`tickets.url` in company.yaml"


class TicketSystem:
    """The ticket system of a company. `clock` gives the seconds since 1970 that go into a webhook's signature."""

    def __init__(
        self,
        settings: Tickets,
        secret: str,
        *,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._secret = secret
        self._patience = patience or Patience()
        self._clock = clock
        self.name = NAMES[settings.kind]

    async def open(self, ticket: Ticket, *, again: bool = False) -> Numbered:
        """Makes the ticket; `again` says that an earlier try may have been heard. Raises ConnectorFailed."""
        heard = again

        async def attempt() -> Numbered:
            nonlocal heard
            before, heard = heard, True
            if before and (known := await self._known(ticket)) is not None:
                return known
            body = json.dumps(payload_of(self._settings, ticket), ensure_ascii=False).encode()
            answer = await self._answer("POST", path_of(self._settings), body, ticket.key)
            made = numbered(self._settings, answer)
            if made is None and self._settings.kind == "webhook":
                return Numbered(reference="")  # taken, without a number
            if made is None:
                raise not_understood(self.name, _URL_SETTING)
            return made

        return await patiently(attempt, self._patience, too_slow=timed_out(self.name))

    async def _known(self, ticket: Ticket) -> Numbered | None:
        path = look_up_path(self._settings, ticket)
        if not path:
            return None
        return found_again(self._settings, await self._answer("GET", path, b"", ticket.key))

    async def _answer(self, method: str, path: str, body: bytes, key: str) -> Any:
        url = f"{self._settings.url}{path}"
        try:
            async with self._http() as http:
                response = await http.request(
                    method, url, content=body or None, headers=self._headers(body, key)
                )
        except httpx.TimeoutException as error:
            raise timed_out(self.name) from error
        except httpx.RequestError as error:
            raise unreachable(self.name) from error
        if not response.is_success:
            raise self._failure(response)
        if not response.content:
            return None
        try:
            return response.json()
        except ValueError:
            return None

    def _failure(self, response: httpx.Response) -> ConnectorFailed:
        return from_status(
            self.name,
            response.status_code,
            url_setting=_URL_SETTING,
            token_setting=self._settings.token_env,
            after=seconds_to_wait(response.headers.get("Retry-After"), datetime.now(UTC)),
        )

    def _headers(self, body: bytes, key: str) -> dict[str, str]:
        headers = {"Accept": "application/json", "Content-Type": "application/json", "Idempotency-Key": key}
        if self._settings.kind == "webhook":
            stamp = str(int(self._clock()))
            return headers | {
                TIMESTAMP_HEADER: stamp,
                SIGNATURE_HEADER: sign(self._secret, stamp, body),
            }
        if self._settings.user:
            pair = base64.b64encode(f"{self._settings.user}:{self._secret}".encode()).decode()
            return headers | {"Authorization": f"Basic {pair}"}
        return headers | {"Authorization": f"Bearer {self._secret}"}

    def _http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            timeout=httpx.Timeout(self._patience.answer_timeout, connect=self._patience.connect_timeout),
            verify=tls(),
            trust_env=not is_this_machine(self._settings.url),
        )


def ticket_system(settings: Tickets | None, environment: Mapping[str, str]) -> TicketSystem | str | None:
    """The company's ticket system; a sentence where it is not fully configured; None where it has none."""
    if settings is None:
        return None
    secret = environment.get(settings.token_env, "").strip()
    if not secret:
        return f"Tickets go to the helpdesk in Slack, because {settings.token_env} is not set: set it to the secret of the ticket system."
    if not can_be_sent(secret):
        return f"Tickets go to the helpdesk in Slack, because {settings.token_env} has characters that cannot be sent: correct it."
    return TicketSystem(settings, secret)


def incoming_secret(settings: Tickets | None, environment: Mapping[str, str]) -> str:
    """What incoming tickets have to be signed with; empty: none are taken."""
    if settings is None or not settings.incoming_env:
        return ""
    return environment.get(settings.incoming_env, "").strip()
