"""The request form: what is in it (a value), and how it looks (a modal).

It is the Change modal of a card, the form behind every Request access button, and, where only the reason is
missing, the question for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

from slack_sdk.models.blocks import (
    Block,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.texts import shorten
from bot.views import action_ids
from bot.views.duration_field import duration_menu, duration_text, last_day_field
from bot.views.examples import plain_hint_of
from bot.views.form_fields import for_field, why_field
from bot.views.packages import package_menu
from bot.views.parts import actions, button, context, divider, option
from catalog.durations import format_duration
from catalog.ends import in_words
from catalog.model import Bundle, Company, EntitlementId, PersonId, Resource, ScopeRule

MOST_ROWS = 5
LONGEST_VALUE = 150
"""Characters of an option's value."""
LONGEST_SCOPE = 200
"""Characters of a value that is typed."""
MENU_OPTIONS = 100


@dataclass(frozen=True)
class Row:
    """One entitlement in the form; `number` stays its own when others are removed."""

    number: int
    entitlement: EntitlementId | None = None
    scope: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """Everything in the form. `sends` says whether submitting files the request or only updates the card."""

    draft_id: str = ""
    sends: bool = False
    approval: bool = False
    """Whether somebody has to approve what is in it, where that is known."""
    rows: tuple[Row, ...] = (Row(0),)
    duration: timedelta | None = None
    until: datetime | None = None
    """The end that was named, where the length came of one."""
    custom: str = ""
    last: str = ""
    """The last day that was picked, in ISO 8601."""
    why: str = ""
    user: str | None = None
    """The Slack user in the field; None is an empty field."""
    beneficiary: PersonId | None = None
    """Whom it is for as long as the field is left as it was drawn, which may be empty: not everybody's Slack user is
    known. None is whom the field names, or else the person themselves."""
    packages: tuple[str, ...] = ()
    """The access packages that were chosen in it."""
    version: str = ""
    """What stood on the card when the form was opened, in short: words may change the card meanwhile."""

    def with_row(self) -> Form:
        """One more entitlement."""
        number = max((row.number for row in self.rows), default=-1) + 1
        return replace(self, rows=(*self.rows, Row(number)))

    def with_package(self, package: str, entitlements: Sequence[EntitlementId]) -> Form:
        """What is in the package beside what was chosen already."""
        chosen = [row for row in self.rows if row.entitlement]
        there = {row.entitlement for row in chosen}
        start = max((row.number for row in self.rows), default=-1) + 1
        new = [one for one in entitlements if one not in there]
        rows = (*chosen, *(Row(number, one) for number, one in enumerate(new, start)))
        return replace(self, rows=rows or self.rows, packages=(*self.packages, package))

    def without_row(self, number: int) -> Form:
        """One fewer, but never none."""
        left = tuple(row for row in self.rows if row.number != number)
        return replace(self, rows=left or (Row(number + 1),))


def form_view(company: Company, form: Form, packages: Sequence[Bundle] = ()) -> View:
    """The modal; with a menu of the packages, where there are any to choose from."""
    blocks: list[Block] = package_menu(packages)
    for row in form.rows:
        blocks += _row(company, row, removable=len(form.rows) > 1)
    if len(form.rows) < MOST_ROWS:
        blocks.append(
            actions(button("Add another", action_ids.FORM_ADD, "add"), block_id=action_ids.FORM_ADD)
        )
    blocks += [
        duration_menu(form.duration, _named(company, form)),
        duration_text(form.custom),
        last_day_field(form.last),
        why_field(form.why),
        for_field(company, form.beneficiary, form.user),
    ]
    if form.sends and form.approval:
        blocks.append(context("This sends the request to the people who have to approve it."))
    elif not form.sends:
        blocks.append(context("You see what will happen before anything is sent."))
    memory = {
        "draft": form.draft_id,
        "sends": form.sends,
        "approval": form.approval,
        "for": form.beneficiary,
        "user": form.user,
        "packages": form.packages,
        "version": form.version,
        "until": form.until.isoformat() if form.until else "",
        "length": format_duration(form.duration) if form.until and form.duration else "",
        "rows": [[row.number, option_value(row.entitlement) if row.entitlement else ""] for row in form.rows],
    }
    return View(
        type="modal",
        callback_id=action_ids.FORM,
        private_metadata=json.dumps(memory, separators=(",", ":")),
        title="Request access",
        submit="Send request" if form.sends else "Continue",
        close="Back",
        blocks=blocks,
    )


