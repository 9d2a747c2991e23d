"""The request form: what is in it (a value), and how it looks (a modal).

It is the Change modal of a card, the form behind every Request access button, and, where only the reason is
missing, the question for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    PlainTextInputElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.texts import name_of, shorten
from bot.views import action_ids
from bot.views.duration_field import duration_menu, duration_text
from bot.views.form_row import Row, option_value, row_blocks
from bot.views.packages import package_menu
from bot.views.parts import actions, button, context
from catalog.durations import format_duration
from catalog.model import Bundle, Company, EntitlementId, PersonId

MOST_ROWS = 5
LONGEST_REASON = 3_000


@dataclass(frozen=True)
class Form:
    """Everything in the form. `sends` says whether submitting files the request or only updates the card."""

    draft_id: str = ""
    sends: bool = False
    approval: bool = False
    """Whether somebody has to approve what is in it, where that is known."""
    rows: tuple[Row, ...] = (Row(0),)
    duration: timedelta | None = None
    custom: str = ""
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
        duration_menu(form.duration, each=each),
        duration_text(form.custom),
        _why(form.why),
        _for(company, form),
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
        "lengths": {row.number: format_duration(row.duration) for row in form.rows if row.duration},
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


def _why(text: str) -> Block:
    why = PlainTextInputElement(
        action_id=action_ids.FORM_WHY,
        multiline=True,
        max_length=LONGEST_REASON,
        initial_value=text[:LONGEST_REASON] or None,
        placeholder="Such as: preparing the board deck",
    )
    return InputBlock(
        label="Why do you need it?",
        element=why,
        block_id=action_ids.FORM_WHY,
        hint="Approvers and auditors read this.",
    )


def _for(company: Company, form: Form) -> Block:
    unseen = name_of(company, form.beneficiary) if form.beneficiary and not form.user else ""
    menu = UserSelectElement(
        action_id=action_ids.FORM_FOR,
        initial_user=form.user,
        placeholder=shorten(unseen, 150) if unseen else "Myself",
    )
    return InputBlock(
        label="For somebody else",
        element=menu,
        block_id=action_ids.FORM_FOR,
        optional=True,
        hint=f"This is for {unseen} unless you choose somebody else here, or yourself." if unseen else None,
    )
