"""Answers to questions: where is my request, what can you do."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from approvals.model import ItemStatus
from approvals.pictures import RequestPicture
from bot.texts import helpdesk, mention
from bot.views import action_ids
from bot.views.noted import told_request
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
    request = told_request(company, request, reader)
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
        "*Look:* _What do I have?_ · _Where is my request?_ · _What waits for me?_ · _Who approves VPN?_",
        "*Give back:* _I'm done with the sales reports_",
        "*Understand:* _Why was I locked out?_ · _Why was my request denied?_ · _What did I lose?_ · _How do I …?_",
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