def _named(company: Company, form: Form) -> str:
    """The end that was named, as the menu says it; with the year, as the form is not of any day."""
    return f"Until {in_words(form.until, company.zone)}" if form.until and form.duration else ""


def entitlement_option(company: Company, entitlement: EntitlementId) -> Option:
    """An entry of the searchable menu."""
    return option(company.places[entitlement].label, option_value(entitlement))


def option_value(entitlement: EntitlementId) -> str:
    """The id, or a digest of it where Slack's 150 characters do not suffice."""
    if len(entitlement) <= LONGEST_VALUE:
        return entitlement
    return "sha256:" + sha256(entitlement.encode()).hexdigest()


def entitlement_of(company: Company, value: str) -> EntitlementId | None:
    """The entitlement an option stands for; None for anything the catalog does not have."""
    if value in company.places:
        return value
    if value.startswith("sha256:"):
        return next((one for one in company.places if option_value(one) == value), None)
    return None


def entitlement_block(number: int) -> str:
    """The block of a row's menu, where its errors go."""
    return f"what-{number}"


def scope_block(number: int, resource: Resource, key: str) -> str:
    """The block of one scope; another resource gets another block, so that nothing typed is carried over."""
    return f"scope-{number}-{sha256(f'{resource.id} {key}'.encode()).hexdigest()[:12]}"


def _row(company: Company, row: Row, *, removable: bool) -> list[Block]:
    place = company.places.get(row.entitlement) if row.entitlement else None
    menu = ExternalDataSelectElement(
        action_id=action_ids.FORM_ENTITLEMENT,
        placeholder="Search systems and access",
        min_query_length=0,
        initial_option=entitlement_option(company, row.entitlement) if place and row.entitlement else None,
    )
    blocks: list[Block] = [
        InputBlock(label="What", element=menu, block_id=entitlement_block(row.number), dispatch_action=True)
    ]
    if place is not None:
        about = place.entitlement.description or place.resource.description
        if about:
            blocks.append(context(shorten(about, 300).replace("<", "‹").replace("&", "&amp;")))
        for key, rule in place.resource.scopes.items():
            hint = plain_hint_of(company, rule, place.owner)
            blocks.append(_scope(row, place.resource, key, rule, hint))
    if removable:
        remove = button("Remove", f"{action_ids.FORM_REMOVE}_{row.number}", str(row.number))
        blocks += [actions(remove, block_id=f"remove-{row.number}"), divider()]
    return blocks


def _scope(row: Row, resource: Resource, key: str, rule: ScopeRule, hint: str) -> Block:
    value = row.scope.get(key)
    label = key.replace("_", " ").replace("-", " ").capitalize()
    element: StaticSelectElement | PlainTextInputElement
    if (
        rule.values
        and len(rule.values) <= MENU_OPTIONS
        and all(len(one) <= LONGEST_VALUE for one in rule.values)
    ):
        chosen = value if value in rule.values else None
        element = StaticSelectElement(
            action_id=action_ids.FORM_SCOPE,
            placeholder=f"Choose the {key}"[:150],
            options=[option(one, one) for one in rule.values],
            initial_option=option(chosen, chosen) if chosen else None,
        )
    else:
        element = PlainTextInputElement(
            action_id=action_ids.FORM_SCOPE,
            max_length=LONGEST_SCOPE,
            # Half a value is another one: what is too long is left for the person to say.
            initial_value=value if value and len(value) <= LONGEST_SCOPE else None,
        )
    return InputBlock(
        label=shorten(label, 200),
        element=element,
        block_id=scope_block(row.number, resource, key),
        optional=not rule.required,
        hint=shorten(f"{hint[0].upper()}{hint[1:]}.", 2_000) if hint else None,
    )
