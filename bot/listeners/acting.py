"""One click that decides something: the operation, then the newest state on every card it is shown on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from approvals.errors import NotFound
from bot.listeners.acknowledging import Ack, committed
from bot.listeners.front import Front
from bot.listeners.homes import publish_if_home
from catalog.model import Person

Operation = Callable[[Person], Awaitable[None]]
RequestOf = Callable[[Front, str], Awaitable[str]]
"""From what a button is about to the request that is drawn anew. Raises NotFound."""


async def act(
    front: Front,
    ack: Ack,
    body: dict[str, Any],
    context: Any,
    operation: Operation,
    *,
    about: str,
    request_of: RequestOf,
) -> None:
    """Commits, acknowledges, and draws anew: a card that could still be clicked is out of date, whatever came of it.

    Raises what the operation raises.
    """
    who: list[Person] = []

    async def done() -> None:
        who.append(await front.person(context))
        await operation(who[0])

    try:
        await committed(ack, done())
    finally:
        if who:
            await redraw(front, about, request_of)
            await publish_if_home(front, body, who[0])


async def redraw(front: Front, about: str, request_of: RequestOf) -> None:
    """Draws the request anew; what never existed has none, which the operation has said already."""
    try:
        await front.refresh(await request_of(front, about))
    except NotFound:
        return


async def the_request(front: Front, request_id: str) -> str:
    """A button about a request itself."""
    return request_id


async def request_of_item(front: Front, item_id: str) -> str:
    """A button about an item. Raises NotFound."""
    from approvals.queries.requests import request_id_of

    return await request_id_of(front.desk_of(), item_id)


async def request_of_grant(front: Front, grant_id: str) -> str:
    """A button about a grant. Raises NotFound."""
    from approvals.queries.grants import grant_picture

    return (await grant_picture(front.desk_of(), grant_id)).request_id


async def request_of_task(front: Front, task_id: str) -> str:
    """A button about a task. Raises NotFound."""
    from approvals.queries.tasks import task_picture

    return (await task_picture(front.desk_of(), task_id)).request_id
