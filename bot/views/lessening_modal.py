"""Approve with changes: the modal in which an approver makes it less, and how a change reads afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from approvals.lessening import ChangeMade, Less, lower_levels, open_scopes
from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import listed, mention, quoted, span, thing
from bot.views import action_ids
from bot.views.duration_field import OFFERED, read_length
from bot.views.form_row import LONGEST_VALUE, MENU_OPTIONS, entitlement_of, option_value, scope_block
from bot.views.how_long import item_length
from bot.views.parts import option, section
from bot.views.reasons import LONGEST_REASON
from catalog.durations import format_duration, parse_duration
from catalog.model import Company, Place, ScopeRule

REVIEW = "monthly"


def changed_modal(
    about: str, company: Company, request: RequestPicture, item: ItemPicture, *, codes: bool = False
) -> View:
    """What may be made less of the item, with a field for a one-time code where approvals may need one.

    `about` is kept for when the modal comes back.
    """
    place, holder = company.places.get(item.entitlement), company.people.get(request.beneficiary)
    blocks: list[Block] = [
        section(
            f"{mention(company, request.requester)} asks for *{thing(item.label, item.scope)}*, {item_length(company, request, item)}."
            "\nYou can make it less. They are told what you changed, and why."
        )
    ]
    shorter = [one for one in (timedelta(hours=8), *OFFERED) if item.duration is None or one < item.duration]
    if shorter:
        menu = StaticSelectElement(
            action_id=action_ids.CHANGED_DURATION,
            placeholder="As asked for",
            options=[option(span(one), format_duration(one)) for one in shorter],
        )
        blocks.append(_optional("Shorter", menu, action_ids.CHANGED_DURATION))
    custom = PlainTextInputElement(
        action_id=action_ids.CHANGED_CUSTOM, max_length=40, placeholder="Such as 10 days"
    )
    blocks.append(_optional("Or another length", custom, action_ids.CHANGED_CUSTOM))
    if place is not None and holder is not None and item.extension is None:
        levels = lower_levels(company, place, holder)[:MENU_OPTIONS]
        if levels:
            menu = StaticSelectElement(
                action_id=action_ids.CHANGED_LEVEL,
                placeholder=f"As asked for: {place.entitlement.name}"[:150],
                options=[option(one.entitlement.name, option_value(one.entitlement.id)) for one in levels],
            )
            blocks.append(_optional("Lower level", menu, action_ids.CHANGED_LEVEL))
        blocks += [_scope(place, key, rule) for key, rule in open_scopes(place, item.scope).items()]
    review = CheckboxesElement(
        action_id=action_ids.CHANGED_REVIEW,
        options=[option("Review monthly: I am asked each month whether to keep it", REVIEW)],
    )
    blocks.append(_optional("Afterwards", review, action_ids.CHANGED_REVIEW))
    why = PlainTextInputElement(
        action_id=action_ids.CHANGED_WHY, multiline=True, min_length=1, max_length=LONGEST_REASON
    )
    blocks.append(InputBlock(label="Why?", element=why, block_id=action_ids.CHANGED_WHY))
    if codes:
        field = PlainTextInputElement(action_id=action_ids.CODE, max_length=20, placeholder="If it needs one")
        blocks.append(_optional("One-time code", field, action_ids.CODE))
    return View(
        type="modal",
        callback_id=action_ids.CHANGED,
        private_metadata=about,
        title="Approve with changes",
        submit="Approve",
        close="Back",
        blocks=blocks,
    )


def asks_for_code(view: Mapping[str, Any]) -> bool:
    """Whether the modal that came back has the field for a code."""
    return any(block.get("block_id") == action_ids.CODE for block in view.get("blocks") or ())


def typed_code(view: Mapping[str, Any]) -> str:
    """The one-time code; empty where there is no such field or nothing in it."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    return _text(values, action_ids.CODE, action_ids.CODE)


