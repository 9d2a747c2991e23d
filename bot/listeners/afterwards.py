"""After a decision: I'm done with access, and the tasks somebody does by hand."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.views import View

from bot.listeners.acting import act, request_of_grant, request_of_task
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.submitting import remember, remembered, submitted, typed_reason
from bot.listeners.used import spent_after
from bot.views import action_ids
from bot.views.reasons import cannot_modal
from catalog.model import Person


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons."""

    @app.action(action_ids.GIVE_BACK)
    async def given_back(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.give_back import give_back

        async def gone(person: Person) -> None:
            await give_back(front.desk_of(), grant_id=action["value"], by=person.id)

        async with spent_after(front, body, action):
            await act(front, ack, body, context, gone, about=action["value"], request_of=request_of_grant)
        if body.get("view") is None:
            await front.tell(seat_of(body, context), "Thank you. The access is being removed.")

    @app.action(action_ids.TASK_DONE)
    async def done(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.finish_task import finish_task

        async def finished(person: Person) -> None:
            await finish_task(front.desk_of(), task_id=action["value"], by=person.id)

        await act(front, ack, body, context, finished, about=action["value"], request_of=request_of_task)

    @app.opening(action_ids.TASK_CANNOT)
    async def cannot(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        from approvals.queries.tasks import task_picture

        await front.person(context)
        desk = front.desk_of()
        task = await task_picture(desk, action["value"])
        return cannot_modal(remember(task.id, body, context), desk.company, task)

    @app.view(action_ids.REASON_CANNOT)
    async def given_up(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.give_up_task import give_up_task

        reason = typed_reason(view)
        if not reason:
            await ack(response_action="errors", errors={action_ids.REASON: "Say what is in the way."})
            return
        task_id, seat = remembered(view, context)

        async def not_possible() -> None:
            person = await front.person(context)
            await give_up_task(front.desk_of(), task_id=task_id, by=person.id, reason=reason)

        await submitted(front, ack, not_possible(), seat=seat, about=task_id, request_of=request_of_task)
