"""What an approver can press: Approve, Deny, and behind them everything that shapes the answer."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, OverflowMenuElement

from bot.views import action_ids
from bot.views.parts import actions, button, option

_MORE = (
    ("Approve with changes", action_ids.MORE_CHANGED),
    ("Ask for more", action_ids.MORE_ASK),
    ("Delegate", action_ids.MORE_DELEGATE),
    ("Not me", action_ids.MORE_NOT_MINE),
    ("Details", action_ids.MORE_DETAILS),
)


def decision_buttons(item_id: str, *, block_id: str) -> Block:
    """The row of buttons for one item that waits."""
    more = OverflowMenuElement(
        action_id=action_ids.MORE,
        options=[option(text, f"{verb}:{item_id}") for text, verb in _MORE],
    )
    return actions(
        button("Approve", action_ids.APPROVE, item_id, style="primary"),
        button("Deny", action_ids.DENY, item_id, style="danger"),
        more,
        block_id=block_id,
    )


def chosen(value: str) -> tuple[str, str]:
    """The verb and the item of an option that was picked; nothing for one that is not offered."""
    verb, _, item_id = value.partition(":")
    return (verb, item_id) if verb in {known for _, known in _MORE} else ("", "")
