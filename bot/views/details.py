"""Everything known about one item that waits, behind the card: what the card has no room for."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import BANDS, STAGES, listed, mention, moment, quoted, thing, typed
from bot.views.how_long import item_length
from bot.views.lessening_modal import change_lines
from bot.views.noted import told_item
from bot.views.parts import section
from bot.views.stage_line import waits_for
from catalog.model import Company, PersonId

MOST_FACTORS = 20


def details_modal(company: Company, request: RequestPicture, item: ItemPicture, *, reader: PersonId) -> View:
    """The whole reason, the risk with all of it that the reader may know, and each stage in the policy's words."""
    _, item = told_item(company, request, item, reader)
    asked = moment(request.opened_at, company.zone)
    other = request.beneficiary != request.requester
    for_whom = f" for {mention(company, request.beneficiary)}" if other else ""
    blocks: list[Block] = [
        section(
            f"{mention(company, request.requester)} asks for *{thing(item.label, item.scope)}*"
            f"{for_whom}, {item_length(company, request, item)}. Asked {asked}."
        ),
        section(f"*Why*\n{quoted(request.justification, 2_800)}"),
        section(f"*In their own words*\n{quoted(request.words, 2_800)}"),
        section("\n".join([_risk(item), *_factors(item)])),
        section("\n".join(["*What policy needs*", *_stages(company, item)])),
    ]
    if item.changes:
        blocks.append(section("\n".join(["*Changed*", *change_lines(company, item, why=True)])))
    return View(type="modal", callback_id="details", title="Details", close="Back", blocks=blocks)


def _risk(item: ItemPicture) -> str:
    return f"*Risk* {BANDS[item.risk.band]} ({item.risk.score} of 100)"


def _factors(item: ItemPicture) -> list[str]:
    known = sorted(item.risk.factors, key=lambda factor: -abs(factor.points))
    return [f"• {factor.points:+g} {typed(factor.says, 130)}" for factor in known[:MOST_FACTORS]]


def _stages(company: Company, item: ItemPicture) -> list[str]:
    lines = []
    for stage in item.stages:
        who = f" ({waits_for(company, stage)})" if stage.waiting_for else ""
        if stage.after:
            who = f" (asked after {listed([STAGES[one] for one in stage.after])})"
        lines.append(f"• *{STAGES[stage.name].capitalize()}*{who}: {typed(stage.says, 400)}")
    return lines or ["• Nothing more."]
