"""The two modals that ask for one thing: why not."""

from __future__ import annotations

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from bot.texts import shorten
from bot.views import action_ids
from bot.views.parts import section

LONGEST_REASON = 3_000
"""Characters; what Slack's field and the operations take."""


def deny_modal(item_id: str) -> View:
    """Why it is denied; the requester will read it."""
    return _reason_modal(
        action_ids.REASON_DENY,
        item_id,
        title="Deny this request",
        submit="Deny",
        says="The requester is told your name and this reason.",
        label="Why?",
    )


def cannot_modal(task_id: str) -> View:
    """Why the task cannot be done."""
    return _reason_modal(
        action_ids.REASON_CANNOT,
        task_id,
        title="This cannot be done",
        submit="Say so",
        says="The request ends here, and the requester reads this.",
        label="What is in the way?",
    )


def message_modal(title: str, sentence: str) -> View:
    """A modal that only says something."""
    return View(type="modal", title=shorten(title, 24), close="Close", blocks=[section(sentence)])


def _reason_modal(callback_id: str, about: str, *, title: str, submit: str, says: str, label: str) -> View:
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
        blocks=[section(says), InputBlock(label=label, element=field, block_id=action_ids.REASON)],
    )
