"""One-time codes: the section of the Home tab, and the modals in which they are set up, asked for and taken away."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement, UserSelectElement
from slack_sdk.models.views import View

from approvals.operations.begin_codes import Offer
from approvals.pictures import ItemPicture, RequestPicture
from approvals.queries.codes import CodesPicture
from bot.texts import mention, moment, thing, typed
from bot.views import action_ids
from bot.views.how_long import item_length
from bot.views.parts import actions, button, context, header, section
from bot.views.reasons import LONGEST_REASON
from catalog.model import Company

_LONGEST_CODE = 20
"""Six digits and what people type around them."""


def codes_section(company: Company, codes: CodesPicture) -> list[Block]:
    """What the Home tab says of one's codes, and what can be done about them."""
    if codes.set_up_at is None:
        says = "Some approvals ask for a code from your authenticator app as well as a click."
        buttons = [button("Set up codes", action_ids.CODES_BEGIN, "codes")]
    else:
        says = f"Set up {moment(codes.set_up_at, company.zone)}. Approvals that need one ask for it."
        buttons = [
            button("Set up anew", action_ids.CODES_BEGIN, "codes"),
            button("Remove", action_ids.CODES_REMOVE, "codes"),
        ]
    if codes.resets_others:
        buttons.append(button("Reset somebody’s codes", action_ids.CODES_RESET, "codes"))
    return [header("One-time codes"), section(says), actions(*buttons, block_id="home-codes")]


def code_modal(about: str, company: Company, request: RequestPicture, item: ItemPicture, says: str) -> View:
    """The code that confirms one approval. `about` is kept for when the modal comes back."""
    what = thing(item.label, item.scope)
    return _modal(
        action_ids.CODE_APPROVE,
        title="Confirm with a code",
        submit="Approve",
        about=about,
        blocks=[
            section(
                f"*{what}* for {mention(company, request.beneficiary)}, {item_length(company, request, item)}.\n{typed(says, 500)}"
            ),
            _code_field("Code from your authenticator app"),
        ],
    )


def set_up_modal(offer: Offer) -> View:
    """The new secret, for this person's eyes, and the field for the first code made with it."""
    groups = " ".join(offer.secret[start : start + 4] for start in range(0, len(offer.secret), 4))
    blocks: list[Block] = [
        section(
            "1. In your authenticator app add an account by hand, with this key:\n"
            f"```{groups}```\nor open this link on the device that has the app:\n```{offer.link}```"
        ),
        context("Whoever has the key can make your codes. Do not keep it anywhere else."),
        _code_field("2. The code that the app shows now"),
    ]
    if offer.replaces:
        blocks.append(_code_field("A code of your present set-up", action_ids.CODE_BEFORE))
    return _modal(action_ids.CODES_SET_UP, title="Set up codes", submit="Set up", blocks=blocks)


def remove_modal() -> View:
    """A last code, to do without them."""
    says = "Without codes you cannot approve what needs one. What you approved before still counts."
    return _modal(
        action_ids.CODES_REMOVED,
        title="Remove codes",
        submit="Remove",
        blocks=[section(says), _code_field("Code from your authenticator app")],
    )


def reset_modal() -> View:
    """Whose codes an IAM admin takes away, and why."""
    reason = PlainTextInputElement(
        action_id=action_ids.REASON, multiline=True, min_length=1, max_length=LONGEST_REASON
    )
    return _modal(
        action_ids.CODES_RESET_SENT,
        title="Reset codes",
        submit="Reset",
        blocks=[
            section(
                "For somebody who lost the device with their authenticator app. They are told that you did it."
            ),
            InputBlock(
                label="Whose?",
                element=UserSelectElement(action_id=action_ids.CODES_WHOSE),
                block_id=action_ids.CODES_WHOSE,
            ),
            InputBlock(
                label="Why, and how do you know that it is them who ask?",
                element=reason,
                block_id=action_ids.REASON,
            ),
        ],
    )


def _code_field(label: str, name: str = action_ids.CODE) -> InputBlock:
    field = PlainTextInputElement(
        action_id=name, min_length=1, max_length=_LONGEST_CODE, placeholder="123 456"
    )
    return InputBlock(label=label, element=field, block_id=name)


def _modal(callback_id: str, *, title: str, submit: str, blocks: list[Block], about: str = "") -> View:
    return View(
        type="modal",
        callback_id=callback_id,
        private_metadata=about,
        title=title,
        submit=submit,
        close="Back",
        blocks=blocks,
    )
