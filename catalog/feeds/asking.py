"""Asking a provider's interface for a page of events: patient with what passes, clear about what does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from catalog.connectors.patience import Patience, Transient, patiently, seconds_to_wait
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.wire import is_this_machine, tls

LARGEST_PAGE = 64 * 1024 * 1024
"""Bytes; a thousand events take a few millions."""
PAGE_PATIENCE = Patience(answer_timeout=30.0, whole_order=90.0)
"""A page of a thousand events takes a provider seconds to put together."""


class NotThisPage(ConnectorFailed):
    """The interface does not take the question (400, 404, 410): most often the page that was asked for has expired."""


class TokenRefused(ConnectorFailed):
    """The interface does not take the token (401)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, parsed, with the headers it came with."""

    body: Any
    headers: httpx.Headers


class Api:
    """One provider's interface. `says` names what a person would look at: the address and the secret."""

    def __init__(
        self, provider: str, url: str, *, secret_setting: str, patience: Patience = PAGE_PATIENCE
    ) -> None:
        self._provider = provider
        self._secret_setting = secret_setting
        self._patience = patience
        self._local = is_this_machine(url)
        self._http: httpx.AsyncClient | None = None

    async def ask(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Callable[[], Mapping[str, str]] = dict,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer to a GET, or to a POST of that form; `headers` is called for each try, as a signature has a time.

        Raises ConnectorFailed, of which NotThisPage and TokenRefused are told apart.
        """

        async def attempt() -> Answer:
            try:
                return await self._once(url, params, headers(), form)
            except httpx.TimeoutException as error:
                raise Transient(f"{self._provider} did not answer in time.") from error
            except httpx.RequestError as error:
                raise Transient(f"{self._provider} could not be reached.") from error

        slow = Transient(f"{self._provider} did not answer in time.")
        return await patiently(attempt, self._patience, too_slow=slow)

    async def close(self) -> None:
        """Lets go of the connection."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    def senseless(self) -> ConnectorFailed:
        """What to raise for an answer that is not what the interface promises."""
        return Transient(
            f"{self._provider} gave an answer that makes no sense; look at its address in company.yaml."
        )

    async def _once(
        self,
        url: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str],
        form: Mapping[str, str] | None,
    ) -> Answer:
        if self._http is None:
            self._http = httpx.AsyncClient(
                timeout=httpx.Timeout(self._patience.answer_timeout, connect=self._patience.connect_timeout),
                verify=tls(),
                trust_env=not self._local,
            )
        method = "GET" if form is None else "POST"
        async with self._http.stream(
            method, url, params=params, headers=dict(headers), data=form
        ) as response:
            if not response.is_success:
                raise self._failure(response)
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > LARGEST_PAGE:
                    raise self.senseless()
            try:
                return Answer(json.loads(body), response.headers)
            except (ValueError, RecursionError):
                raise self.senseless() from None

    def _failure(self, response: httpx.Response) -> ConnectorFailed:
        status, who = response.status_code, self._provider
        if status in {429, 503}:
            return Transient(f"{who} is too busy for this right now.", after=_pause(response.headers))
        if status == 408:
            return Transient(f"{who} did not answer in time.")
        if status >= 500 and status not in {501, 505}:
            return Transient(f"{who} had a fault of its own (error {status}).")
        if status == 401:
            return TokenRefused(
                f"{who} does not take its secret; renew {self._secret_setting}.", retryable=False
            )
        if status == 403:
            return ConnectorFailed(
                f"{who} does not let Usher read its log; allow it for {self._secret_setting}.",
                retryable=False,
            )
        sentence = f"{who} did not take the question (error {status}); look at its address in company.yaml."
        kind = NotThisPage if status in {400, 404, 410} else ConnectorFailed
        return kind(sentence, retryable=False)


def _pause(headers: httpx.Headers) -> float | None:
    """For how many seconds to leave it alone: Retry-After, or Okta's moment at which its limit begins anew."""
    now = datetime.now(UTC)
    if (asked := seconds_to_wait(headers.get("Retry-After"), now)) is not None:
        return asked
    reset = headers.get("X-Rate-Limit-Reset", "")
    return max(0.0, float(reset[:12]) - now.timestamp()) if reset.isdecimal() else None


def lines_of(values: Any) -> tuple[bytes, ...] | None:
    """Each value of a list as a line; None where that is no list."""
    if not isinstance(values, list):
        return None
    return tuple(json.dumps(value, separators=(",", ":")).encode() for value in values)