def read_changed(
    company: Company, item: ItemPicture, view: Mapping[str, Any]
) -> tuple[Less | None, str, dict[str, str]]:
    """What the approver would have instead, and why; or None and one sentence a faulty field, by block id."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    faults: dict[str, str] = {}
    duration: timedelta | None = None
    picked = _selected(values, action_ids.CHANGED_DURATION)
    typed = _text(values, action_ids.CHANGED_CUSTOM, action_ids.CHANGED_CUSTOM)
    try:
        duration = read_length(typed) if typed else parse_duration(picked) if picked else None
    except ValueError as error:
        faults[action_ids.CHANGED_CUSTOM] = str(error)
    level = _selected(values, action_ids.CHANGED_LEVEL)
    entitlement = entitlement_of(company, level) if level else None
    if level and entitlement is None:
        faults[action_ids.CHANGED_LEVEL] = "That level does not exist any more; choose another one."
    scope: dict[str, str] = {}
    place = company.places.get(item.entitlement)
    for key, rule in open_scopes(place, item.scope).items() if place else ():
        block = scope_block(0, place.resource, key) if place else ""
        said = _selected(values, block, action_ids.CHANGED_SCOPE) or _text(
            values, block, action_ids.CHANGED_SCOPE
        )
        if said and not rule.allows(said):
            faults[block] = f"That is not a {key} here."[:200]
        elif said:
            scope[key] = said
    why = _text(values, action_ids.CHANGED_WHY, action_ids.CHANGED_WHY)
    if not why:
        faults[action_ids.CHANGED_WHY] = "Say why: the requester reads it."
    if faults:
        return None, why, faults
    boxes = values.get(action_ids.CHANGED_REVIEW, {}).get(action_ids.CHANGED_REVIEW) or {}
    review = any(one.get("value") == REVIEW for one in boxes.get("selected_options") or ())
    return Less(entitlement=entitlement, scope=scope, duration=duration, review=review), why, {}


def change_in_words(change: ChangeMade) -> str:
    """`2 weeks → 3 days; review monthly`."""
    before, after = change.before, change.after
    parts = []
    if (before.entitlement, before.scope) != (after.entitlement, after.scope):
        parts.append(f"{thing(before.label, before.scope)} → {thing(after.label, after.scope)}")
    if before.duration != after.duration:
        parts.append(f"{span(before.duration)} → {span(after.duration)}")
    if change.review:
        parts.append("to be reviewed monthly")
    return listed(parts)


def change_lines(company: Company, item: ItemPicture, *, why: bool = False) -> list[str]:
    """A line for each change an approver made; with `why` their reason below it."""
    lines = []
    for change in item.changes:
        lines.append(f"✎ Changed by {mention(company, change.by)}: {change_in_words(change)}.")
        if why:
            lines.append(quoted(change.why, 500))
    return lines


def _optional(label: str, element: Any, block_id: str) -> InputBlock:
    return InputBlock(label=label, element=element, block_id=block_id, optional=True)


def _scope(place: Place, key: str, rule: ScopeRule) -> InputBlock:
    element: StaticSelectElement | PlainTextInputElement
    if (
        rule.values
        and len(rule.values) <= MENU_OPTIONS
        and all(len(one) <= LONGEST_VALUE for one in rule.values)
    ):
        element = StaticSelectElement(
            action_id=action_ids.CHANGED_SCOPE,
            placeholder="Left open",
            options=[option(one, one) for one in rule.values],
        )
    else:
        element = PlainTextInputElement(action_id=action_ids.CHANGED_SCOPE, max_length=200)
    label = f"Only this {key}"[:200]
    return _optional(label, element, scope_block(0, place.resource, key))


def _selected(values: Mapping[str, Any], block: str, action: str = "") -> str:
    found = (values.get(block, {}).get(action or block) or {}).get("selected_option")
    return str(found["value"]) if found else ""


def _text(values: Mapping[str, Any], block: str, action: str) -> str:
    return str((values.get(block, {}).get(action) or {}).get("value") or "").strip()
