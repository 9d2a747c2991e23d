"""What somebody holds: the list, what of it can be given back here, and its button to give it back."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from approvals.pictures import HeldAccess
from bot.texts import ending, iam_admins, mention, moment, thing
from bot.views import action_ids
from bot.views.parts import Card, actions, button, context, fitted, section, sure
from bot.views.questions import form_button
from bot.views.renewal import not_renewed_lines
from catalog.model import Company, PersonId

MOST_LINES = 36
MOST_BRIEF = 10
SECTION = 2_900
"""Characters of a section; Slack takes 3,000."""
_BEFORE_USHER = "Access without a button was given before Usher; the owner of the system can remove it."


def inventory_card(
    company: Company, held: Sequence[HeldAccess], *, about: PersonId, reader: PersonId
) -> Card:
    """What a person has; what was granted through Usher can be given back from here, by the one who holds it."""
    mine = about == reader
    if not held:
        text = (
            "You hold no access that I know of."
            if mine
            else f"{mention(company, about)} holds no access that I know of."
        )
        return Card(
            text=text, blocks=(section(text), *([actions(form_button("Request access"))] if mine else []))
        )
    number = "one thing" if len(held) == 1 else f"{len(held)} things"
    text = f"You have access to {number}." if mine else f"{mention(company, about)} has access to {number}."
    shown = held if len(held) <= MOST_LINES else sorted(held, key=lambda one: one.grant_id is None)
    rows = [held_row(company, one, returnable=mine) for one in shown[:MOST_LINES]]
    rows += _briefly(company, shown[MOST_LINES:])
    without = mine and any(one.grant_id is None for one in held)
    return Card(
        text=text, blocks=(section(f"*{text}*"), *rows, *([context(_BEFORE_USHER)] if without else []))
    )


def _briefly(company: Company, held: Sequence[HeldAccess]) -> list[Block]:
    """What does not fit as rows of its own, many to a block; all of it, up to the blocks a message takes."""
    lines = [
        f"• {thing(one.label, one.scope)}"
        + (f", until {ending(one.until, company.zone)}" if one.until else "")
        + (", not renewed" if one.not_renewed else "")
        for one in held
    ]
    blocks: list[Block] = []
    while lines and len(blocks) < MOST_BRIEF:
        fits = 1
        while fits < len(lines) and len("\n".join(lines[: fits + 1])) <= SECTION:
            fits += 1
        blocks.append(section("\n".join(lines[:fits])))
        del lines[:fits]
    return [*blocks, context(f"And {len(lines)} more.")] if lines else blocks


def return_card(company: Company, meant: Sequence[HeldAccess], *, everything: Sequence[HeldAccess]) -> Card:
    """What somebody is done with: what they named of it, or everything they have, to choose from."""
    if not everything:
        text = "You hold no access that I know of, so there is nothing to give back."
        return Card(text=text, blocks=(section(text),))
    if meant:
        text = "Are you done with this?" if len(meant) == 1 else "Which of these are you done with?"
    else:
        text = "Which access are you done with?"
    shown = sorted(meant or everything, key=lambda one: one.grant_id is None)
    rows = fitted(
        [held_row(company, one, ask_owner=bool(meant)) for one in shown],
        most=MOST_LINES,
        otherwise="And more; name what you are done with, and I show it.",
    )
    foot = [] if meant or all(one.grant_id for one in shown) else [context(_BEFORE_USHER)]
    return Card(text=text, blocks=(section(f"*{text}*"), *rows, *foot))


def held_row(company: Company, one: HeldAccess, *, returnable: bool = True, ask_owner: bool = False) -> Block:
    """One line of what somebody has; `ask_owner` names who removes what was not granted through Usher."""
    until = f"until {ending(one.until, company.zone)}" if one.until else "no end date"
    used = f" · last used {moment(one.last_used_at, company.zone)}" if one.last_used_at else ""
    lines = [f"*{thing(one.label, one.scope)}*", f"{until}{used}"]
    lines += not_renewed_lines(company, one.not_renewed)
    place = company.places.get(one.entitlement)
    if one.grant_id is None and ask_owner:
        whom = mention(company, place.owner) if place else iam_admins(company)
        lines.append(f"It was not granted through me: ask {whom} to remove it.")
    done = give_back_button(one.grant_id) if one.grant_id and returnable else None
    return section("\n".join(lines), accessory=done)


def give_back_button(grant_id: str) -> ButtonElement:
    """I'm done, with a question first: the access goes at once."""
    return button(
        "I'm done",
        action_ids.GIVE_BACK,
        grant_id,
        confirm=sure("Give it back?", "The access is removed now. You can ask for it again.", "Give it back"),
    )
