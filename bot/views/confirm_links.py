"""The direct message with the link that confirms an approval."""

from __future__ import annotations

from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import mention, name_of, thing, typed
from bot.views.how_long import item_length
from bot.views.parts import Card, context, section
from catalog.model import Company


def link_card(
    company: Company, request: RequestPicture, item: ItemPicture, *, address: str, says: str
) -> Card:
    """What it confirms, and the link. The notification leaves the link out: it may be read on a locked screen."""
    what = thing(item.label, item.scope)
    return Card(
        text=f"Confirm your approval of {what} for {name_of(company, request.beneficiary)}",
        blocks=(
            section(
                f"*Confirm your approval of {what}* for {mention(company, request.beneficiary)}, {item_length(company, request, item)}."
                f"\n{typed(says, 500)}\n<{address}|Open the page that confirms it>"
            ),
            context(
                "For you alone, once, within five minutes. If you did not press Approve, tell an IAM admin now."
            ),
        ),
    )
