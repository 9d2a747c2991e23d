"""Who approves and owns what: each thing the question may mean, as it would go if the reader asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from approvals.assessment import Assessment
from approvals.model import PolicyAnswer
from bot.texts import iam_admins, mention, typed
from bot.views.judgement import approver_line
from bot.views.parts import Card, actions, context, section
from bot.views.questions import form_button
from catalog.model import Company, PersonId


def discover_card(
    company: Company, found: Sequence[Assessment], reader: PersonId, *, private: bool = True
) -> Card:
    """What there is, who owns it, who would have to approve, and how to ask for it.

    Where others read along (not `private`), what policy makes of the reader's own case stays unsaid.
    """
    if not found:
        text = "I found nothing for that in the catalog that you may ask for."
        hint = f"Search the whole catalog in the form, or ask {iam_admins(company)}."
        return Card(
            text=text, blocks=(section(f"*{text}*\n{hint}"), actions(form_button("Search the catalog")))
        )
    text = "This is what I found"
    going = ", and how it would go if you asked for it:" if private else ":"
    blocks: list[Block] = [section(f"*{text}*{going}")]
    for one in found:
        place = company.places[one.entitlement]
        about = place.entitlement.description or place.resource.description
        blocks.append(section(f"*{typed(place.label, 240)}*" + (f"\n{typed(about, 300)}" if about else "")))
        owner = f"Owner: {mention(company, place.owner)}"
        blocks.append(context(owner, _approval(company, one, reader)) if private else context(owner))
    if not private:
        blocks.append(context("Who would have to approve it for you I say in our direct messages."))
    blocks.append(context("To ask for one, tell me: _I need … for two weeks, because …_"))
    blocks.append(actions(form_button("Request access")))
    return Card(text=text, blocks=tuple(blocks))


def _approval(company: Company, one: Assessment, reader: PersonId) -> str:
    if one.decision.answer is PolicyAnswer.REFUSED:
        says = " ".join(typed(reason.says, 300) for reason in one.decision.reasons if reason.needs is None)
        return f"Not for you as it stands: {says}"
    if one.decision.answer is PolicyAnswer.GRANTED:
        return "Approval: nobody has to approve it for you."
    lines = [
        approver_line(company, stage, entitlement=one.entitlement, holder=reader, reader=reader)
        for stage in one.approvers
    ]
    return "Approval: " + (lines[0] if len(lines) == 1 else "\n" + "\n".join(f"• {line}" for line in lines))
