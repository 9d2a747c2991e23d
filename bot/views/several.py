"""Deciding several at once: the modal in which they are ticked, page by page, and what became of each.

What was ticked on other pages travels in the modal itself, as ids that mean nothing to anybody else.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.texts import BANDS, name_of, shorten, thing, typed
from bot.views import action_ids
from bot.views.how_long import item_length
from bot.views.parts import OPTION_TEXT, button, context, section
from bot.views.reasons import LONGEST_REASON
from bot.views.waiting_list import Waiting, last_page, page_buttons
from catalog.model import Company

A_GROUP = 10
"""Boxes in one block; Slack takes no more."""
A_PAGE = 20
MOST_TICKED = 100
"""Ids that fit into what a modal keeps (3,000 characters)."""
_MOST_SHOWN = 40
_MOST_ALONE = 20
_TEXT = {
    action_ids.SEVERAL_APPROVE: ("Approve several", "Approve selected"),
    action_ids.SEVERAL_DENY: ("Deny several", "Deny selected"),
}


@dataclass(frozen=True)
class Kept:
    """What the modal keeps: the page it shows, and what is ticked on the others."""

    page: int
    ticked: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What became of one: its title, and why it was left out; empty where it was decided."""

    title: str
    left_out: str = ""
    alone: str = ""
    """The item's id, where it can be approved by itself."""


def several_modal(
    company: Company,
    waiting: Sequence[Waiting],
    *,
    what: str,
    kept: Kept,
    reason: str = "",
    codes: bool = False,
) -> View:
    """A page of what waits, to be ticked; with `what` as its callback id. A reason is needed for a no only.

    `codes` says that approvals may ask for more than a click.
    """
    last = last_page(len(waiting), A_PAGE)
    page = min(max(kept.page, 0), last)
    shown = waiting[page * A_PAGE : (page + 1) * A_PAGE]
    title, submit = _TEXT[what]
    alone = codes and what == action_ids.SEVERAL_APPROVE
    blocks: list[Block] = [section(_opening(len(waiting), alone=alone))]
    for number, start in enumerate(range(0, len(shown), A_GROUP)):
        some = shown[start : start + A_GROUP]
        blocks.append(_boxes(company, some, kept.ticked, page, number, alone=len(waiting) <= A_GROUP))
    if last:
        elsewhere = set(kept.ticked) - {item.id for _, item in shown}
        also = f" {len(elsewhere)} ticked on other pages." if elsewhere else ""
        blocks.append(context(f"Page {page + 1} of {last + 1}, the riskiest first.{also}"))
        blocks.append(page_buttons(page, last, action_ids.SEVERAL_PAGE, block_id="several-pages"))
    field = PlainTextInputElement(
        action_id=action_ids.REASON,
        multiline=True,
        max_length=LONGEST_REASON,
        initial_value=reason or None,
    )
    denies = what == action_ids.SEVERAL_DENY
    label = "Why? They are told your name and this reason." if denies else "A note to all of them"
    blocks.append(InputBlock(label=label, element=field, block_id=action_ids.REASON, optional=not denies))
    ids = [one for one in kept.ticked if one not in {item.id for _, item in shown}]
    return View(
        type="modal",
        callback_id=what,
        private_metadata=json.dumps([page, ids], separators=(",", ":")),
        title=title,
        submit=submit,
        close="Back",
        blocks=blocks,
    )


def read_kept(view: Mapping[str, Any], *, page: int | None = None) -> Kept:
    """What is ticked in all, on this page and the others; `page` is the one to show next, else the same."""
    here, elsewhere = json.loads(view["private_metadata"])
    ticked = [
        str(option["value"])
        for block in ((view.get("state") or {}).get("values") or {}).values()
        for name, field in block.items()
        if name.startswith(action_ids.SEVERAL_TICKED)
        for option in field.get("selected_options") or ()
    ]
    everything = dict.fromkeys([*(str(one) for one in elsewhere), *ticked])
    return Kept(page=int(here) if page is None else page, ticked=tuple(everything))


