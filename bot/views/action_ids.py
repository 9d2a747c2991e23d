"""The names of what can be clicked or submitted: what views put into buttons and listeners listen for."""

from __future__ import annotations

SEND = "draft_send"
CHANGE = "draft_change"
CANCEL = "draft_cancel"
PICK = "draft_pick"
"""One of the shortlist; its action ids are numbered, `draft_pick_0`."""
PICK_SCOPE = "draft_pick_scope"
OPEN_FORM = "form_open"

APPROVE = "item_approve"
DENY = "item_deny"
WITHDRAW = "request_withdraw"
GIVE_BACK = "grant_give_back"
TASK_DONE = "task_done"
TASK_CANNOT = "task_cannot"

FORM = "request_form"
"""The modal in which a request is filled in or changed."""
FORM_ENTITLEMENT = "form_entitlement"
FORM_SCOPE = "form_scope"
FORM_DURATION = "form_duration"
FORM_CUSTOM = "form_custom"
FORM_WHY = "form_why"
FORM_FOR = "form_for"
FORM_ADD = "form_add"
FORM_REMOVE = "form_remove"

REASON_DENY = "reason_deny"
REASON_CANNOT = "reason_cannot"
REASON = "reason"
"""Block and action id of the one field in those two modals."""

SHORTCUT_MESSAGE = "request_from_message"
SHORTCUT_GLOBAL = "request_access"
