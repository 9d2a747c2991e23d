"""Acknowledged means committed: Slack hears that a click arrived once the decision stands in the database.

A process that is killed before that never acknowledges, so Slack shows the person an error of its own, and they
click again. Slack waits three seconds; what takes longer than two is acknowledged while it goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol, TypeVar

from approvals.errors import Refused
from bot.texts import shorten, unmarked
from catalog.model import Company

Result = TypeVar("Result")
FieldOf = Callable[[Refused], str]
"""The field of a modal that a refusal is about."""

ACKNOWLEDGED_WITHIN = 2.0
"""Seconds; a third of Slack's three is left for the way."""
_LONGEST_ERROR = 500
"""Characters of a sentence beside a field."""


class Ack(Protocol):
    """Bolt's acknowledgement."""

    def __call__(self, **answer: Any) -> Awaitable[Any]:
        """Tells Slack that it arrived, with an answer for a modal."""


async def committed(
    ack: Ack, operation: Coroutine[Any, Any, Result], *, within: float | None = None
) -> Result:
    """Runs the operation, then acknowledges, at the latest after `within` seconds (ACKNOWLEDGED_WITHIN). Raises what the operation raises."""
    task = await begun(operation, within)
    await ack()
    return await task


async def committed_or_said(
    ack: Ack,
    operation: Coroutine[Any, Any, Result],
    *,
    field: str | FieldOf,
    company: Company,
    within: float | None = None,
) -> Result | None:
    """The same for a submitted modal: a refusal is said beside that field, the modal stays open, and None comes back.

    Where a modal has several fields, `field` says which one a refusal is about.

    Slack renders no mentions there, so people appear by the names the company has for them.

    A refusal that comes after the acknowledgement is raised like any other error.
    """
    task = await begun(operation, within)
    refusal = task.exception() if task.done() and not task.cancelled() else None
    if isinstance(refusal, Refused):
        said = shorten(unmarked(company, refusal.sentence), _LONGEST_ERROR)
        await ack(
            response_action="errors", errors={field if isinstance(field, str) else field(refusal): said}
        )
        return None
    await ack()
    return await task


async def begun(operation: Coroutine[Any, Any, Result], within: float | None = None) -> asyncio.Task[Result]:
    """The operation under way: done, or still at it after so many seconds (ACKNOWLEDGED_WITHIN)."""
    task = asyncio.create_task(operation)
    await asyncio.wait({task}, timeout=ACKNOWLEDGED_WITHIN if within is None else within)
    return task
