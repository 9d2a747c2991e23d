"""Putting up the card of a draft as it stands."""

from __future__ import annotations

from bot.drafts import Draft, DraftStatus
from bot.listeners.front import Front
from bot.listeners.proposing import show_proposal
from bot.listeners.questions_asked import asked_scope
from bot.views.questions import ask_card, choose_card
from intents.understanding import Outcome


async def show_open(front: Front, draft: Draft) -> None:
    """The card of a draft that can still be operated: the proposal, the shortlist, or the question. Raises Refused."""
    if draft.status is not DraftStatus.OPEN:
        return
    company, understanding = front.desk_of().company, draft.understanding
    if draft.choice.items:
        await show_proposal(front, draft)
    elif understanding.outcome is Outcome.CHOOSE and understanding.shortlist:
        await front.show_draft(draft, choose_card(company, draft))
    else:
        await front.show_draft(draft, ask_card(company, draft, asked_scope(company, understanding)))
