"""The card that is put before anything is filed: what exactly, for whom, how long, why, and who must agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from approvals.assessment import Assessment
from approvals.emergencies import EmergencyOffer
from approvals.model import PolicyAnswer
from approvals.pictures import ItemPicture
from bot.drafts import Draft, DraftStatus
from bot.texts import ending, listed, mention, mentions, name_of, quoted, shorten, thing, typed
from bot.views.adding import add_menu, unpicked
from bot.views.discreet import discreet
from bot.views.draft_buttons import draft_buttons
from bot.views.emergency import break_glass_button, offer_line
from bot.views.extending import extend_button
from bot.views.judgement import approver_line, change_line, risk_line
from bot.views.noted import may_read_warnings, risk_for_everybody
from bot.views.packages import lacking, package_lines
from bot.views.parts import Card, actions, context, divider, fields, section
from bot.views.proposed_length import one_of_several, proposed_length
from bot.views.questions import simpler_reading
from catalog.ends import in_words
from catalog.model import Company

MOST_ITEMS = 8
"""Items shown in full; beyond that the card names the rest in one line."""


@dataclass(frozen=True)
class Standing:
    """What the card may tell of what the holder has already, and of what waits for a decision."""

    told: bool = True
    """Whether whoever reads the card may learn what the holder has."""
    waiting: tuple[ItemPicture, ...] = ()
    """The undecided items the reader may know of."""

    def waits(self, one: Assessment) -> ItemPicture | None:
        """The item that asks for the same already."""
        return next(
            (item for item in self.waiting if (item.entitlement, item.scope) == (one.entitlement, one.scope)),
            None,
        )


def sendable(assessment: Assessment) -> bool:
    """Whether filing this item now makes sense."""
    return not (
        assessment.already_held
        or assessment.already_pending
        or assessment.missing_scopes
        or assessment.over
        or assessment.decision.answer is PolicyAnswer.REFUSED
    )


def appealable(assessment: Assessment) -> bool:
    """Whether policy says no to it, and somebody may make an exception."""
    there = (
        assessment.over or assessment.already_held or assessment.already_pending or assessment.missing_scopes
    )
    return assessment.appealable and not there


def proposal_card(
    company: Company,
    draft: Draft,
    assessments: Sequence[Assessment],
    standing: Standing | None = None,
    emergency: EmergencyOffer | None = None,
) -> Card:
    """What would be asked for, with Send request, Change and Cancel; no Send where nothing can be sent.

    `emergency` says what breaking the glass would come to, where somebody speaks of an emergency.
    """
    standing = standing or Standing()
    if not standing.told:
        unsaid = _unsaid(company, draft)
        assessments = [discreet(one, unsaid) for one in assessments]
    if not may_read_warnings(company, draft.person, draft.person, draft.beneficiary):
        assessments = [one.model_copy(update={"risk": risk_for_everybody(one.risk)}) for one in assessments]
    left_out = package_lines(company, draft, assessments, told=standing.told)
    assessments = lacking(draft, assessments)
    going = [one for one in assessments if sendable(one)]
    incomplete = [one for one in assessments if one.missing_scopes]
    blocks: list[Block] = [section(_opening(draft, assessments, going, incomplete, standing))]
    blocks += left_out
    if draft.choice.change is not None:
        blocks.append(context(draft.choice.change.says))
    for one in assessments[:MOST_ITEMS]:
        blocks += _item(company, draft, one, standing, alone=len(assessments) == 1)
    if len(assessments) > MOST_ITEMS:
        rest = listed([thing(one.label, one.scope) for one in assessments[MOST_ITEMS:]])
        blocks.append(context(f"And also: {rest}"))
    blocks.append(divider())
    whom = "You" if draft.beneficiary == draft.person else mention(company, draft.beneficiary)
    # An exception would be for some length as well, and nobody appeals for one they have not seen.
    timed = going or incomplete or [one for one in assessments if appealable(one)]
    length = [("How long", proposed_length(company, draft, timed))] if timed else []
    blocks.append(fields(("For", whom), *length))
    if draft.choice.justification:
        blocks.append(section(f"*Why*\n{quoted(draft.choice.justification)}"))
    elif going:
        blocks.append(
            section("*Why*\nNot said yet. A short reason is needed; _Send request_ asks you for it.")
        )
    blocks += simpler_reading(draft)
    able = bool(going) and not incomplete
    appeal = standing.told and not going and any(appealable(one) for one in assessments)
    place = company.places.get(assessments[0].entitlement) if assessments else None
    if emergency is not None and place is not None:
        blocks.append(section(offer_line(company, emergency, place.owner)))
    glass = [break_glass_button(draft.id)] if emergency is not None and emergency.allowed else []
    blocks += unpicked(company, draft)
    buttons = [*draft_buttons(draft, able=able, appeal=appeal), *glass, *add_menu(company, draft)]
    blocks.append(actions(*buttons, block_id=f"draft-{draft.id}"))
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


def _unsaid(company: Company, draft: Draft) -> str:
    """What stands in the place of a reason that not everybody who reads the card may know."""
    if draft.person == draft.beneficiary:
        return "Ask me in our direct messages, where I can tell you why."
    return f"I tell why only to {name_of(company, draft.beneficiary)}, those above them and the helpdesk."


def _opening(
    draft: Draft,
    assessments: Sequence[Assessment],
    going: Sequence[Assessment],
    incomplete: Sequence[Assessment],
    standing: Standing,
) -> str:
    if incomplete:
        keys = listed(
            [typed(key, 60) for key in dict.fromkeys(k for one in incomplete for k in one.missing_scopes)]
        )
        return f"*Almost there.* Choose the {keys} first: say it here, or press _Change_."
    if going:
        left_out = len(assessments) - len(going)
        only = f" {left_out} of these cannot be sent; see below." if left_out else ""
        return f"*Is this what you need?* Nothing is sent before you say so.{only}"
    if all(one.already_held or one.already_pending for one in assessments):
        if not standing.told:
            return "*Nothing to request.*"
        whom = "You have" if draft.person == draft.beneficiary else "They have"
        held = all(one.already_held and not one.leaving for one in assessments)
        return f"*Nothing to request:* {whom} this already." if held else "*Nothing to request now.*"
    return "*This cannot be requested as it stands.*"


def _item(company: Company, draft: Draft, one: Assessment, standing: Standing, *, alone: bool) -> list[Block]:
    title = f"*{thing(one.label, one.scope)}*"
    if one.already_held or one.already_pending:
        extend = extend_button(one.extendable, 0, draft.id) if _may_extend(draft, one, standing) else None
        return [section(f"{title}\n{_there_already(company, draft, one, standing)}", accessory=extend)]
    if one.until is not None and one.over:
        end = in_words(one.until, company.zone, since=one.at)
        return [section(f"{title}\nYou named {end} as its end, which is over: until when do you need it?")]
    if one.decision.answer is PolicyAnswer.REFUSED:
        says = " ".join(typed(r.says, 400) for r in one.decision.reasons if r.needs is None)
        return [section("\n".join(filter(None, (title, f"Policy says no: {says}", change_line(one.change)))))]
    small_print = filter(None, (risk_line(one.risk, one.approvers), change_line(one.change)))
    blocks = [section(title), context(*small_print)]
    if not alone:
        blocks.append(context(one_of_several(company, draft, one)))
    return [*blocks, section(approval(company, draft, one))]


def _may_extend(draft: Draft, one: Assessment, standing: Standing) -> bool:
    return bool(one.extendable) and standing.told and draft.person == draft.beneficiary


def _there_already(company: Company, draft: Draft, one: Assessment, standing: Standing) -> str:
    """Why there is nothing to ask for, and what can be done; others learn no more than that."""
    mine = draft.person == draft.beneficiary
    waiting = standing.waits(one)
    if not one.already_held and waiting is not None:
        whom = listed([mentions(company, stage.waiting_for) for stage in waiting.stages if stage.waiting_for])
        waits = f"waits for {whom}" if whom else "is waiting"
        return f"A request for this {waits} already; _where is my request?_ shows it."
    if not standing.told:
        if mine:
            return "Ask me _what do I have?_ in our direct messages."
        return f"Nothing to request for {name_of(company, draft.beneficiary)}: ask them, or their manager."
    if not one.already_held:
        return "A request for this is already waiting for a decision."
    if one.leaving:
        had = "you had" if mine else f"{name_of(company, draft.beneficiary)} had"
        return f"What {had} of this is being removed just now. Ask for it again once it is gone."
    who = "You have" if mine else f"{name_of(company, draft.beneficiary)} has"
    if one.held_until is None:
        return f"{who} this already, with no end date."
    until = ending(one.held_until, company.zone)
    if _may_extend(draft, one, standing):
        return f"{who} this already, until {until}. Needed for longer? Extend it."
    return f"{who} this already, until {until}. It can be asked for again once it has ended."


def approval(company: Company, draft: Draft, one: Assessment) -> str:
    """Who has to approve an item, each with why they."""
    if one.decision.answer is PolicyAnswer.GRANTED:
        return "*Granted at once*: nobody has to approve."
    lines = [
        approver_line(
            company, stage, entitlement=one.entitlement, holder=draft.beneficiary, reader=draft.person
        )
        for stage in one.approvers
    ]
    who = lines[0] if len(lines) == 1 else "\n" + "\n".join(f"• {line}" for line in lines)
    return shorten(f"*Has to approve:* {who}", 1_500)
