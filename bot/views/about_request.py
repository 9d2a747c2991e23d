"""What is answered to a question about a card or about a request: what it would take, or how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from approvals.assessment import Assessment
from approvals.model import PolicyAnswer
from approvals.pictures import RequestPicture
from bot.drafts import Draft
from bot.texts import thing
from bot.views.answers import request_rows
from bot.views.judgement import change_line, risk_line
from bot.views.noted import may_read_warnings, risk_for_everybody
from bot.views.parts import Card, context, fitted, section, text_card
from bot.views.proposal import approval, sendable
from catalog.model import Company, PersonId

WHEN = "When they decide is up to them: they are reminded, and you are told at once. Nothing is sent before you press _Send request_."
_AT_ONCE = "Nothing is sent before you press _Send request_."


def open_card(company: Company, draft: Draft, assessments: Sequence[Assessment], *, private: bool) -> Card:
    """Why the open card is judged as it is: the risk with what raises it, and who has to approve, and why they."""
    going = [one for one in assessments if sendable(one)]
    if not private or not going:
        return text_card(
            "The card above says what I know of it: the risk, who has to approve, and for how long."
        )
    if not may_read_warnings(company, draft.person, draft.person, draft.beneficiary):
        going = [one.model_copy(update={"risk": risk_for_everybody(one.risk)}) for one in going]
    blocks: list[Block] = []
    for one in going[:5]:
        small = filter(None, (risk_line(one.risk), change_line(one.change)))
        blocks += [
            section(f"*{thing(one.label, one.scope)}*\n{approval(company, draft, one)}"),
            context(*small),
        ]
    at_once = all(one.decision.answer is PolicyAnswer.GRANTED for one in going)
    blocks.append(context(_AT_ONCE if at_once else WHEN))
    return Card(text="What it takes to get this", blocks=tuple(blocks))


def sent_card(company: Company, request: RequestPicture, *, reader: PersonId) -> Card:
    """How far the request is that was just spoken of: whom it waits for and why, or what became of it."""
    text = "This is how far it is"
    rows = fitted(
        request_rows(company, request, reader=reader), most=20, otherwise="Only the first are shown."
    )
    return Card(text=text, blocks=(section(f"*{text}*"), *rows))


def nothing_told_card() -> Card:
    """The answer where others read along."""
    return text_card("That is in our direct messages: ask me there, or _where is my request?_.")
