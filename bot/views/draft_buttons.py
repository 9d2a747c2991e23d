"""The buttons of a card that was not sent yet."""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from bot.drafts import Draft
from bot.views import action_ids
from bot.views.parts import button


def draft_buttons(draft: Draft, *, able: bool, appeal: bool = False) -> list[ButtonElement]:
    """Send request where it can be sent, Change, Appeal where policy says no, and Cancel."""
    send = [button("Send request", action_ids.SEND, draft.id, style="primary")] if able else []
    change = button("Change", action_ids.CHANGE, draft.id, style=None if able else "primary")
    looked_at = [button("Appeal", action_ids.DRAFT_APPEAL, draft.id)] if appeal else []
    return [*send, change, *looked_at, button("Cancel", action_ids.CANCEL, draft.id)]
