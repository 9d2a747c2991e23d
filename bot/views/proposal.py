"""The card that is put before anything is filed: what exactly, for whom, how long, why, and who must agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from slack_sdk.models.blocks import Block, ButtonElement

from approvals.model import PolicyAnswer
from approvals.pictures import Assessment
from bot.drafts import Draft, DraftStatus
from bot.texts import BANDS, STAGES, listed, mention, mentions, moment, quoted, shorten, span, thing, typed
from bot.views import action_ids
from bot.views.parts import Card, actions, button, context, divider, fields, section
from catalog.model import Company

MOST_ITEMS = 8
"""Items shown in full; beyond that the card names the rest in one line."""


def sendable(assessment: Assessment) -> bool:
    """Whether filing this item now makes sense."""
    return not (
        assessment.already_held
        or assessment.already_pending
        or assessment.missing_scopes
        or assessment.decision.answer is PolicyAnswer.REFUSED
    )


def proposal_card(company: Company, draft: Draft, assessments: Sequence[Assessment]) -> Card:
    """What would be asked for, with Send request, Change and Cancel; no Send where nothing can be sent."""
    going = [one for one in assessments if sendable(one)]
    incomplete = [one for one in assessments if one.missing_scopes]
    blocks: list[Block] = [section(_opening(assessments, going, incomplete))]
    for one in assessments[:MOST_ITEMS]:
        blocks += _item(company, one, alone=len(assessments) == 1)
    if len(assessments) > MOST_ITEMS:
        rest = listed([thing(one.label, one.scope) for one in assessments[MOST_ITEMS:]])
        blocks.append(context(f"And also: {rest}"))
    blocks.append(divider())
    whom = "You" if draft.beneficiary == draft.person else mention(company, draft.beneficiary)
    blocks.append(fields(("For", whom), ("How long", _length(draft, going or assessments))))
    if draft.choice.justification:
        blocks.append(section(f"*Why*\n{quoted(draft.choice.justification)}"))
    elif going:
        blocks.append(
            section("*Why*\nNot said yet. A short reason is needed; _Send request_ asks you for it.")
        )
    blocks.append(
        actions(*_buttons(draft, able=bool(going) and not incomplete), block_id=f"draft-{draft.id}")
    )
    return Card(
        text=f"Your request: {listed([thing(a.label, a.scope) for a in assessments])}", blocks=tuple(blocks)
    )


def closed_card(draft: Draft, assessments: Sequence[Assessment] = ()) -> Card:
    """What is left of the card once it was sent or cancelled."""
    if draft.status is DraftStatus.CANCELLED:
        text = "Cancelled. Nothing was sent."
    else:
        text = "Sent. I keep you posted in our direct messages."
    what = listed([thing(a.label, a.scope) for a in assessments])
    return Card(text=text, blocks=(section(f"{what}\n{text}" if what else text),))


def _opening(
    assessments: Sequence[Assessment], going: Sequence[Assessment], incomplete: Sequence[Assessment]
) -> str:
    if incomplete:
        keys = listed(
            [typed(key, 60) for key in dict.fromkeys(k for one in incomplete for k in one.missing_scopes)]
        )
        return f"*Almost there.* Choose the {keys} first: press _Change_."
    if going:
        left_out = len(assessments) - len(going)
        only = f" {left_out} of these cannot be sent; see below." if left_out else ""
        return f"*Is this what you need?* Nothing is sent before you say so.{only}"
    if all(one.already_held or one.already_pending for one in assessments):
        return "*Nothing to request:* this is there already."
    return "*This cannot be requested as it stands.*"


def _item(company: Company, one: Assessment, *, alone: bool) -> list[Block]:
    title = f"*{thing(one.label, one.scope)}*"
    if one.already_held:
        until = f"until {moment(one.held_until, company.zone)}" if one.held_until else "with no end date"
        return [section(f"{title}\nAlready held, {until}.")]
    if one.already_pending:
        return [section(f"{title}\nA request for this is already waiting; ask me for the status.")]
    if one.decision.answer is PolicyAnswer.REFUSED:
        says = " ".join(typed(r.says, 400) for r in one.decision.reasons if r.needs is None)
        return [section(f"{title}\nPolicy says no: {says}")]
    why = "; ".join(
        typed(f.says, 120) for f in sorted(one.risk.factors, key=lambda f: -f.points)[:2] if f.points > 0
    )
    risk = f"Risk {BANDS[one.risk.band]} ({one.risk.score} of 100)" + (f": {why}" if why else "")
    length = "" if alone else f"{_one_length(one)}. "
    return [section(title), context(f"{length}{risk}", _approval(company, one))]


def _approval(company: Company, one: Assessment) -> str:
    if one.decision.answer is PolicyAnswer.GRANTED:
        return "*Granted at once*: nobody has to approve."
    parts = []
    for stage in one.approvers:
        who = mentions(company, stage.waiting_for) or "nobody yet"
        note = f" {typed(stage.note, 200)}" if stage.note else ""
        parts.append(f"{who} as {STAGES[stage.name]}. {typed(stage.says, 200)}{note}")
    return "*Will have to approve:* " + shorten("  ·  ".join(parts), 1_500)


def _length(draft: Draft, assessments: Sequence[Assessment]) -> str:
    durations: set[timedelta | None] = {one.duration for one in assessments}
    if len(durations) != 1:
        return f"{span(draft.choice.duration)}, where allowed" if draft.choice.duration else "See each item"
    return _one_length(assessments[0], draft.choice.duration)


def _one_length(one: Assessment, asked: timedelta | None = None) -> str:
    if not one.shortened:
        return span(one.duration)
    wanted = f" instead of {span(asked)}" if asked else ""
    return f"{span(one.duration)}{wanted}: the longest that is allowed here"


def _buttons(draft: Draft, *, able: bool) -> list[ButtonElement]:
    send = [button("Send request", action_ids.SEND, draft.id, style="primary")] if able else []
    change = button("Change", action_ids.CHANGE, draft.id, style=None if able else "primary")
    return [*send, change, button("Cancel", action_ids.CANCEL, draft.id)]
