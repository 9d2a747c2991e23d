"""Duo's authentication log through its Admin API, each question signed with the integration's secret key.

https://duo.com/docs/adminapi#authentication-logs and #authentication (signature version 5: HMAC-SHA512 over
seven lines). Events are there two minutes after they happened.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import formatdate
from urllib.parse import quote, urlsplit

from catalog.connectors.patience import Patience
from catalog.feeds.asking import PAGE_PATIENCE, Api, lines_of
from catalog.feeds.paged import PagedFeed
from catalog.feeds.window import Lateness, Window

LOG = "/admin/v2/logs/authentication"
PAGE = 1_000
_NOTHING = hashlib.sha512(b"").hexdigest()
"""What stands for the body and for further headers: a question has neither."""


class DuoFeed(PagedFeed):
    """One account's log. `url` is the API's address, `key` the integration key, `secret` the secret key."""

    lateness = Lateness(usual=timedelta(minutes=5), worst=timedelta(hours=1))

    def __init__(
        self, url: str, key: str, secret: str, *, secret_setting: str, patience: Patience = PAGE_PATIENCE
    ) -> None:
        self.name = f"duo {url}"
        self._url = url.rstrip("/")
        self._key = key
        self._secret = secret
        super().__init__(Api("Duo", url, secret_setting=secret_setting, patience=patience))

    async def page(self, asked: Window, now: datetime) -> tuple[tuple[bytes, ...], str]:
        """See `PagedFeed.page`."""
        params = {
            "limit": str(PAGE),
            "maxtime": str(int(asked.until.timestamp() * 1000)),
            "mintime": str(int(asked.since.timestamp() * 1000)),
            "sort": "ts:asc",
        }
        if asked.page:
            params["next_offset"] = asked.page
        query = canonical(params)
        host = urlsplit(self._url).netloc

        def signed() -> Mapping[str, str]:
            date = formatdate()
            return {"Date": date, "Authorization": sign(self._key, self._secret, date, host, LOG, query)}

        body = (await self._api.ask(f"{self._url}{LOG}?{query}", headers=signed)).body
        found = body.get("response") if isinstance(body, dict) and body.get("stat") == "OK" else None
        lines = lines_of(found.get("authlogs")) if isinstance(found, dict) else None
        if not isinstance(found, dict) or lines is None:
            raise self._api.senseless()
        return lines, _following(found)


def canonical(params: Mapping[str, str]) -> str:
    """The parameters in the order and the writing that are signed."""
    return "&".join(f"{quote(name, safe='~')}={quote(params[name], safe='~')}" for name in sorted(params))


def sign(key: str, secret: str, date: str, host: str, path: str, query: str) -> str:
    """The Authorization header of a GET (signature version 5)."""
    text = "\n".join((date, "GET", host.lower(), path, query, _NOTHING, _NOTHING))
    password = hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()
    return "Basic " + base64.b64encode(f"{key}:{password}".encode()).decode()


def _following(found: Mapping[str, object]) -> str:
    """What leads to the next page: Duo gives a list of two, and takes it joined by a comma."""
    metadata = found.get("metadata")
    following = metadata.get("next_offset") if isinstance(metadata, dict) else None
    if isinstance(following, list):
        return ",".join(str(one) for one in following)
    return str(following) if following else ""
