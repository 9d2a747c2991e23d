"""The request form: what is in it (a value), and how it looks (a modal).

It is the Change modal of a card, the form behind every Request access button, and, where only the reason is
missing, the question for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from slack_sdk.models.blocks import (
    Block,
)
from slack_sdk.models.views import View

from bot.views import action_ids
from bot.views.duration_field import duration_menu, duration_text, last_day_field
from bot.views.form_fields import for_field, why_field
from bot.views.form_row import Row, option_value, row_blocks
from bot.views.packages import package_menu
from bot.views.parts import actions, button, context
from catalog.durations import format_duration
from catalog.ends import in_words
from catalog.model import Bundle, Company, EntitlementId, PersonId

MOST_ROWS = 5


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
    each = any(row.duration for row in form.rows)
    for row in form.rows:
        blocks += row_blocks(company, row, removable=len(form.rows) > 1, timed=each)
    if len(form.rows) < MOST_ROWS:
        blocks.append(
            actions(button("Add another", action_ids.FORM_ADD, "add"), block_id=action_ids.FORM_ADD)
        )
    blocks += [
        duration_menu(form.duration, _named(company, form), each=each),
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
        "lengths": {row.number: format_duration(row.duration) for row in form.rows if row.duration},
        "ends": {row.number: row.until.isoformat() for row in form.rows if row.duration and row.until},
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
