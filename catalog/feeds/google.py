"""Google Workspace's activities through the Reports API: log-ins, the administrators' acts, users' own
accounts, applications opened with a Google account, or what context-aware access refused.

https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list; most logs are minutes
late, log-ins sometimes hours (https://support.google.com/a/answer/7061566).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from catalog.connectors.patience import Patience
from catalog.feeds.asking import PAGE_PATIENCE, Api, lines_of
from catalog.feeds.paged import PagedFeed
from catalog.feeds.tokens import ServiceAccount, Tokens
from catalog.feeds.window import Lateness, Window, stamp
from catalog.settings import GoogleLog

REPORTS = "https://admin.googleapis.com"
PAGE = 1_000


class GoogleFeed(PagedFeed):
    """One organisation's activities, read with a token that is given, or as a service account."""

    lateness = Lateness(usual=timedelta(minutes=15), worst=timedelta(hours=6))

    def __init__(
        self,
        access: str | ServiceAccount,
        *,
        secret_setting: str,
        log: GoogleLog = "login",
        url: str = REPORTS,
        patience: Patience = PAGE_PATIENCE,
    ) -> None:
        self.name = f"google {url} {log}"
        self._activities = f"{url.rstrip('/')}/admin/reports/v1/activity/users/all/applications/{log}"
        api = Api("Google Workspace", url, secret_setting=secret_setting, patience=patience)
        self._given = access if isinstance(access, str) else ""
        super().__init__(api, None if isinstance(access, str) else Tokens(api, access.url, access.form))

    async def page(self, asked: Window, now: datetime) -> tuple[tuple[bytes, ...], str]:
        """See `PagedFeed.page`."""
        header = {"Authorization": f"Bearer {self._given}"}
        if self._tokens is not None:
            header = await self._tokens.header(now)
        params = {"startTime": stamp(asked.since), "endTime": stamp(asked.until), "maxResults": str(PAGE)}
        if asked.page:
            params["pageToken"] = asked.page
        answer = await self._api.ask(self._activities, params=params, headers=lambda: header)
        body = answer.body
        # An answer without activities leaves the list out.
        lines = lines_of(body.get("items", [])) if isinstance(body, dict) else None
        if lines is None:
            raise self._api.senseless()
        return lines, str(body.get("nextPageToken") or "")
