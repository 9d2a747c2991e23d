"""The fields of the request form that are there once: why, and for whom."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement, UserSelectElement

from bot.texts import name_of, shorten
from bot.views import action_ids
from catalog.model import Company, PersonId

LONGEST_REASON = 3_000


def why_field(text: str) -> Block:
    """The reason."""
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


def for_field(company: Company, beneficiary: PersonId | None, user: str | None) -> Block:
    """Whom it is for; `user` is the Slack user in the field."""
    unseen = name_of(company, beneficiary) if beneficiary and not user else ""
    menu = UserSelectElement(
        action_id=action_ids.FORM_FOR,
        initial_user=user,
        placeholder=shorten(unseen, 150) if unseen else "Myself",
    )
    return InputBlock(
        label="For somebody else",
        element=menu,
        block_id=action_ids.FORM_FOR,
        optional=True,
        hint=f"This is for {unseen} unless you choose somebody else here, or yourself." if unseen else None,
    )
