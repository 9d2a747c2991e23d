"""Lifting a lock in Okta: the one thing about an account that Usher changes, and only where company.yaml names it.

`POST /api/v1/users/{id}/lifecycle/unlock` (Okta's Users API; the login is taken for the id), with an API token of an
administrator that may do just that. Okta answers 403 where the account is not locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

import httpx

from catalog.connectors.failures import from_status, timed_out, unreachable
from catalog.connectors.patience import Patience, patiently, seconds_to_wait
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.wire import can_be_sent, is_this_machine, tls
from catalog.settings import Unlock

NOT_LOCKED = "Okta says that this account is not locked, or not to be unlocked this way; sign in, or ask an Okta administrator."
_NAME = "Okta"


class OktaUnlock:
    """Asks Okta to lift locks."""

    def __init__(self, settings: Unlock, token: str, *, patience: Patience | None = None) -> None:
        self._settings = settings
        self._token = token
        self._patience = patience or Patience()

    async def unlock(self, login: str) -> None:
        """Lifts the lock; doing it twice changes nothing. Raises ConnectorFailed."""
        url = f"{self._settings.url}/api/v1/users/{quote(login, safe='')}/lifecycle/unlock"
        headers = {"Accept": "application/json", "Authorization": f"SSWS {self._token}"}

        async def attempt() -> None:
            try:
                async with self._http() as http:
                    response = await http.post(url, headers=headers)
            except httpx.TimeoutException as error:
                raise timed_out(_NAME) from error
            except httpx.RequestError as error:
                raise unreachable(_NAME) from error
            if response.status_code == 403:
                raise ConnectorFailed(NOT_LOCKED, retryable=False)
            if not response.is_success:
                raise from_status(
                    _NAME,
                    response.status_code,
                    url_setting="`sign_ins.unlock.url` in company.yaml",
                    token_setting=self._settings.token_env,
                    after=seconds_to_wait(response.headers.get("Retry-After"), datetime.now(UTC)),
                )

        await patiently(attempt, self._patience, too_slow=timed_out(_NAME))

    def _http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            timeout=httpx.Timeout(self._patience.answer_timeout, connect=self._patience.connect_timeout),
            verify=tls(),
            trust_env=not is_this_machine(self._settings.url),
        )


def unlocker(settings: Unlock | None, environment: Mapping[str, str]) -> OktaUnlock | str | None:
    """What lifts locks; a sentence where it is not fully configured; None where it is switched off."""
    if settings is None:
        return None
    token = environment.get(settings.token_env, "").strip()
    if not token or not can_be_sent(token):
        return f"Nobody can be unlocked from Slack, because {settings.token_env} is not set, or cannot be sent: set it to an Okta API token."
    return OktaUnlock(settings, token)
