"""Extend: a button on live access and on the reminder, and the modal behind it. And Don't renew, beside it there."""

from __future__ import annotations

import re
from typing import Any

from slack_sdk.models.views import View

from approvals.errors import NotYours
from bot.listeners.acting import act, redraw, request_of_grant
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.longer_said import said_of
from bot.listeners.submitting import remember, remembered, submitted, typed_reason
from bot.views import action_ids
from bot.views.extending import extend_modal, read_extend
from catalog.model import Person


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons and the modal."""

    @app.opening(re.compile(f"^{action_ids.EXTEND}(_\\d+)?$"))
    async def extending(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        from approvals.queries.grants import grant_picture
        from approvals.queries.requests import request_picture
        from approvals.renewal import refuse_longer

        person = await front.person(context)
        desk = front.desk_of()
        grant_id, _, draft_id = str(action["value"]).partition(":")
        grant = await grant_picture(desk, grant_id)
        if person.id != grant.person:
            request = await request_picture(desk, grant.request_id)
            if person.id != request.requester:
                raise NotYours("Only the person who holds this access, or who asked for it, can extend it.")
        refuse_longer(desk.company, grant.not_renewed, grant.expires_at)
        said = await said_of(front, draft_id, by=person.id, ends=grant.expires_at)
        return extend_modal(remember(grant.id, body, context), desk.company, grant, said)

    @app.view(action_ids.EXTEND_SENT)
    async def asked(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.extend import extend

        grant_id, seat = remembered(view, context)
        duration, until, faults = read_extend(view)
        if duration is None:
            await ack(response_action="errors", errors=faults)
            return

        async def filed() -> str:
            person = await front.person(context)
            # One modal that is submitted twice asks once.
            key = f"extend:{view['id']}"
            reason = typed_reason(view)
            return await extend(
                front.desk_of(),
                grant_id=grant_id,
                by=person.id,
                duration=duration,
                until=until,
                reason=reason,
                key=key,
            )

        request_id = await submitted(front, ack, filed(), seat=seat)
        if request_id is not None:
            await front.refresh(request_id)
            await redraw(front, grant_id, request_of_grant)

    @app.action(action_ids.DO_NOT_RENEW)
    async def not_renewed(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.do_not_renew import do_not_renew

        async def marked(person: Person) -> None:
            await do_not_renew(front.desk_of(), grant_id=action["value"], by=person.id)

        await act(front, ack, body, context, marked, about=action["value"], request_of=request_of_grant)
        await front.remind_anew(action["value"])
