"""Interfaces that are asked for a stretch of time, page by page: what they have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime

from catalog.feeds.asking import Api, NotThisPage, TokenRefused
from catalog.feeds.port import Batch
from catalog.feeds.tokens import Tokens
from catalog.feeds.window import Lateness, Window, window


class PagedFeed(ABC):
    """A feed that asks for one page at a look. A subclass says how a page is asked for."""

    name: str
    lateness: Lateness

    def __init__(self, api: Api, tokens: Tokens | None = None) -> None:
        self._api = api
        self._tokens = tokens

    async def read(self, cursor: str, *, now: datetime) -> Batch:
        """See `Feed.read`."""
        asked = window(cursor, now=now, lateness=self.lateness)
        try:
            try:
                lines, following = await self.page(asked, now)
            except TokenRefused:
                if self._tokens is None:
                    raise
                self._tokens.forget()  # it may have been withdrawn before its time
                lines, following = await self.page(asked, now)
        except NotThisPage:
            if not asked.page:
                raise
            return Batch((), asked.begun_again(now))
        after, more = asked.turned(following)
        return Batch(lines, after, more=more)

    async def close(self) -> None:
        """See `Feed.close`."""
        await self._api.close()

    @abstractmethod
    async def page(self, asked: Window, now: datetime) -> tuple[tuple[bytes, ...], str]:
        """One page's events, and what leads to the next; empty at the last. Raises ConnectorFailed."""
