"""What waits for somebody, on their Home tab: emergencies to review, then what is to be decided, riskiest first, a page
at a time, with the buttons of the cards.
"""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from approvals.model import ItemStatus
from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import mention, quoted, thing
from bot.views import action_ids
from bot.views.decision_buttons import decision_buttons
from bot.views.emergency import review_blocks
from bot.views.how_long import item_length
from bot.views.judgement import risk_line
from bot.views.noted import told_request
from bot.views.parts import actions, button, context, header, section
from catalog.model import Company, PersonId

A_PAGE = 8
"""Items; each takes three of the hundred blocks that a Home tab has for everything."""

Waiting = tuple[RequestPicture, ItemPicture]


def riskiest_first(requests: Sequence[RequestPicture]) -> list[Waiting]:
    """Every undecided item with its request; of equal risk the oldest comes first."""
    waiting = [
        (request, item) for request in requests for item in request.items if item.status is ItemStatus.PENDING
    ]
    return sorted(waiting, key=lambda one: (-one[1].risk.score, one[0].opened_at, one[1].id))


def last_page(count: int, a_page: int) -> int:
    """The number of the last page, counted from 0."""
    return max(0, (count - 1) // a_page)


def waiting_blocks(
    company: Company,
    requests: Sequence[RequestPicture],
    *,
    reader: PersonId,
    page: int,
    reviews: Sequence[RequestPicture] = (),
) -> list[Block]:
    """The section of the Home tab; empty where nothing waits."""
    waiting = riskiest_first([told_request(company, request, reader) for request in requests])
    count = len(waiting) + len(reviews)
    if not count:
        return []
    last = last_page(len(waiting), A_PAGE)
    page = min(max(page, 0), last)
    blocks: list[Block] = [header(f"Waiting for you ({count})" if count > 1 else "Waiting for you")]
    blocks += review_blocks(company, reviews, reader=reader)
    if len(waiting) > 1:
        blocks.append(
            actions(
                button("Approve several", action_ids.SEVERAL_OPEN, action_ids.SEVERAL_APPROVE),
                button("Deny several", f"{action_ids.SEVERAL_OPEN}_no", action_ids.SEVERAL_DENY),
                block_id="home-several",
            )
        )
    start = page * A_PAGE
    for request, item in waiting[start : start + A_PAGE]:
        blocks += _waiting(company, request, item)
    if last:
        shown = waiting[start : start + A_PAGE]
        blocks.append(context(f"{start + 1} to {start + len(shown)} of {len(waiting)}, the riskiest first."))
        blocks.append(page_buttons(page, last, action_ids.HOME_PAGE, block_id="home-pages"))
    return blocks


def page_buttons(page: int, last: int, action_id: str, *, block_id: str) -> Block:
    """The ways to the pages before and after; each button's value is the page it leads to."""
    ways = [("Previous", page - 1), ("Next", page + 1)]
    buttons = [button(text, f"{action_id}_{to}", str(to)) for text, to in ways if 0 <= to <= last]
    return actions(*buttons, block_id=block_id)


def _waiting(company: Company, request: RequestPicture, item: ItemPicture) -> list[Block]:
    return [
        section(
            f"{mention(company, request.beneficiary)}: *{thing(item.label, item.scope)}* · {item_length(company, request, item)}\n"
            f"{quoted(request.justification, 300)}"
        ),
        context(risk_line(item.risk)),
        decision_buttons(item.id, block_id=f"home-decide-{item.id}"),
    ]
