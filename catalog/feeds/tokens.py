"""Tokens that are fetched with a secret and hold for an hour: OAuth 2.0 client credentials, and service accounts.

RFC 6749, 4.4 (Microsoft Entra ID) and RFC 7523, 2.1 (Google).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from catalog.connectors.wire import can_be_sent, is_web_address
from catalog.feeds.asking import Api

EARLY = timedelta(minutes=1)
"""How long before its end a token is not used any more."""
_HOUR = 3600
_SCOPE = "https://www.googleapis.com/auth/admin.reports.audit.readonly"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class BadKey(ValueError):
    """What was given is no service-account key; the message says what would be right."""


class Tokens:
    """The token in force, fetched anew when it ends. `form` is what is posted for one at that moment."""

    def __init__(self, api: Api, url: str, form: Callable[[datetime], Mapping[str, str]]) -> None:
        self._api = api
        self._url = url
        self._form = form
        self._token = ""
        self._until: datetime | None = None

    async def header(self, now: datetime) -> dict[str, str]:
        """The header that carries the token. Raises ConnectorFailed."""
        if self._until is None or now >= self._until:
            answer = (await self._api.ask(self._url, form=self._form(now))).body
            token = answer.get("access_token") if isinstance(answer, dict) else None
            if not isinstance(token, str) or not token or not can_be_sent(token):
                raise self._api.senseless()
            lasts = answer.get("expires_in")
            seconds = (
                min(float(lasts), 24.0 * _HOUR) if isinstance(lasts, int | float) and lasts > 0 else _HOUR
            )
            self._token, self._until = token, now + timedelta(seconds=seconds) - EARLY
        return {"Authorization": f"Bearer {self._token}"}

    def forget(self) -> None:
        """The token was refused: the next one is fetched anew."""
        self._until = None


def client_credentials(client_id: str, secret: str, scope: str) -> Callable[[datetime], Mapping[str, str]]:
    """What an application posts for a token of its own."""
    form = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": secret,
        "scope": scope,
    }
    return lambda now: form


class ServiceAccount:
    """A Google service account that reads as an administrator. Raises BadKey."""

    def __init__(self, key: str, *, subject: str) -> None:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            found: dict[str, Any] = json.loads(key)
            private = load_pem_private_key(found["private_key"].encode(), password=None)
            self._email, self.url = str(found["client_email"]), str(found["token_uri"])
        except (UnsupportedAlgorithm, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise BadKey("it has to hold the JSON key file of a service account") from None
        if not isinstance(private, RSAPrivateKey) or not is_web_address(self.url):
            raise BadKey("it has to hold the JSON key file of a service account, with an RSA key")
        self._key = private
        self._subject = subject

    def form(self, now: datetime) -> dict[str, str]:
        """What it posts for a token: a statement about itself, signed (RS256)."""
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.hashes import SHA256

        begun = int(now.timestamp())
        claims = {"iss": self._email, "sub": self._subject, "scope": _SCOPE, "aud": self.url}
        parts = ({"alg": "RS256", "typ": "JWT"}, claims | {"iat": begun, "exp": begun + _HOUR})
        text = b".".join(_base64(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
        signature = self._key.sign(text, PKCS1v15(), SHA256())
        return {"grant_type": _GRANT, "assertion": (text + b"." + _base64(signature)).decode()}


def _base64(value: bytes) -> bytes:
    return base64.urlsafe_b64encode(value).rstrip(b"=")
