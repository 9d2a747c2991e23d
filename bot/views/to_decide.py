"""The answer to "what do I have to approve?": what waits, the riskiest first, and the ways to decide it."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.texts import mention, quoted, thing
from bot.views import action_ids
from bot.views.how_long import item_length
from bot.views.judgement import risk_line
from bot.views.noted import told_item
from bot.views.parts import Card, actions, button, context, section
from bot.views.waiting_list import Waiting
from catalog.model import Company, PersonId

MOST_SHOWN = 8
_BY_HAND = "On my Home tab there {is_are} also {count} to do by hand."
_REVIEWS = "On my Home tab there {is_are} also {count} to review."


def to_decide_card(
    company: Company, waiting: Sequence[Waiting], *, reader: PersonId, tasks: int, reviews: int = 0
) -> Card:
    """What waits for the reader; besides, they have so many `tasks` by hand and `reviews` of emergencies.

    A message stays as it is while requests are decided elsewhere, so it has no button for a single one: its buttons
    open a list that is drawn then.
    """
    blocks: list[Block] = []
    if waiting:
        count = len(waiting)
        text = "One decision waits for you" if count == 1 else f"{count} decisions wait for you"
        blocks.append(section(f"*{text}*" + (", the riskiest first:" if count > 1 else ":")))
        blocks += [_row(company, one, reader) for one in waiting[:MOST_SHOWN]]
        more = f"And {count - MOST_SHOWN} more. " if count > MOST_SHOWN else ""
        blocks.append(
            context(f"{more}Each stands on my Home tab and in its thread, with everything about it.")
        )
        blocks.append(
            actions(
                button("Approve …", action_ids.SEVERAL_OPEN, action_ids.SEVERAL_APPROVE),
                button("Deny …", f"{action_ids.SEVERAL_OPEN}_no", action_ids.SEVERAL_DENY),
            )
        )
    else:
        text = "Nothing waits for your decision."
        blocks.append(section(text))
    if reviews:
        things = "one emergency" if reviews == 1 else f"{reviews} emergencies"
        blocks.append(context(_REVIEWS.format(is_are="is" if reviews == 1 else "are", count=things)))
    if tasks:
        things = "one thing" if tasks == 1 else f"{tasks} things"
        blocks.append(context(_BY_HAND.format(is_are="is" if tasks == 1 else "are", count=things)))
    return Card(text=text, blocks=tuple(blocks))


def _row(company: Company, one: Waiting, reader: PersonId) -> Block:
    request, item = told_item(company, *one, reader)
    return section(
        f"{mention(company, request.beneficiary)}: *{thing(item.label, item.scope)}* · {item_length(company, request, item)}\n"
        f"{quoted(request.justification, 150)}\n{risk_line(item.risk)}"
    )
