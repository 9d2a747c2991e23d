"""The modals of appeals: what speaks for it, and what whoever looked again says."""

from __future__ import annotations

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from approvals.afterwards import AppealPicture
from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import STAGES, mention, quoted, thing, typed
from bot.views import action_ids
from bot.views.noted import told_item
from bot.views.reasons import reason_modal
from bot.views.story import item_story
from catalog.model import Company, PersonId


def appeal_modal(
    about: str, company: Company, request: RequestPicture, item: ItemPicture, *, reader: PersonId
) -> View:
    """New reasons; `about` is kept for when the modal comes back."""
    request, item = told_item(company, request, item, reader)
    story = "\n".join(item_story(company, request, item))
    return reason_modal(
        action_ids.APPEAL_SENT,
        about,
        title="Appeal",
        submit="Appeal",
        says=f"*{thing(item.label, item.scope)}*\n{story}\n\nSomebody who has not decided this looks at it again."
        " They read what you write here. It is possible once.",
        label="What was not known, or has changed?",
    )


def refused_modal(about: str, company: Company, says: str) -> View:
    """New reasons for what policy says no to, before anything was filed."""
    return reason_modal(
        action_ids.DRAFT_APPEAL_SENT,
        about,
        title="Appeal",
        submit="Appeal",
        says=f"Policy says no: {typed(says, 1_000)}\n\nThe rule leaves room for an exception. Somebody who may make one"
        " reads what you write here; the no stands until they have. It is possible once.",
        label="Why should there be an exception?",
    )


def stands_modal(
    about: str, company: Company, request: RequestPicture, item: ItemPicture, appeal: AppealPicture
) -> View:
    """Why the no stands."""
    return reason_modal(
        action_ids.APPEAL_STANDS_SENT,
        about,
        title="The no stands",
        submit="The no stands",
        says=f"{_what(company, request, item, appeal)}\nThey are told your name and this reason.",
        label="Why?",
    )


def overturn_modal(
    about: str,
    company: Company,
    request: RequestPicture,
    item: ItemPicture,
    appeal: AppealPicture,
    *,
    codes: bool = False,
) -> View:
    """Why the no is overturned, with a field for a one-time code where a yes may need one."""
    code = PlainTextInputElement(action_id=action_ids.CODE, max_length=20, placeholder="If it needs one")
    field = InputBlock(label="One-time code", element=code, block_id=action_ids.CODE, optional=True)
    return reason_modal(
        action_ids.APPEAL_OVERTURN_SENT,
        about,
        title="Overturn",
        submit="Overturn",
        says=f"{_what(company, request, item, appeal)}\nThis counts as a yes of {STAGES[appeal.stage]}. Policy is asked"
        " again, and whoever else has to agree still has to. Both sides read your reason.",
        label="Why?",
        more=(field,) if codes else (),
    )


def _what(company: Company, request: RequestPicture, item: ItemPicture, appeal: AppealPicture) -> str:
    return (
        f"{mention(company, appeal.by)} appeals about *{thing(item.label, item.scope)}*:\n"
        f"{quoted(appeal.text, 1_000)}"
    )
