"""The request form: searching the catalog in it, changing rows, and submitting it."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

import structlog
from slack_sdk.models.views import View

from approvals.errors import Refused
from approvals.model import Wish
from bot.choice import Choice
from bot.drafts import Draft, DraftStatus, change_draft, find_draft, open_draft, start_draft
from bot.listeners.acknowledging import committed_or_said
from bot.listeners.form_people import Fault, asked_by, asked_for, holder_of
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.opening import replace
from bot.listeners.proposing import Filed, file, show_filed, show_proposal
from bot.texts import shorten, unmarked
from bot.views import action_ids
from bot.views.form import Form, form_view
from bot.views.form_check import check_form, unseen_scopes
from bot.views.form_reading import drawn_form, read_form
from bot.views.form_row import entitlement_option
from bot.views.packages import packages_for
from catalog.model import Person
from intents.packages import entitlements_of
from intents.understanding import Intent, Item, Outcome, Understanding

log = structlog.get_logger(__name__)

_CHANGED_MEANWHILE = (
    "The card was changed after this form was opened, so nothing was sent: copy what you typed, close this form and"
    " open it again from the card."
)
MENU_LENGTH = 100
"""Options that Slack shows at once; typing narrows them."""


def register(app: Guarded, front: Front) -> None:
    """Listens to the form."""

    @app.options(action_ids.FORM_ENTITLEMENT)
    async def searched(ack: Any, body: dict[str, Any], context: Any) -> None:
        from catalog.search import search

        company = front.desk_of().company
        try:
            person = await front.person(context)
            holder = await holder_of(front, read_form(company, body["view"]), person, context)
        except Refused as refusal:  # a menu can show nothing but options; submitting says why
            log.info("form.nothing_offered", user=context.user_id, why=refusal.sentence)
            await ack(options=[])
            return
        found = search(company, holder, str(body.get("value") or ""), MENU_LENGTH)
        await ack(options=[entitlement_option(company, place.entitlement.id).to_dict() for place in found])

    @app.action(action_ids.FORM_ENTITLEMENT)
    async def chosen(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await _redraw(front, body, read_form(front.desk_of().company, body["view"]))

    @app.action(action_ids.FORM_PACKAGE)
    async def filled(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await ack()
        company = front.desk_of().company
        form = read_form(company, body["view"])
        holder = await holder_of(front, form, await front.person(context), context)
        picked = str((action.get("selected_option") or {}).get("value") or "")
        package = next((one for one in packages_for(company, holder) if one.id == picked), None)
        if package is not None:
            inside = entitlements_of([package], company, holder)
            await _redraw(front, body, form.with_package(package.id, inside))

    @app.action(action_ids.FORM_ADD)
    async def added(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await _redraw(front, body, read_form(front.desk_of().company, body["view"]).with_row())

    @app.action(re.compile(f"^{action_ids.FORM_REMOVE}_\\d+$"))
    async def removed(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        form = read_form(front.desk_of().company, body["view"])
        await _redraw(front, body, form.without_row(int(action["value"])))

    @app.view(action_ids.FORM)
    async def submitted(ack: Any, view: dict[str, Any], context: Any) -> None:
        await _submit(front, ack, view, context)


async def empty_form(front: Front, context: Any) -> View:
    """The form with nothing filled in, with the packages that there are for whoever opens it. Raises Refused."""
    company = front.desk_of().company
    return form_view(company, Form(), packages_for(company, await front.person(context)))


async def _redraw(front: Front, body: dict[str, Any], form: Form) -> None:
    view = form_view(front.desk_of().company, form)
    await replace(front, body["view"]["id"], view)


async def _submit(front: Front, ack: Any, view: dict[str, Any], context: Any) -> None:
    """Faults are said next to their fields, which only the acknowledgement can do; a request that is sent from here is
    filed before it, and drawn after it."""
    company = front.desk_of().company
    form = read_form(company, view)
    try:
        requester = await asked_by(front, context)
        holder = await asked_for(front, form, requester, context)
    except Fault as fault:
        # A field shows plain text only.
        said = shorten(unmarked(company, fault.sentence), 2_000)
        await ack(response_action="errors", errors={fault.field: said})
        return
    if unseen_scopes(company, drawn_form(company, view), form):
        await ack(response_action="update", view=form_view(company, form).to_dict())
        return
    choice, faults = check_form(company, form, holder=holder, requester=requester, now=front.desk_of().now())
    if choice is None:
        await ack(response_action="errors", errors=faults)
        return
    if await _changed_meanwhile(front, form, choice, requester):
        await ack(response_action="errors", errors={action_ids.FORM_WHY: _CHANGED_MEANWHILE})
        return
    if form.sends:
        await _send(front, ack, form, choice, requester)
        return
    await ack()
    await show_proposal(front, await _drafted(front, form, choice, requester))


async def _changed_meanwhile(front: Front, form: Form, choice: Choice, person: Person) -> bool:
    """Whether words changed the card after the form was opened, to something else than the form says as well."""
    if not form.draft_id or not form.version:
        return False
    draft = await find_draft(front.desk_of().store, form.draft_id, by=person.id)
    now = version_of(draft.choice)
    return draft.status is DraftStatus.OPEN and now not in (form.version, version_of(choice))


def version_of(choice: Choice) -> str:
    """What stands on a card, in short, to tell whether it is still the same."""
    return sha256(choice.model_dump_json(exclude={"change", "offered"}).encode()).hexdigest()[:16]


async def _send(front: Front, ack: Any, form: Form, choice: Choice, requester: Person) -> None:
    async def confirmed() -> tuple[Draft, Filed]:
        draft = await _drafted(front, form, choice, requester)
        return draft, await file(front, draft)

    done = await committed_or_said(
        ack, confirmed(), field=action_ids.FORM_WHY, company=front.desk_of().company
    )
    if done is not None:
        await show_filed(front, *done)


async def _draft(front: Front, form: Form, person: Person) -> Draft:
    """The card the form belongs to; a form that came from nowhere gets one in the direct messages."""
    store = front.desk_of().store
    if form.draft_id:
        return await open_draft(store, form.draft_id, by=person.id)
    rows = [row for row in form.rows if row.entitlement]
    wishes = tuple(Wish(entitlement=row.entitlement, scope=dict(row.scope)) for row in rows)
    return await start_chosen(front, person, Choice(items=wishes), packages=form.packages)


async def _drafted(front: Front, form: Form, choice: Choice, person: Person) -> Draft:
    """The same card with what the form says now."""
    draft = await _draft(front, form, person)
    return await change_draft(front.desk_of().store, draft.id, choice)


async def start_chosen(
    front: Front, person: Person, choice: Choice, *, packages: tuple[str, ...] = ()
) -> Draft:
    """A card in the direct messages for what was chosen from the catalog, and not read from a message. Raises NotAllowed."""
    items = tuple(Item(entitlement=wish.entitlement, scope=wish.scope) for wish in choice.items)
    chosen = Understanding(
        intent=Intent.REQUEST,
        outcome=Outcome.PROPOSE,
        items=items,
        confidence=1.0,
        packages=packages,
        engine="form",
    )
    return await start_draft(
        front.desk_of().store,
        person=person.id,
        channel=await front.dm(person),
        text="",
        understanding=chosen,
        choice=choice,
    )
