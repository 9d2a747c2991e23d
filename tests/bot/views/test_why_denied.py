"""Why it was denied: nobody is shown a button that would tell them nothing."""

from __future__ import annotations

import pytest

from approvals.model import ItemStatus
from approvals.queries.why_not import RuleThen, WhyNot
from bot.views.why_denied import refused_items, why_denied_card
from tests.approvals.company import NOW, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import buttons

WHY = WhyNot(
    item_id="it_1", at=NOW, same_policies=True, policy_version="v",
    rules=(RuleThen(id="manager-by-risk", says="Your manager must approve.", text="forbid (…);"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("requester", "reader", "shown"),
    [
        ("tom.reyes", "tom.reyes", True),
        ("lena.osei", "lena.osei", True),
        ("sana.malik", "sana.malik", False),
        ("tom.reyes", "cara.cruz", True),
    ],
)
def test_the_rules_are_offered_to_those_who_may_read_them(requester: str, reader: str, shown: bool) -> None:
    """Whom it is for, those above them, and the helpdesk; not a colleague who asked for them."""
    picture = a.request(a.item(status=ItemStatus.DENIED), requester=requester, beneficiary="tom.reyes")
    card = why_denied_card(
        small_company(), refused_items([picture]), {"it_1": WHY}, about=requester, reader=reader
    )
    assert ("Show the rules" in buttons(card)) is shown
