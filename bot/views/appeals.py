"""Appeals: the card for whoever looks again at a no, its notes, and what the one who appealed reads about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from approvals.afterwards import AppealPicture
from approvals.model import ItemStatus
from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import (
    STAGES,
    iam_admins,
    mention,
    mentions,
    moment,
    name_of,
    quoted,
    thing,
    typed,
)
from bot.views import action_ids
from bot.views.how_long import item_length
from bot.views.judgement import risk_line
from bot.views.noted import told_item
from bot.views.parts import Card, actions, button, context, fitted, section
from bot.views.story import appeal_lines, item_line, item_story
from catalog.model import Company, PersonId

REASON = 900
"""Characters of each side's reasons on the card."""
MOST_ROWS = 12
APPEALABLE = frozenset({ItemStatus.DENIED, ItemStatus.REFUSED})


def appeal_card(company: Company, request: RequestPicture, item: ItemPicture, appeal: AppealPicture) -> Card:
    """The no and the reasons of both sides, with the two things that can be said to it, or what was said."""
    what, who = thing(item.label, item.scope), mention(company, appeal.by)
    whom = f" for {mention(company, request.beneficiary)}" if request.beneficiary != request.requester else ""
    blocks: list[Block] = [
        section(f"{who} *appeals* about *{what}*{whom}, {item_length(company, request, item)}."),
        context(risk_line(item.risk)),
        section(f"*What they say now*\n{quoted(appeal.text, REASON)}"),
        section(f"*{_whose_no(company, appeal)}*\n{quoted(' '.join(appeal.against), REASON)}"),
        section(f"*Why they asked*\n{quoted(request.justification, 400)}"),
    ]
    if appeal.ruling is None:
        blocks += [section(_waits(company, appeal)), _buttons(appeal)]
    else:
        blocks.append(section("\n".join(appeal_lines(company, item))))
    state = "waits for somebody to look again" if appeal.ruling is None else str(appeal.ruling)
    return Card(text=f"{name_of(company, appeal.by)} appeals about {what}: {state}", blocks=tuple(blocks))


def appeal_notes(company: Company, item: ItemPicture, appeal: AppealPicture) -> Iterator[tuple[str, str]]:
    """What is said below the card as time passes: a key that stands for the fact, and the words."""
    if appeal.ruling is None and appeal.waiting_for:
        whom, what = mentions(company, appeal.waiting_for), thing(item.label, item.scope)
        if appeal.moves:
            note = f" {typed(appeal.note, 300)}" if appeal.note else ""
            yield f"moved:{appeal.moves}", f"{whom}: please look again at the no about {what}.{note}"
        if appeal.reminders:
            since = moment(appeal.opened_at, company.zone)
            text = f"{whom}: a reminder. The appeal about {what} has waited since {since}."
            yield f"reminded:{appeal.reminders}", text
    if appeal.ruling is not None:
        yield "ruled", f"{mention(company, appeal.by)}: " + "\n".join(appeal_lines(company, item))


def appeal_button(item_id: str, number: int = 0) -> ButtonElement:
    """Opens the modal in which somebody says what speaks for it."""
    return button("Appeal", f"{action_ids.APPEAL}_{number}", item_id)


def may_appeal(request: RequestPicture, item: ItemPicture, reader: PersonId) -> bool:
    """Whether this reader can appeal that no."""
    return item.appealable and reader in (request.requester, request.beneficiary)


def appeals_answer(
    company: Company, found: Sequence[tuple[RequestPicture, ItemPicture]], *, reader: PersonId
) -> Card:
    """What somebody was denied or refused lately, each with the button, or why there is none."""
    if not found:
        text = "None of your recent requests was denied, so there is nothing to appeal."
        return Card(text=text, blocks=(section(text),))
    text = "Which of these should somebody look at again?"
    rows = [
        section(
            "\n".join([f"*{item_line(item)}*", *item_story(company, request, item), *_why_not(item)]),
            accessory=appeal_button(item.id, number) if may_appeal(request, item, reader) else None,
        )
        for number, (request, item) in enumerate(told_item(company, *one, reader) for one in found)
    ]
    if not any(item.appealable for _, item in found):
        text = "None of these can be appealed."
    foot = "An appeal is possible once, and goes to somebody who has not decided it before."
    shown = fitted(rows, most=MOST_ROWS, otherwise="Only the newest are shown.")
    return Card(text=text, blocks=(section(f"*{text}*"), *shown, context(foot)))


def _why_not(item: ItemPicture) -> list[str]:
    if item.appealable or item.appeal is not None:
        return []
    if item.status is ItemStatus.REFUSED:
        return ["_The rule makes no exceptions, so nobody can overturn it._"]
    return ["_That is too long ago to appeal; ask again._"]


def _whose_no(company: Company, appeal: AppealPicture) -> str:
    if appeal.denier is None:
        return f"Policy refused it; {STAGES[appeal.stage]} may make an exception"
    return f"{mention(company, appeal.denier)} denied it as {STAGES[appeal.stage]}"


def _waits(company: Company, appeal: AppealPicture) -> str:
    if not appeal.waiting_for:
        return f"Nobody can look at it now. {typed(appeal.note, 300)} {iam_admins(company)}, please help."
    note = f" {typed(appeal.note, 300)}" if appeal.note else ""
    until = (
        f" The no stands if nobody does until {moment(appeal.expires_at, company.zone)}."
        if appeal.expires_at
        else ""
    )
    text = f"{mentions(company, appeal.waiting_for)}, please look at it again.{note}{until}"
    missed = [one for one in appeal.waiting_for if not _reached(company, one)]
    if missed:
        text += (
            f"\nI find no Slack account of {mentions(company, missed, 'and')}; "
            f"{iam_admins(company)}, please let them know."
        )
    return text


def _reached(company: Company, person: PersonId) -> bool:
    known = company.people.get(person)
    return known is not None and bool(known.slack_id)


def _buttons(appeal: AppealPicture) -> Block:
    return actions(
        button("Overturn", action_ids.APPEAL_OVERTURN, appeal.id, style="primary"),
        button("The no stands", action_ids.APPEAL_STANDS, appeal.id),
        block_id=f"appeal-{appeal.id}",
    )
