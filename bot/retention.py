"""Removing what people wrote and what was answered, once it was kept long enough.

Requests, and where their messages are, stay: a card is edited for as long as its request lives, and what was decided has
to be shown years later. What was only talked about is of no use after that time, and it is people's own words.
"""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel, and_, col, delete, func, or_, select

from approvals.store.columns import UtcDateTime
from approvals.store.store import Store
from bot.labelled import forget_examples
from bot.settings import Kept
from bot.tables import DraftRow, PostRow

log = structlog.get_logger(__name__)

AT_A_TIME = 1_000
"""Rows in one transaction; nobody else can write to SQLite meanwhile."""
_TALK = ("answer:", "draft:", "told:")
"""The surfaces of what belongs to no request: answers to messages, cards that somebody may send, and what one was told."""


async def forget(store: Store, kept: Kept, *, now: datetime) -> int:
    """Removes what was kept long enough; returns how many cards and answers there were.

    Whoever clicks on a card from before that is asked to say again what they need.
    """
    await forget_examples(store, before=now - kept.examples)
    before = now - kept.conversations
    talk = or_(*(col(PostRow.surface).startswith(one) for one in _TALK))
    posted = func.coalesce(PostRow.posted_at, PostRow.posting_since, type_=UtcDateTime())
    gone = await _remove(store, DraftRow, col(DraftRow.id), col(DraftRow.created_at) < before)
    gone += await _remove(store, PostRow, col(PostRow.surface), and_(talk, posted < before))
    if gone:
        log.info("conversations.forgotten", rows=gone)
    return gone


async def _remove(store: Store, table: type[SQLModel], key: Mapped[str], old: ColumnElement[bool]) -> int:
    """Removes the old rows, a few at a time; they are looked for without holding anybody up."""
    gone = 0
    while True:
        async with store.reading() as session:
            some = (await session.exec(select(key).where(old).limit(AT_A_TIME))).all()
        if not some:
            return gone
        async with store.transaction() as tx:
            found = await tx.session.exec(delete(table).where(key.in_(some)))
        gone += found.rowcount
