"""Okta's System Log, by polling: Okta then orders events by when it has them, so that none is passed by.

https://developer.okta.com/docs/reference/api/system-log/ ("Polling requests"): without an end and in ascending
order every answer, an empty one too, has a link to what comes next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from catalog.connectors.patience import Patience
from catalog.connectors.wire import same_origin
from catalog.feeds.asking import PAGE_PATIENCE, Answer, Api, NotThisPage, lines_of
from catalog.feeds.port import Batch
from catalog.feeds.window import FIRST_LOOK, stamp

PAGE = 1_000
"""The most that Okta gives at once."""
BACK = timedelta(hours=1)
"""How far to go back behind the last complete look when the link to what comes next has expired."""


class OktaFeed:
    """One organisation's System Log. `url` is the organisation's address, `token` an API token."""

    def __init__(
        self, url: str, token: str, *, token_setting: str, patience: Patience = PAGE_PATIENCE
    ) -> None:
        self.name = f"okta {url}"
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"SSWS {token}", "Accept": "application/json"}
        self._api = Api("Okta", url, secret_setting=token_setting, patience=patience)

    async def read(self, cursor: str, *, now: datetime) -> Batch:
        """See `Feed.read`."""
        since, link, looked = self._place(cursor, now)
        params = None
        if not link:
            params = {"since": stamp(since), "limit": str(PAGE), "sortOrder": "ASCENDING"}
        try:
            answer = await self._api.ask(
                link or f"{self._url}/api/v1/logs", params=params, headers=self._header
            )
        except NotThisPage:
            if not link:
                raise
            return Batch((), _cursor(looked - BACK if looked else since, "", looked))
        if (lines := lines_of(answer.body)) is None:
            raise self._api.senseless()
        following = self._next(answer)
        more = bool(lines) and following not in {"", link}
        return Batch(lines, _cursor(since, following or link, looked if more else now), more=more)

    async def close(self) -> None:
        """See `Feed.close`."""
        await self._api.close()

    def _header(self) -> Mapping[str, str]:
        return self._headers

    def _place(self, cursor: str, now: datetime) -> tuple[datetime, str, datetime | None]:
        """From when on, the link to go on with, and when the log was last read to its end."""
        try:
            found: dict[str, Any] = json.loads(cursor)
            since, link = datetime.fromisoformat(found["since"]), str(found["next"])
            looked = datetime.fromisoformat(found["looked"]) if found["looked"] else None
        except (ValueError, TypeError, KeyError, RecursionError):
            return now - FIRST_LOOK, "", None
        return since, link if same_origin(link, self._url) else "", looked

    def _next(self, answer: Answer) -> str:
        """The link to what comes next; the token goes nowhere but to the organisation's own address."""
        for value in answer.headers.get_list("Link", split_commas=True):
            address, _, parameters = value.partition(">")
            if 'rel="next"' in parameters:
                link = address.strip().removeprefix("<")
                if not same_origin(link, self._url):
                    raise self._api.senseless()
                return link
        return ""


def _cursor(since: datetime, link: str, looked: datetime | None) -> str:
    return json.dumps(
        {"since": since.isoformat(), "next": link, "looked": looked.isoformat() if looked else ""}
    )
