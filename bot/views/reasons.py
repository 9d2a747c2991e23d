"""The modals that ask for one thing: why not, or what somebody wants to know."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ExternalDataSelectElement, InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from approvals.model import TaskKind
from approvals.pictures import ItemPicture, RequestPicture, TaskPicture
from bot.texts import mention, thing
from bot.views import action_ids
from bot.views.how_long import item_length
from bot.views.parts import section
from catalog.model import Company

LONGEST_REASON = 3_000
"""Characters; what Slack's field and the operations take."""


def deny_modal(about: str, company: Company, request: RequestPicture, item: ItemPicture) -> View:
    """Why it is denied; the requester will read it. `about` is kept for when the modal comes back."""
    for_whom = (
        f" for {mention(company, request.beneficiary)}" if request.beneficiary != request.requester else ""
    )
    pointer = ExternalDataSelectElement(
        action_id=action_ids.DENY_INSTEAD, placeholder="Search systems and access", min_query_length=0
    )
    return reason_modal(
        action_ids.REASON_DENY,
        about,
        title="Deny this request",
        submit="Deny",
        says=f"{mention(company, request.requester)} asks for *{thing(item.label, item.scope)}*{for_whom},"
        f" {item_length(company, request, item)}.\nThey are told your name and this reason.",
        label="Why?",
        more=(
            InputBlock(
                label="Point to the right thing",
                element=pointer,
                block_id=action_ids.DENY_INSTEAD,
                optional=True,
            ),
        ),
    )


def ask_modal(about: str, company: Company, request: RequestPicture, item: ItemPicture) -> View:
    """A question to the requester. `about` is kept for when the modal comes back."""
    who = mention(company, request.requester)
    return reason_modal(
        action_ids.ASK,
        about,
        title="Ask for more",
        submit="Ask",
        says=f"{who} asks for *{thing(item.label, item.scope)}*.\nI send them your question; the answer comes"
        " into the thread. Nothing is decided meanwhile.",
        label="What do you want to know?",
    )


def cannot_modal(about: str, company: Company, task: TaskPicture) -> View:
    """Why the task cannot be done. `about` is kept for when the modal comes back."""
    what, whom = thing(task.label, task.scope), mention(company, task.beneficiary)
    if task.kind is TaskKind.PROVISION:
        says = f"Setting up *{what}* for {whom}.\nThe request ends here, and they read this."
    else:
        says = f"Removing *{what}* from {whom}.\nThe task goes to somebody else, who reads this."
    return reason_modal(
        action_ids.REASON_CANNOT,
        about,
        title="This cannot be done",
        submit="Say so",
        says=says,
        label="What is in the way?",
    )


def reason_modal(
    callback_id: str,
    about: str,
    *,
    title: str,
    submit: str,
    says: str,
    label: str,
    more: Sequence[Block] = (),
) -> View:
    """A modal with one field for words; `about` is kept for when it comes back, `more` comes below the field."""
    field = PlainTextInputElement(
        action_id=action_ids.REASON,
        multiline=True,
        min_length=1,
        max_length=LONGEST_REASON,
        focus_on_load=True,
    )
    return View(
        type="modal",
        callback_id=callback_id,
        private_metadata=about,
        title=title,
        submit=submit,
        close="Back",
        blocks=[section(says), InputBlock(label=label, element=field, block_id=action_ids.REASON), *more],
    )