def first_boxes(view: Mapping[str, Any]) -> str:
    """The block beside which it is said that nothing is ticked, or too much."""
    blocks = (str(block.get("block_id")) for block in view.get("blocks") or ())
    return next((one for one in blocks if one.startswith(action_ids.SEVERAL_TICKED)), action_ids.REASON)


def working_modal(what: str, count: int) -> View:
    """While it takes longer than Slack waits for an answer."""
    return _plain(what, [section(f"Deciding {count}, one after the other. The result comes here.")])


def result_modal(what: str, told: Sequence[Told]) -> View:
    """How many were decided, and each that was left out with why; what can be approved by itself has the button for it."""
    alone = [one for one in told if one.alone][:_MOST_ALONE]
    lines = outcome_lines(what, told, besides=alone)
    blocks = [section(text) for text in _pieces(lines)]
    for one in alone:
        approve = button("Approve", action_ids.APPROVE, one.alone)
        blocks.append(section(f"{one.title}\n{typed(one.left_out, 300)}", accessory=approve))
    return _plain(what, blocks)


def outcome_lines(what: str, told: Sequence[Told], *, besides: Collection[Told] = ()) -> list[str]:
    """The same in lines, as a private note has them; `besides` are said elsewhere."""
    word = "Approved" if what == action_ids.SEVERAL_APPROVE else "Denied"
    done, left = [one for one in told if not one.left_out], [one for one in told if one.left_out]
    lines = [f"*{word} {len(done)} of {len(told)}.*"]
    if left:
        lines.append("Left out:" if done else "Nothing was decided:")
    here = [one for one in left if one not in besides]
    lines += [f"• {one.title}: {typed(one.left_out, 300)}" for one in here[:_MOST_SHOWN]]
    if len(here) > _MOST_SHOWN:
        lines.append(f"And {len(here) - _MOST_SHOWN} more.")
    return lines


def title_of(company: Company, one: Waiting) -> str:
    """Who and what, in a line."""
    request, item = one
    return f"{name_of(company, request.beneficiary)}, {thing(item.label, item.scope)}"


def _opening(count: int, *, alone: bool) -> str:
    how = "Each is decided by itself; what cannot be is left out, and you are told why."
    needs = " What asks for more than a click has to be approved by itself." if alone else ""
    return f"*{count}* wait for you. {how}{needs}"


def _boxes(
    company: Company,
    some: Sequence[Waiting],
    ticked: Collection[str],
    page: int,
    number: int,
    *,
    alone: bool,
) -> InputBlock:
    """One block of boxes. Slack wants a tick in each block that is not optional, so only one that is `alone` can be so."""
    options = [_option(company, one) for one in some]
    name = f"{action_ids.SEVERAL_TICKED}_{page}_{number}"
    element = CheckboxesElement(
        action_id=name,
        options=options,
        initial_options=[option for option in options if option.value in ticked] or None,
    )
    label = "Which?" if alone else "Any of these" if number == 0 else "And any of these"
    return InputBlock(label=label, element=element, block_id=name, optional=not alone)


def _option(company: Company, one: Waiting) -> Option:
    request, item = one
    known = company.people.get(request.beneficiary)
    why = " ".join(request.justification.split())
    scope = ", ".join(f"{key} {value}" for key, value in sorted(item.scope.items()))
    parts = [scope, f"{BANDS[item.risk.band]} {item.risk.score}", item_length(company, request, item), why]
    text = f"{known.name if known else request.beneficiary}: {item.label}"
    about = " · ".join(part for part in parts if part)
    return Option(
        value=item.id,
        text=PlainTextObject(text=shorten(text, OPTION_TEXT), emoji=False),
        description=PlainTextObject(text=shorten(about, OPTION_TEXT), emoji=False),
    )


def _plain(what: str, blocks: list[Block]) -> View:
    return View(type="modal", callback_id=f"{what}_told", title=_TEXT[what][0], close="Close", blocks=blocks)


def _pieces(lines: Sequence[str]) -> list[str]:
    """The lines in as few texts as fit what a section takes."""
    pieces = [""]
    for line in lines:
        if len(pieces[-1]) + len(line) > 2_800:
            pieces.append("")
        pieces[-1] += f"{line}\n"
    return pieces
