"""Answers to questions: where is my request, why was it denied, why can I not get in, what can you do."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from approvals.model import ItemStatus
from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import ITEM_STATES, helpdesk, iam_admins, mention, name_of
from bot.views import action_ids
from bot.views.appeals import appeal_button, may_appeal
from bot.views.parts import Card, actions, button, context, fitted, section, sure
from bot.views.questions import WHAT_I_DO, form_button
from bot.views.story import item_line, item_story
from catalog.model import Company, PersonId


def status_answer(
    company: Company, requests: Sequence[RequestPicture], *, about: PersonId, reader: PersonId
) -> Card:
    """Where a person's last requests stand, and whom they wait for; what is open can be withdrawn by those it is of."""
    mine = about == reader
    if not requests:
        text = (
            "You have not asked for anything yet."
            if mine
            else f"{mention(company, about)} has not asked for anything yet."
        )
        return Card(
            text=text, blocks=(section(text), *([actions(form_button("Request access"))] if mine else []))
        )
    rows = [row for request in requests for row in request_rows(company, request, reader=reader)]
    text = (
        "Your requests, the newest first"
        if mine
        else f"The requests of {mention(company, about)}, the newest first"
    )
    return Card(
        text=text,
        blocks=(section(f"*{text}*"), *fitted(rows, most=20, otherwise="Only the newest are shown.")),
    )


def request_rows(company: Company, request: RequestPicture, *, reader: PersonId) -> list[Block]:
    """A request, one paragraph an item, with Withdraw at the first one that is open."""
    pending = next((item for item in request.items if item.status is ItemStatus.PENDING), None)
    own = reader in (request.requester, request.beneficiary)
    return [
        section(
            "\n".join([f"*{item_line(item)}*", *item_story(company, request, item)]),
            accessory=withdraw_button(request.id) if own and item is pending else None,
        )
        for item in request.items
    ]


def withdraw_button(request_id: str) -> ButtonElement:
    """Takes back what is not decided yet, with a question first."""
    confirm = sure("Withdraw it?", "What is not decided yet is taken back.", "Withdraw")
    return button("Withdraw", action_ids.WITHDRAW, request_id, confirm=confirm)


def help_card(company: Company) -> Card:
    """What Usher does, with sentences to try."""
    text = WHAT_I_DO
    tries = (
        "*Ask:* _I need read access to the sales reports for two weeks, board deck_",
        "*Look:* _What do I have?_ · _Where is my request?_ · _Who approves VPN?_",
        "*Give back:* _I'm done with the sales reports_",
        "*Understand:* _Why was my request denied?_",
    )
    return Card(
        text=text,
        blocks=(
            section(f"*{text}*"),
            section("\n".join(tries)),
            context(f"Nothing is sent before you confirm it. People who can help: {helpdesk(company)}."),
            actions(form_button("Request access")),
        ),
    )


def why_denied_card(
    company: Company, requests: Sequence[RequestPicture], *, about: PersonId, reader: PersonId
) -> Card:
    """The last refusals, in the words of who or what refused."""
    found = [
        (request, item)
        for request in requests
        for item in request.items
        if item.status in {ItemStatus.DENIED, ItemStatus.REFUSED, ItemStatus.LAPSED}
    ][:5]
    if not found:
        whose = "your" if about == reader else f"{name_of(company, about)}’s"
        text = f"None of {whose} recent requests was denied."
        return text_with_status(text)
    text = "Why it was denied"
    rows = [
        section(
            "\n".join([f"*{item_line(item)}*", *item_story(company, request, item)]),
            accessory=appeal_button(item.id, number) if may_appeal(request, item, reader) else None,
        )
        for number, (request, item) in enumerate(found)
    ]
    ask = (
        "If you think that is wrong, appeal: somebody who has not decided it looks at it again."
        if any(may_appeal(request, item, reader) for request, item in found)
        else f"If you think that is wrong, talk to who denied it, or to {iam_admins(company)}; then ask again with what has changed."
    )
    return Card(text=text, blocks=(section(f"*{text}*"), *rows, context(ask)))


def text_with_status(text: str) -> Card:
    """A sentence, and how to look further."""
    return Card(text=text, blocks=(section(text), context("_Where is my request?_ shows the newest.")))


def lockout_card(
    company: Company,
    recent: Sequence[tuple[RequestPicture, ItemPicture]],
    *,
    about: PersonId,
    reader: PersonId,
) -> Card:
    """What Usher's own record says about access that is not there; sign-in problems go to the helpdesk."""
    mine = about == reader
    whose = "your" if mine else f"{name_of(company, about)}’s"
    text = f"What I know about {whose} access in the last 30 days"
    rows = [
        section(
            "\n".join(
                [
                    f"*{item_line(item)}*: {ITEM_STATES[item.status].lower()}",
                    *item_story(company, request, item),
                ]
            )
        )
        for request, item in recent
    ]
    if not rows:
        whom = "you" if mine else name_of(company, about)
        text = f"Nothing {whom} got through me has ended, been denied or is waiting in the last 30 days"
    ask = "I do not look at sign-in events yet, only at requests and grants."
    if mine:
        ask += f" For passwords, locked accounts and devices ask {helpdesk(company)}."
    return Card(
        text=text, blocks=(section(f"*{text}.*"), *fitted(rows, most=15, otherwise="And more."), context(ask))
    )
