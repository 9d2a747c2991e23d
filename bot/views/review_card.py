"""A monthly review in the thread: is this still right, Keep, Don't renew or End, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement

from approvals.model import ReviewOutcome
from approvals.pictures import ItemPicture, RequestPicture, ReviewPicture
from bot.texts import mention, mentions, moment, name_of, thing, typed
from bot.views import action_ids
from bot.views.parts import Card, actions, button, context, section, sure
from bot.views.renewal import extendable
from catalog.model import Company


def review_cards(company: Company, request: RequestPicture) -> Iterator[tuple[str, Card]]:
    """The surface of each and what it shows, oldest first."""
    for item in request.items:
        for review in item.reviews:
            yield f"review:{review.id}", review_card(company, request, item, review)


def review_card(company: Company, request: RequestPicture, item: ItemPicture, review: ReviewPicture) -> Card:
    """The question with its buttons while it waits, else its answer."""
    what, whom = thing(item.label, item.scope), mention(company, request.beneficiary)
    text = f"Monthly review: {what} of {name_of(company, request.beneficiary)}"
    blocks: list[Block] = [
        section(f"*Monthly review:* does {whom} still need *{what}*?\n{_state(company, review)}")
    ]
    if review.outcome is ReviewOutcome.OPEN:
        until_its_end = _not_renewed_button(item, review)
        blocks.append(
            actions(
                button("Keep", action_ids.REVIEW_KEEP, review.id, style="primary"),
                *until_its_end,
                button(
                    "End",
                    action_ids.REVIEW_END,
                    review.id,
                    style="danger",
                    confirm=sure(
                        "End this access?", "It is taken away at once, and they are told.", "End it"
                    ),
                ),
                block_id=f"review-{review.id}",
            )
        )
        ends = moment(review.ends_at, company.zone)
        longer = (
            " _Don't renew_ keeps it until its end and rules out that it is extended."
            if until_its_end
            else ""
        )
        blocks.append(context(f"Unless somebody keeps it, the access ends {ends}.{longer}"))
    return Card(text=text, blocks=tuple(blocks))


def review_notes(company: Company, request: RequestPicture, item: ItemPicture) -> Iterator[tuple[str, str]]:
    """The key and the text of what is said below: the newest reminder, with a word to whoever would lose the access."""
    for review in item.reviews:
        if review.outcome is not ReviewOutcome.OPEN or not review.reminders:
            continue
        asked = mentions(company, review.waiting_for) or mentions(company, company.groups.iam_admins)
        whom, ends = mention(company, request.beneficiary), moment(review.ends_at, company.zone)
        yield (
            f"review:{item.id}:{review.id}:{review.reminders}",
            f"{asked}: a reminder. The monthly review of {thing(item.label, item.scope)} waits for you. "
            f"{whom}, your access ends {ends} unless one of them keeps it.",
        )


def _not_renewed_button(item: ItemPicture, review: ReviewPicture) -> list[ButtonElement]:
    """Don't renew, where the access has an end, and nobody has decided that in an earlier review."""
    if item.grant is None or item.grant.expires_at is None or not extendable(item.grant.not_renewed):
        return []
    return [button("Don't renew", action_ids.REVIEW_NOT_RENEWED, review.id)]


def _state(company: Company, review: ReviewPicture) -> str:
    by, zone = mention(company, review.answered_by) if review.answered_by else "", company.zone
    when = f" {moment(review.answered_at, zone)}" if review.answered_at else ""
    match review.outcome:
        case ReviewOutcome.KEPT:
            return f"✓ Kept by {by}{when}. I ask again in a month."
        case ReviewOutcome.NOT_RENEWED:
            return f"✓ Kept until its end by {by}{when}, and not renewed. I ask again in a month if it runs that long."
        case ReviewOutcome.ENDED:
            return f"✗ Ended by {by}{when}."
        case ReviewOutcome.LAPSED:
            return f"✗ Nobody answered, so the access was ended{when}."
        case ReviewOutcome.DROPPED:
            return "The access has ended meanwhile."
        case ReviewOutcome.OPEN:
            note = f" {typed(review.note, 300)}" if review.note else ""
            waits = mentions(company, review.waiting_for)
            return f"{waits}, keep it or end it?{note}" if waits else f"Nobody can answer it.{note}"
