"""After a decision: I'm done with access, and the tasks somebody does by hand."""

from __future__ import annotations

from typing import Any

from approvals.errors import NotFound, Refused
from bot.listeners.decisions import remember, remembered, typed_reason
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.homes import publish_if_home
from bot.views import action_ids
from bot.views.reasons import cannot_modal


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons."""

    @app.action(action_ids.GIVE_BACK)
    async def given_back(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.give_back import give_back

        await ack()
        person = await front.person(context)
        try:
            await give_back(front.desk_of(), grant_id=action["value"], by=person.id)
        finally:
            await _refresh_grant(front, action["value"])
            await publish_if_home(front, body, person)
        if body.get("view") is None:
            await front.tell(seat_of(body, context), "Thank you. The access is being removed.")

    @app.action(action_ids.TASK_DONE)
    async def done(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.finish_task import finish_task

        await ack()
        person = await front.person(context)
        try:
            await finish_task(front.desk_of(), task_id=action["value"], by=person.id)
        finally:
            await _refresh_task(front, action["value"])
            await publish_if_home(front, body, person)

    @app.action(action_ids.TASK_CANNOT)
    async def cannot(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await ack()
        await front.person(context)
        view = cannot_modal(remember(action["value"], seat_of(body, context)))
        await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())

    @app.view(action_ids.REASON_CANNOT)
    async def given_up(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.give_up_task import give_up_task

        reason = typed_reason(view)
        if not reason:
            await ack(response_action="errors", errors={action_ids.REASON: "Say what is in the way."})
            return
        await ack()
        task_id, seat = remembered(view, context)
        try:
            person = await front.person(context)
            await give_up_task(front.desk_of(), task_id=task_id, by=person.id, reason=reason)
        except Refused as refusal:
            await front.tell(seat, refusal.sentence)
        await _refresh_task(front, task_id)


async def _refresh_grant(front: Front, grant_id: str) -> None:
    from approvals.queries.grants import grant_picture

    try:
        grant = await grant_picture(front.desk_of(), grant_id)
    except NotFound:  # the operation has said so already
        return
    await front.refresh(grant.request_id)


async def _refresh_task(front: Front, task_id: str) -> None:
    from approvals.queries.tasks import task_picture

    try:
        task = await task_picture(front.desk_of(), task_id)
    except NotFound:  # the operation has said so already
        return
    await front.refresh(task.request_id)
