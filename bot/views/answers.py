"""Answers to questions: what do I have, where is my request, what is there, why was it denied, what can you do."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement

from approvals.model import ItemStatus
from approvals.pictures import HeldAccess, ItemPicture, RequestPicture
from bot.texts import (
    ITEM_STATES,
    helpdesk,
    iam_admins,
    mention,
    moment,
    thing,
    typed,
)
from bot.views import action_ids
from bot.views.parts import Card, actions, button, context, fitted, section, sure
from bot.views.questions import WHAT_I_DO, form_button
from bot.views.story import item_line, item_story
from catalog.model import Company, EntitlementId, PersonId

MOST_LINES = 40


def inventory_card(company: Company, held: Sequence[HeldAccess], *, returning: bool = False) -> Card:
    """What the person has; what was granted through Usher can be given back from here."""
    if not held:
        text = "You hold no access that I know of."
        return Card(text=text, blocks=(section(text), actions(form_button("Request access"))))
    text = (
        "Which access are you done with?"
        if returning
        else "You have access to " + ("one thing." if len(held) == 1 else f"{len(held)} things.")
    )
    shown = sorted(held, key=lambda one: one.grant_id is None) if returning else held
    rows = fitted(
        [held_row(company.zone, one) for one in shown],
        most=MOST_LINES,
        otherwise=f"And more; the App Home has all {len(held)}.",
    )
    foot = context("Access without a button was given before Usher; the owner of the system can remove it.")
    without = any(one.grant_id is None for one in held)
    return Card(text=text, blocks=(section(f"*{text}*"), *rows, *([foot] if without else [])))


def held_row(zone: ZoneInfo, one: HeldAccess) -> Block:
    """One line of what somebody has."""
    until = f"until {moment(one.until, zone)}" if one.until else "no end date"
    used = f" · last used {moment(one.last_used_at, zone)}" if one.last_used_at else ""
    done = give_back_button(one.grant_id) if one.grant_id else None
    return section(f"*{thing(one.label, one.scope)}*\n{until}{used}", accessory=done)


def give_back_button(grant_id: str) -> ButtonElement:
    """I'm done, with a question first: the access goes at once."""
    return button(
        "I'm done",
        action_ids.GIVE_BACK,
        grant_id,
        confirm=sure("Give it back?", "The access is removed now. You can ask for it again.", "Give it back"),
    )


def status_answer(company: Company, requests: Sequence[RequestPicture]) -> Card:
    """Where the person's last requests stand, and whom they wait for."""
    if not requests:
        text = "You have not asked for anything yet."
        return Card(text=text, blocks=(section(text), actions(form_button("Request access"))))
    rows = [
        section("\n".join([f"*{item_line(item)}*", *item_story(company, request, item)]))
        for request in requests
        for item in request.items
    ]
    text = "Your requests, the newest first"
    return Card(
        text=text,
        blocks=(section(f"*{text}*"), *fitted(rows, most=20, otherwise="Older ones are in the App Home.")),
    )


def discover_card(company: Company, shortlist: Sequence[EntitlementId], person: PersonId) -> Card:
    """What there is, who owns it, and how to ask for it."""
    places = [company.places[one] for one in shortlist if one in company.places]
    if not places:
        text = "I found nothing in the catalog for that."
        hint = f"Search the whole catalog in the form, or ask {iam_admins(company)}."
        return Card(
            text=text, blocks=(section(f"*{text}*\n{hint}"), actions(form_button("Search the catalog")))
        )
    text = "This is what I found"
    blocks: list[Block] = [section(f"*{text}*")]
    manager = company.people[person].manager if person in company.people else None
    for place in places:
        about = place.entitlement.description or place.resource.description
        line = f"*{typed(place.label, 240)}*" + (f"\n{typed(about, 300)}" if about else "")
        owner = f"Owner: {mention(company, place.owner)} · risk {place.entitlement.risk}"
        blocks.append(section(line))
        blocks.append(
            context(
                owner
                + (
                    f" · your manager {mention(company, manager)} approves where one is needed"
                    if manager
                    else ""
                )
            )
        )
    blocks.append(context("To ask for one, tell me: _I need … for two weeks, because …_"))
    blocks.append(actions(form_button("Request access")))
    return Card(text=text, blocks=tuple(blocks))


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


def why_denied_card(company: Company, requests: Sequence[RequestPicture]) -> Card:
    """The last refusals, in the words of who or what refused."""
    found = [
        (request, item)
        for request in requests
        for item in request.items
        if item.status in {ItemStatus.DENIED, ItemStatus.REFUSED}
    ][:5]
    if not found:
        text = "None of your recent requests was denied."
        return text_with_status(text)
    text = "Why it was denied"
    rows = [
        section("\n".join([f"*{item_line(item)}*", *item_story(company, request, item)]))
        for request, item in found
    ]
    ask = f"If you think that is wrong, talk to who denied it, or to {iam_admins(company)}; then ask again with what has changed."
    return Card(text=text, blocks=(section(f"*{text}*"), *rows, context(ask)))


def text_with_status(text: str) -> Card:
    """A sentence, and how to look further."""
    return Card(text=text, blocks=(section(text), context("_Where is my request?_ shows them all.")))


def lockout_card(company: Company, recent: Sequence[tuple[RequestPicture, ItemPicture]]) -> Card:
    """What Usher's own record says about access that is not there; sign-in problems go to the helpdesk."""
    text = "What I know about your access in the last 30 days"
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
        text = "Nothing you got through me has ended, been denied or is waiting in the last 30 days"
    ask = f"I look at requests and grants only. For passwords, locked accounts and devices ask {helpdesk(company)}."
    return Card(
        text=text, blocks=(section(f"*{text}.*"), *fitted(rows, most=15, otherwise="And more."), context(ask))
    )
