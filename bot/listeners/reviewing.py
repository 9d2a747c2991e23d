"""Keep, Don't renew and End on a monthly review."""

from __future__ import annotations

from typing import Any

from bot.listeners.acting import act
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.views import action_ids
from catalog.model import Person


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons."""

    @app.action(action_ids.REVIEW_KEEP)
    async def kept(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await _answered(front, ack, body, action, context, keep=True)

    @app.action(action_ids.REVIEW_NOT_RENEWED)
    async def not_renewed(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await _answered(front, ack, body, action, context, keep=True, renew=False)

    @app.action(action_ids.REVIEW_END)
    async def ended(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await _answered(front, ack, body, action, context, keep=False)


async def _answered(
    front: Front,
    ack: Any,
    body: dict[str, Any],
    action: dict[str, Any],
    context: Any,
    *,
    keep: bool,
    renew: bool = True,
) -> None:
    from approvals.operations.answer_review import answer_review

    async def answer(person: Person) -> None:
        await answer_review(front.desk_of(), review_id=action["value"], by=person.id, keep=keep, renew=renew)

    await act(front, ack, body, context, answer, about=action["value"], request_of=_request_of_review)


async def _request_of_review(front: Front, review_id: str) -> str:
    """A button about a review. Raises NotFound."""
    from approvals.queries.requests import request_of_review

    return await request_of_review(front.desk_of(), review_id)
