"""The buttons of a card before it is sent: Send request, Change, Cancel, and picking an answer."""

from __future__ import annotations

import re
from typing import Any

from slack_sdk.models.views import View

from approvals.errors import AlreadyDecided, NotFound
from approvals.model import Wish
from approvals.store.store import Store
from bot.drafts import (
    FORGOTTEN,
    Choice,
    Draft,
    DraftStatus,
    change_draft,
    close_draft,
    closed_sentence,
    find_draft,
    open_draft,
)
from bot.listeners.acknowledging import committed
from bot.listeners.forms import empty_form, user_shown, version_of
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.opening import open_window
from bot.listeners.proposing import Filed, NothingToSend, file, needs_approval, show_filed, show_proposal
from bot.listeners.questions_asked import asked_scope, choice_with_scope
from bot.listeners.reading import read
from bot.views import action_ids
from bot.views.form import Form, Row, form_view
from bot.views.proposal import closed_card
from catalog.model import Company, Person
from intents.picked_scope import picked_scope
from intents.understanding import Outcome


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

    @app.action(re.compile(f"^{action_ids.PICK}_\\d+$"))
    async def picked(ack: Any, action: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        draft, number = await _numbered(front, action["value"], person)
        await show_proposal(
            front,
            await change_draft(front.desk_of().store, draft.id, _picked(front, draft, number)),
        )

    @app.action(re.compile(f"^{action_ids.PICK_SCOPE}(_\\d+)?$"))
    async def answered(ack: Any, action: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        value = action.get("value") or action["selected_option"]["value"]
        draft, number = await _numbered(front, value, person)
        choice = await _answered(front, draft, number, person)
        await show_proposal(front, await change_draft(front.desk_of().store, draft.id, choice))


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
    return Form(
        draft_id=draft.id,
        sends=sends,
        approval=approval,
        rows=tuple(Row(number, wish.entitlement, wish.scope) for number, wish in enumerate(known))
        or (Row(0),),
        duration=draft.duration,
        until=draft.until,
        why=draft.choice.justification or draft.understanding.justification or "",
        user=user,
        beneficiary=draft.choice.beneficiary,
        version=version_of(draft.choice),
    )


async def _numbered(front: Front, value: str, person: Person) -> tuple[Draft, int]:
    draft_id, _, number = value.rpartition(":")
    if not number.isdigit():
        raise NotFound(FORGOTTEN)
    return await open_draft(front.desk_of().store, draft_id, by=person.id), int(number)


def _picked(front: Front, draft: Draft, number: int) -> Choice:
    """The picked entitlement, with the scopes the message already says."""
    shortlist = draft.understanding.shortlist
    company = front.desk_of().company
    if number >= len(shortlist) or shortlist[number] not in company.places:
        raise NotFound(FORGOTTEN)
    place = company.places[shortlist[number]]
    scope = picked_scope(place.resource, draft.text, last=draft.choice.change is not None)
    base = Choice.read_from(draft.understanding)
    return base.model_copy(update={"items": (Wish(entitlement=place.entitlement.id, scope=scope),)})


async def _answered(front: Front, draft: Draft, number: int, person: Person) -> Choice:
    """The message together with the value that was clicked."""
    company = front.desk_of().company
    asked = asked_scope(company, draft.understanding)
    if asked is None or number >= len(asked[1].values):
        raise NotFound(FORGOTTEN)
    value = asked[1].values[number]
    together = await read(front, f"{draft.text}\n{asked[0]} {value}", person)
    if together.outcome is Outcome.PROPOSE and all(
        item.scope.get(asked[0]) == value for item in together.items
    ):
        return Choice.read_from(together)
    chosen = choice_with_scope(company, draft.understanding, value)
    if chosen is None:
        raise NotFound(FORGOTTEN)
    return chosen
