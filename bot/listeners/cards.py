"""The buttons of a card before it is sent: Send request, Change and Cancel."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.views import View

from approvals.errors import AlreadyDecided
from approvals.store.store import Store
from bot.drafts import (
    Draft,
    DraftStatus,
    close_draft,
    closed_sentence,
    find_draft,
    open_draft,
)
from bot.listeners.acknowledging import committed
from bot.listeners.form_people import user_shown
from bot.listeners.forms import empty_form, version_of
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.opening import open_window
from bot.listeners.proposing import Filed, NothingToSend, file, needs_approval, show_filed, show_proposal
from bot.views import action_ids
from bot.views.form import Form, form_view
from bot.views.form_row import Row
from bot.views.proposal import closed_card
from catalog.model import Company


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons."""

    def store() -> Store:
        return front.desk_of().store

    @app.action(action_ids.SEND)
    async def sent(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        async def confirmed() -> tuple[Draft, Filed | None]:
            person = await front.person(context)
            draft = await find_draft(store(), action["value"], by=person.id)
            if draft.status is DraftStatus.OPEN and not draft.choice.justification.strip():
                return draft, None
            with_draft.append(draft)
            return draft, await file(front, draft)

        with_draft: list[Draft] = []
        try:
            draft, filed = await committed(ack, confirmed())
        except NothingToSend:
            await show_proposal(front, with_draft[0])
            raise
        if filed is None:
            await open_window(front, body, _form(front, draft, sends=True))
        else:
            await show_filed(front, draft, filed)

    @app.opening(action_ids.CHANGE)
    async def changed(action: dict[str, Any], context: Any) -> View:
        person = await front.person(context)
        return await _form(front, await open_draft(store(), action["value"], by=person.id), sends=False)

    @app.opening(action_ids.OPEN_FORM)
    async def form(action: dict[str, Any], context: Any) -> View:
        if not action["value"].startswith("dr_"):
            return await empty_form(front, context)
        person = await front.person(context)
        return await _form(front, await open_draft(store(), action["value"], by=person.id), sends=False)

    @app.action(action_ids.CANCEL)
    async def dropped(ack: Any, action: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        draft = await find_draft(store(), action["value"], by=person.id)
        if not await close_draft(front.desk_of().store, draft.id, DraftStatus.CANCELLED):
            now = await find_draft(front.desk_of().store, draft.id, by=person.id)
            # still open and not closed: it was filed a moment ago
            closed = DraftStatus.SENT if now.status is DraftStatus.OPEN else now.status
            raise AlreadyDecided(closed_sentence(closed))
        gone = draft.model_copy(update={"status": DraftStatus.CANCELLED})
        await front.show_draft(gone, closed_card(gone))


async def _form(front: Front, draft: Draft, *, sends: bool) -> View:
    company = front.desk_of().company
    approval = sends and await needs_approval(front, draft)
    user = await user_shown(front, draft.choice.beneficiary)
    return form_view(company, form_of(company, draft, sends=sends, approval=approval, user=user))


def form_of(
    company: Company, draft: Draft, *, sends: bool, approval: bool = False, user: str | None = None
) -> Form:
    """The form with what is on the card; `user` is the Slack user of whom it is for, where that is known."""
    known = [wish for wish in draft.choice.items if wish.entitlement in company.places]
    own = any(wish.duration for wish in known)
    return Form(
        draft_id=draft.id,
        sends=sends,
        approval=approval,
        rows=tuple(
            Row(number, wish.entitlement, wish.scope, wish.duration, wish.until)
            for number, wish in enumerate(known)
        )
        or (Row(0),),
        duration=None if own else draft.duration,
        until=None if own else draft.until,
        why=draft.choice.justification or draft.understanding.justification or "",
        user=user,
        beneficiary=draft.choice.beneficiary,
        version=version_of(draft.choice),
    )
