"""Microsoft Entra ID's logs through Microsoft Graph: sign-ins, or changes to the directory.

https://learn.microsoft.com/graph/api/signin-list and .../directoryaudit-list; the application needs
AuditLog.Read.All. Graph gives the newest first, at most a thousand at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from catalog.connectors.patience import Patience
from catalog.connectors.wire import same_origin
from catalog.feeds.asking import PAGE_PATIENCE, Api, lines_of
from catalog.feeds.paged import PagedFeed
from catalog.feeds.tokens import Tokens, client_credentials
from catalog.feeds.window import Lateness, Window, stamp
from catalog.settings import EntraLog

GRAPH = "https://graph.microsoft.com"
LOGIN = "https://login.microsoftonline.com"
_LOGS = {
    "sign_ins": ("/v1.0/auditLogs/signIns", "createdDateTime"),
    "audits": ("/v1.0/auditLogs/directoryAudits", "activityDateTime"),
}
PAGE = 1_000


class EntraFeed(PagedFeed):
    """One tenant's log."""

    lateness = Lateness(usual=timedelta(minutes=10), worst=timedelta(hours=2))

    def __init__(
        self,
        tenant: str,
        client_id: str,
        secret: str,
        *,
        secret_setting: str,
        log: EntraLog = "sign_ins",
        url: str = GRAPH,
        login_url: str = LOGIN,
        patience: Patience = PAGE_PATIENCE,
    ) -> None:
        self.name = f"entra {tenant} {log}"
        self._url = url.rstrip("/")
        self._path, self._field = _LOGS[log]
        api = Api("Microsoft Entra ID", url, secret_setting=secret_setting, patience=patience)
        token_url = f"{login_url.rstrip('/')}/{tenant}/oauth2/v2.0/token"
        self._bearer = Tokens(api, token_url, client_credentials(client_id, secret, f"{GRAPH}/.default"))
        super().__init__(api, self._bearer)

    async def page(self, asked: Window, now: datetime) -> tuple[tuple[bytes, ...], str]:
        """See `PagedFeed.page`."""
        header = await self._bearer.header(now)
        if asked.page and same_origin(asked.page, self._url):
            answer = await self._api.ask(asked.page, headers=lambda: header)
        else:
            stretch = f"{self._field} ge {stamp(asked.since)} and {self._field} le {stamp(asked.until)}"
            params = {"$filter": stretch, "$top": str(PAGE)}
            answer = await self._api.ask(f"{self._url}{self._path}", params=params, headers=lambda: header)
        body = answer.body if isinstance(answer.body, dict) else {}
        lines, following = lines_of(body.get("value")), body.get("@odata.nextLink") or ""
        # The token goes nowhere but to the address that was set.
        if (
            lines is None
            or not isinstance(following, str)
            or (following and not same_origin(following, self._url))
        ):
            raise self._api.senseless()
        return lines, following
