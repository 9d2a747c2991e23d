"""What is written down of the messages: where each surface's is, what it shows, and who is about to post it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlmodel import and_, col, func, literal, or_, select, update

from approvals.desk import Desk
from approvals.jobs.retry import TryAgain
from approvals.store.columns import UtcDateTime
from approvals.store.tables import new_id
from bot.tables import PostRow

ANOTHER_IS_AT_IT = timedelta(seconds=10)
"""How long a process that said it is posting is left to finish."""
_LOADED = new_id("post")


class BeingPosted(TryAgain):
    """Another process said that it is posting this message; come back once it is done or was given up on."""


@dataclass(frozen=True)
class Placed:
    """Where a message is."""

    channel: str
    ts: str


class Posts:
    """The rows of one workspace's messages."""

    def __init__(self, desk_of: Callable[[], Desk]) -> None:
        self._desk_of = desk_of

    async def row(self, surface: str) -> PostRow | None:
        """What is known of the surface, a try to post it included."""
        async with self._desk_of().store.reading() as session:
            return await session.get(PostRow, surface)

    async def placed(self, surface: str) -> Placed | None:
        """Where the surface's message is, if there is one."""
        row = await self.row(surface)
        return Placed(row.channel, row.ts) if row is not None and row.ts else None

    async def at(self, channel: str, ts: str) -> str:
        """What a message shows; empty for one that is nobody's surface. A status adopted from a card comes first."""
        async with self._desk_of().store.reading() as session:
            rows = await session.exec(
                select(PostRow.surface).where(PostRow.channel == channel, PostRow.ts == ts)
            )
            return max(rows.all(), default="")

    async def posted(self, *beginnings: str) -> list[str]:
        """The surfaces of one of these beginnings whose message is there; no beginning may be empty."""
        if not beginnings:
            return []
        begun = or_(*map(_begun, beginnings))
        async with self._desk_of().store.reading() as session:
            return list((await session.exec(select(PostRow.surface).where(begun, PostRow.ts != ""))).all())

    async def digests(self, surfaces: Collection[str]) -> dict[str, str]:
        """What the messages of these surfaces show, by surface; those that are not posted are left out."""
        if not surfaces:
            return {}
        async with self._desk_of().store.reading() as session:
            rows = await session.exec(
                select(PostRow.surface, PostRow.digest).where(
                    col(PostRow.surface).in_(surfaces), PostRow.ts != ""
                )
            )
            return dict(rows.all())

    async def adopt(self, surface: str, placed: Placed) -> None:
        """Makes a message that is there already this surface's; nothing happens when the surface has one."""
        async with self._desk_of().store.transaction() as tx:
            if await tx.session.get(PostRow, surface) is None:
                tx.session.add(
                    PostRow(surface=surface, channel=placed.channel, ts=placed.ts, posted_at=tx.now)
                )

    async def claim(self, surface: str, channel: str) -> bool:
        """Writes down that this process is posting; False when somebody wrote that first."""
        try:
            async with self._desk_of().store.transaction() as tx:
                tx.session.add(
                    PostRow(surface=surface, channel=channel, posting=_poster(), posting_since=tx.now)
                )
        except IntegrityError:
            return False
        return True

    async def take_over(self, surface: str) -> None:
        """Continues a try that never heard back. Raises BeingPosted while another process may still be at it."""
        async with self._desk_of().store.transaction() as tx:
            row = await tx.session.get_one(PostRow, surface, with_for_update=True)
            since = row.posting_since if row.posting not in ("", _poster()) else None
            left = since + ANOTHER_IS_AT_IT - tx.now if since is not None else timedelta(0)
            if row.ts or left > timedelta(0):
                raise BeingPosted(
                    f"{surface} is being posted by another process", within=timedelta(0) if row.ts else left
                )
            row.posting, row.posting_since = _poster(), tx.now
            tx.session.add(row)

    async def settle(self, surface: str, placed: Placed, digest: str) -> None:
        """Writes down that the message is there, and what it shows."""
        async with self._desk_of().store.transaction() as tx:
            now = literal(tx.now, UtcDateTime())
            written = await tx.session.exec(
                update(PostRow)
                .where(col(PostRow.surface) == surface)
                .values(channel=placed.channel, ts=placed.ts, digest=digest, posting="", posting_since=None)
                .values(posted_at=func.coalesce(PostRow.posted_at, now))
            )
            if not written.rowcount:
                tx.session.add(
                    PostRow(
                        surface=surface,
                        channel=placed.channel,
                        ts=placed.ts,
                        digest=digest,
                        posted_at=tx.now,
                    )
                )

    async def forget(self, surface: str, ts: str) -> None:
        """The message is there no more, and another one may be posted."""
        async with self._desk_of().store.transaction() as tx:
            row = await tx.session.get(PostRow, surface, with_for_update=True)
            if row is not None and row.ts == ts:
                await tx.session.delete(row)


def _begun(beginning: str) -> ColumnElement[bool]:
    """What begins like that, as a stretch of the order: SQLite looks for LIKE with an escape in the whole table."""
    surface, behind = col(PostRow.surface), beginning[:-1] + chr(ord(beginning[-1]) + 1)
    return and_(surface >= beginning, surface < behind)


def _poster() -> str:
    """This process, whoever in it is posting; a forked one is another."""
    return f"{_LOADED}-{os.getpid()}"
