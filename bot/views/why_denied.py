"""Why something was refused or denied: who said so, the rules of that day in their own words, and what would have turned it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from approvals.helpdesk import Topic, may_ask
from approvals.model import ItemStatus
from approvals.pictures import ItemPicture, RequestPicture
from approvals.queries.why_not import RuleThen, WhyNot
from bot.texts import iam_admins, moment, name_of, typed
from bot.views import action_ids
from bot.views.appeals import appeal_button, may_appeal
from bot.views.judgement import risk_line
from bot.views.noted import may_read_warnings, told_item, why_for_everybody
from bot.views.parts import SECTION_TEXT, Card, actions, button, context, section
from bot.views.story import item_line, item_story
from catalog.model import Company, PersonId

NOES = frozenset({ItemStatus.DENIED, ItemStatus.REFUSED, ItemStatus.LAPSED})
MOST = 5
"""Refusals shown, the newest first."""
MOST_RULES = 8
_LONGEST_RULE = 1_200
"""Characters of a rule's Cedar text."""


def refused_items(requests: Sequence[RequestPicture]) -> list[tuple[RequestPicture, ItemPicture]]:
    """What was not granted, the newest first."""
    return [(request, item) for request in requests for item in request.items if item.status in NOES][:MOST]


def why_denied_card(
    company: Company,
    refused: Sequence[tuple[RequestPicture, ItemPicture]],
    decided: Mapping[str, WhyNot],
    *,
    about: PersonId,
    reader: PersonId,
) -> Card:
    """The last refusals, each as it was decided that day."""
    if not refused:
        whose = "your" if about == reader else f"{name_of(company, about)}’s"
        text = f"None of {whose} recent requests was denied."
        return Card(
            text=text, blocks=(section(text), context("_Where is my request?_ shows where each of them is."))
        )
    text = "Why it was denied" if about == reader else f"Why it was denied to {name_of(company, about)}"
    blocks: list[Block] = [section(f"*{text}*")]
    for number, (request, item) in enumerate(refused[:MOST]):
        appeal = appeal_button(item.id, number) if may_appeal(request, item, reader) else None
        blocks += _one(company, request, item, decided.get(item.id), reader, appeal)
    if any(may_appeal(request, item, reader) for request, item in refused[:MOST]):
        ask = "If you think that is wrong, appeal: somebody who has not decided it looks at it again."
    else:
        ask = f"If you think that is wrong, talk to who denied it, or to {iam_admins(company)}; then ask again with what has changed."
    return Card(text=text, blocks=(*blocks, context(ask)))


def _one(
    company: Company,
    request: RequestPicture,
    item: ItemPicture,
    then: WhyNot | None,
    reader: PersonId,
    appeal: ButtonElement | None,
) -> list[Block]:
    request, item = told_item(company, request, item, reader)
    if then is not None and not may_read_warnings(company, reader, request.requester, request.beneficiary):
        then = why_for_everybody(then)
    lines = [f"*{item_line(item)}*", *item_story(company, request, item)]
    if item.status is not ItemStatus.REFUSED and then is not None and then.rules:
        lines += ["What the policies asked for that day:", *(_rule_line(rule) for rule in then.rules[:3])]
    blocks: list[Block] = [section("\n".join(lines))]
    if then is not None:
        by_policy = item.status is ItemStatus.REFUSED
        blocks.append(context(*_small_print(company, then, by_policy=by_policy)))
    if row := [*([appeal] if appeal else []), *_buttons(company, request, item, then, reader)]:
        blocks.append(actions(*row, block_id=f"why-{item.id}"))
    return blocks


def _rule_line(rule: RuleThen) -> str:
    return f"• {typed(rule.says, 300)}"


def _small_print(company: Company, then: WhyNot, *, by_policy: bool) -> Iterator[str]:
    named = ", ".join(f"`{rule.id}`" for rule in then.rules[:MOST_RULES] if not rule.withheld)
    yield f"Decided {moment(then.at, company.zone)}" + (
        f"{' by' if by_policy else '; the rules:'} {named}." if named else "."
    )
    if then.risk is not None:
        yield risk_line(then.risk)
    if then.change is not None:
        yield f"What would have turned it: {typed(then.change.says, 400)}"
    if not then.same_policies:
        yield "The policies have changed since; ask again if you still need it."


def _buttons(
    company: Company, request: RequestPicture, item: ItemPicture, then: WhyNot | None, reader: PersonId
) -> Iterator[ButtonElement]:
    if reader == request.requester:
        yield button("Ask again, changed", action_ids.ASK_AGAIN, request.id)
    told = may_ask(company, reader, request.beneficiary, Topic.ACCESS)
    if told and then is not None and any(rule.text or rule.file for rule in then.rules):
        yield button("Show the rules", action_ids.SHOW_RULES, item.id)


def rules_modal(company: Company, item: ItemPicture, then: WhyNot) -> View:
    """Every rule that spoke that day: its words, where it stands, and its text where it is still the same."""
    blocks: list[Block] = [section(f"*{item_line(item)}*\nDecided {moment(then.at, company.zone)}.")]
    for rule in then.rules[:MOST_RULES]:
        blocks.append(section("\n".join([f"*{typed(rule.says, 600)}*", *_place(rule)])))
        if rule.text:
            blocks.append(section(f"```{_inside_a_block(rule.text)}```"))
    if not then.same_policies:
        blocks.append(context("The policies have changed since, so their text of today is not shown."))
    return View(type="modal", title="The rules of that day", close="Close", blocks=blocks)


def _place(rule: RuleThen) -> Iterator[str]:
    if not rule.withheld:
        where = f"{typed(rule.file, 200)}, line {rule.line}" if rule.file else "no longer in force"
        yield f"`{rule.id}` · {where}"


def _inside_a_block(text: str) -> str:
    """The text of a rule, which cannot end the block that it stands in."""
    return typed(text.strip(), min(_LONGEST_RULE, SECTION_TEXT - 100)).replace("```", "'''")
