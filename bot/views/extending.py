"""Extending access that is live: the button, the modal with a length and a reason, and the answer in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InputBlock,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from approvals.pictures import GrantPicture, HeldAccess
from bot.texts import ending, iam_admins, listed, mention, span, thing
from bot.views import action_ids
from bot.views.duration_field import LONGEST_TYPED, OFFERED, read_length
from bot.views.parts import Card, button, context, fitted, option, section
from bot.views.reasons import LONGEST_REASON
from bot.views.renewal import ASK_ANEW, extendable, not_renewed_lines
from catalog.durations import format_duration, parse_duration
from catalog.ends import in_words
from catalog.model import Company

MOST_ROWS = 30
_UNTIL = "/"
"""Stands between a length and the end it leads to, as ISO 8601 writes an interval."""
LENGTHS = (timedelta(hours=4), timedelta(hours=8), *OFFERED)


def extend_button(grant_id: str, number: int = 0, draft_id: str = "") -> ButtonElement:
    """Opens the modal in which somebody says how much longer, and why.

    What `draft_id` keeps of that stands there already.
    """
    about = f"{grant_id}:{draft_id}" if draft_id else grant_id
    return button("Extend", f"{action_ids.EXTEND}_{number}", about)


@dataclass(frozen=True)
class SaidLonger:
    """What somebody said of an extension before the modal opened."""

    longer: timedelta | None
    """How much; None where the access would run as long anyway."""
    why: str = ""
    length_said: bool = True
    """Whether they said how long; else what it was given for is proposed."""
    until: datetime | None = None
    """The new end, where they named one."""


def extend_modal(about: str, company: Company, grant: GrantPicture, said: SaidLonger | None = None) -> View:
    """How much longer, and why. `about` is kept for when the modal comes back."""
    proposed = said.longer if said and said.length_said else _usual(grant)
    ends = f"\nIt ends {ending(grant.expires_at, company.zone)}." if grant.expires_at else ""
    until = said.until if said and proposed else None
    lengths = sorted({*LENGTHS, *([proposed] if proposed and until is None else [])})
    options = [option(span(one), format_duration(one)) for one in lengths]
    if until is not None and proposed is not None:
        named = f"Until {in_words(until, company.zone)}"
        options.insert(0, option(named, f"{format_duration(proposed)}{_UNTIL}{until.isoformat()}"))
    menu = StaticSelectElement(
        action_id=action_ids.EXTEND_LENGTH,
        options=options,
        initial_option=options[0 if until else lengths.index(proposed)] if proposed else None,
    )
    other = PlainTextInputElement(
        action_id=action_ids.EXTEND_CUSTOM, max_length=LONGEST_TYPED, placeholder="Such as 10 days"
    )
    why = PlainTextInputElement(
        action_id=action_ids.REASON,
        multiline=True,
        min_length=1,
        max_length=LONGEST_REASON,
        initial_value=(said.why[:LONGEST_REASON] or None) if said else None,
    )
    return View(
        type="modal",
        callback_id=action_ids.EXTEND_SENT,
        private_metadata=about,
        title="Extend",
        submit="Ask for it",
        close="Back",
        blocks=[
            section(
                f"*{thing(grant.label, grant.scope)}*{ends}\nPolicy decides it again; until then the end stays."
            ),
            InputBlock(label="How much longer", element=menu, block_id=action_ids.EXTEND_LENGTH),
            InputBlock(
                label="Or another length", element=other, block_id=action_ids.EXTEND_CUSTOM, optional=True
            ),
            InputBlock(label="What do you still need it for?", element=why, block_id=action_ids.REASON),
        ],
    )


def read_extend(view: Mapping[str, Any]) -> tuple[timedelta | None, datetime | None, dict[str, str]]:
    """The length that was chosen or typed, and the end that was; or None and what is wrong with it, by block id."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}

    def field(name: str) -> Mapping[str, Any]:
        return (values.get(name) or {}).get(name) or {}

    said = str(field(action_ids.EXTEND_CUSTOM).get("value") or "").strip()
    picked = str((field(action_ids.EXTEND_LENGTH).get("selected_option") or {}).get("value") or "")
    length, _, until = picked.partition(_UNTIL)
    try:
        if said:
            return read_length(said), None, {}
        return parse_duration(length), datetime.fromisoformat(until) if until else None, {}
    except ValueError as wrong:
        where = action_ids.EXTEND_CUSTOM if said else action_ids.EXTEND_LENGTH
        return None, None, {where: str(wrong) if said else "Choose how much longer."}


def extend_card(
    company: Company, meant: Sequence[HeldAccess], *, everything: Sequence[HeldAccess], draft_id: str = ""
) -> Card:
    """What somebody wants to keep: what they named of it, or everything that ends, to choose from.

    `draft_id` keeps how much longer they said, and why.
    """
    ending = [one for one in meant or everything if one.until is not None]
    if meant and not ending:
        endless = listed([thing(one.label, one.scope) for one in meant])
        text = f"{endless} has no end date, so there is nothing to extend."
        return Card(text=text, blocks=(section(text),))
    if not ending:
        text = "You hold nothing that ends, so there is nothing to extend."
        return Card(text=text, blocks=(section(text),))
    text = (
        ("Extend this?" if len(ending) == 1 else "Which of these do you want to extend?")
        if meant
        else "Which access do you want to extend?"
    )
    rows = [_row(company, one, number, draft_id) for number, one in enumerate(ending)]
    foot = context("Policy decides it again, as it would today; until then the end stays as it is.")
    shown = fitted(rows, most=MOST_ROWS, otherwise="And more; name what you want to extend, and I show it.")
    return Card(text=text, blocks=(section(f"*{text}*"), *shown, foot))


def _row(company: Company, one: HeldAccess, number: int, draft_id: str) -> Block:
    until = f"until {ending(one.until, company.zone)}" if one.until else "no end date"
    lines = [f"*{thing(one.label, one.scope)}*", until, *not_renewed_lines(company, one.not_renewed)]
    if not extendable(one.not_renewed):
        return section("\n".join([*lines, ASK_ANEW]))
    if one.grant_id is None:
        place = company.places.get(one.entitlement)
        whom = mention(company, place.owner) if place else iam_admins(company)
        lines.append(f"It was not granted through me: ask {whom} about its end.")
    extend = extend_button(one.grant_id, number, draft_id) if one.grant_id else None
    return section("\n".join(lines), accessory=extend)


def _usual(grant: GrantPicture) -> timedelta:
    """As long as it was given for, of the lengths there are."""
    if grant.live_at is None or grant.expires_at is None:
        return timedelta(days=30)
    given = grant.expires_at - grant.live_at
    return max((one for one in LENGTHS if one <= given), default=LENGTHS[0])
