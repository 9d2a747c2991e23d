"""Delegate: to whom, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import DatePickerElement, InputBlock, UserSelectElement
from slack_sdk.models.views import View

from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import mention, thing
from bot.views import action_ids
from bot.views.parts import section
from catalog.model import Company


def delegate_modal(
    about: str, company: Company, request: RequestPicture, item: ItemPicture, *, until: date
) -> View:
    """Who decides instead. `about` is kept for when the modal comes back, `until` is the day that is proposed."""
    whom = UserSelectElement(action_id=action_ids.DELEGATE_TO, placeholder="Choose a colleague")
    day = DatePickerElement(action_id=action_ids.DELEGATE_UNTIL, initial_date=until.isoformat())
    return View(
        type="modal",
        callback_id=action_ids.DELEGATE,
        private_metadata=about,
        title="Delegate",
        submit="Delegate",
        close="Back",
        blocks=[
            section(
                f"{mention(company, request.requester)} asks for *{thing(item.label, item.scope)}*.\n"
                "Somebody else decides this one; you still can. The thread says so."
            ),
            InputBlock(label="To whom?", element=whom, block_id=action_ids.DELEGATE_TO),
            InputBlock(label="Until and with", element=day, block_id=action_ids.DELEGATE_UNTIL),
        ],
    )


def read_delegate(view: Mapping[str, Any]) -> tuple[str, date | None]:
    """The Slack user and the day; empty and None for what is no user and no day."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    whom = values.get(action_ids.DELEGATE_TO, {}).get(action_ids.DELEGATE_TO) or {}
    day = values.get(action_ids.DELEGATE_UNTIL, {}).get(action_ids.DELEGATE_UNTIL) or {}
    try:
        until = date.fromisoformat(str(day.get("selected_date") or ""))
    except ValueError:
        until = None
    return str(whom.get("selected_user") or ""), until
