"""What is known of somebody's sign-ins stands before Security, and not in the channel where everybody reads."""

from __future__ import annotations

from approvals.events import RequestOpened
from approvals.operations.raise_signs import raise_signs
from tests.approvals.company import WAREHOUSE_ADMIN
from tests.approvals.operations.test_warning_signs import sign
from tests.bot.delivery.test_one_message import opened
from tests.bot.listeners.stage import TOM, Stage


async def test_the_thread_says_that_there_is_something_and_securitys_copy_what(stage: Stage) -> None:
    await raise_signs(stage.desk, found=[sign()])
    request_id = await opened(stage, WAREHOUSE_ADMIN)
    await stage.delivery(RequestOpened(request_id=request_id))
    (root,), (copy,) = (stage.slack.messages(name) for name in ("access-requests", "security-reviews"))
    notes = stage.slack.messages("access-requests", thread_ts=root.ts)
    in_channel = " ".join(stage.slack.text_of(message) for message in (root, *notes))
    assert "Security has noted something" in in_channel
    assert "sign-in" not in in_channel
    assert "1 sign-in warning this week, serious" in stage.slack.text_of(copy)
    assert not any("sign-in" in stage.slack.text_of(message) for message in stage.slack.messages(TOM))
