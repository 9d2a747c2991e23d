"""Break-glass: what the card says it would mean, its modal, and what Security and the owner read of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from approvals.emergencies import EmergencyOffer, EmergencyPicture
from approvals.not_right import nothing_not_right
from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import iam_admins, mention, mentions, moment, name_of, quoted, span, thing, typed
from bot.views import action_ids
from bot.views.how_long import item_length
from bot.views.judgement import risk_line
from bot.views.noted import told_request
from bot.views.parts import Card, actions, button, context, section, sure
from bot.views.reasons import reason_modal
from bot.views.story import item_story
from catalog.model import Company, PersonId, ScopeValues

REASON = 1_200
MOST_REVIEWS = 3
"""Reviews on a Home tab, which has a hundred blocks for everything."""


def offer_line(company: Company, offer: EmergencyOffer, owner: PersonId) -> str:
    """What breaking the glass would mean, or why it is not for this person or this access."""
    if not offer.allowed:
        return f"*In an emergency:* not at once. {typed(offer.says, 400)}"
    return f"*In an emergency:* at once. {_meaning(company, offer, owner)}"


def break_glass_button(draft_id: str) -> ButtonElement:
    """Opens the modal that says what will happen."""
    return button("Break glass", action_ids.BREAK_GLASS, draft_id, style="danger")


def break_glass_modal(
    about: str, company: Company, offer: EmergencyOffer, *, label: str, scope: ScopeValues, owner: PersonId
) -> View:
    """What will happen, and what the emergency is. `about` is kept for when the modal comes back."""
    return reason_modal(
        action_ids.BREAK_GLASS_SENT,
        about,
        title="Break glass",
        submit="Break glass",
        says=f"*{thing(label, scope)}*, at once and for {span(offer.duration)}.\n{_meaning(company, offer, owner)}",
        label="What is the emergency?",
    )


def emergency_card(
    company: Company, request: RequestPicture, item: ItemPicture, emergency: EmergencyPicture
) -> Card:
    """For Security: who has broken the glass for what, how far it is, and whether it was right."""
    who, what = mention(company, request.requester), thing(item.label, item.scope)
    blocks: list[Block] = [
        section(
            f":rotating_light: {who} *broke the glass* for *{what}*, {item_length(company, request, item)}."
        ),
        context(risk_line(item.risk)),
        section(f"*What the emergency is*\n{quoted(request.justification, REASON)}"),
        section("\n".join(item_story(company, request, item))),
    ]
    if emergency.review is None:
        blocks += [section(_waits(company, emergency)), _buttons(item, block_id=f"review-{item.id}")]
    state = "waits for a review" if emergency.review is None else "reviewed"
    return Card(
        text=f"{name_of(company, request.requester)} broke the glass for {what} ({state})",
        blocks=tuple(blocks),
    )


def review_blocks(company: Company, reviews: Sequence[RequestPicture], *, reader: PersonId) -> list[Block]:
    """On the Home tab of whoever may review them: each in short, with the buttons of the card before Security."""
    blocks: list[Block] = []
    for request in (told_request(company, one, reader) for one in reviews[:MOST_REVIEWS]):
        for item in request.items:
            due = moment(item.emergency.due_at, company.zone) if item.emergency else ""
            late = "was" if item.emergency and item.emergency.overdue else "is"
            lines = [
                f":rotating_light: {mention(company, request.requester)} *broke the glass* for"
                f" *{thing(item.label, item.scope)}*, {item_length(company, request, item)}.",
                quoted(request.justification, 300),
                f"Was this right? The review {late} due {due}.",
            ]
            blocks += [section("\n".join(lines)), _buttons(item, block_id=f"home-review-{item.id}")]
    if len(reviews) > MOST_REVIEWS:
        more = len(reviews) - MOST_REVIEWS
        blocks.append(context(f"And {more} more to review; these are due first."))
    return blocks


def owner_card(company: Company, request: RequestPicture, item: ItemPicture) -> Card:
    """For whoever answers for it: told at once, and kept up to date."""
    who, what = mention(company, request.requester), thing(item.label, item.scope)
    text = f"{name_of(company, request.requester)} broke the glass for {what}, which is yours."
    lines = [
        f":rotating_light: {who} *broke the glass* for *{what}*, {item_length(company, request, item)}. It is yours, so you are told.",
        quoted(request.justification, REASON),
        *item_story(company, request, item),
    ]
    return Card(text=text, blocks=(section("\n".join(lines)),))


def ended_card(company: Company, item: ItemPicture, emergency: EmergencyPicture) -> Card:
    """For whoever broke the glass, once a review found it not right: that the access ends, who said so, and why."""
    by = mention(company, emergency.reviewed_by) if emergency.reviewed_by else "Security"
    text = f"{by} found your emergency not right; *{thing(item.label, item.scope)}* ends now if it has not ended."
    do = (
        f"For {_binds(company)} you cannot break the glass for it, nor for the rest of the same resource. If you still need it,"
        " ask for it the usual way, or talk to Security."
    )
    return Card(
        text=f"Your emergency access was found not right: {thing(item.label, item.scope)}",
        blocks=(section(f"{text}\n{quoted(emergency.note, REASON)}\n{do}"),),
    )


def emergency_notes(
    company: Company, item: ItemPicture, emergency: EmergencyPicture
) -> Iterator[tuple[str, str]]:
    """What is said below the card as time passes: a key that stands for the fact, and the words."""
    if emergency.review is None and emergency.reminders and emergency.waiting_for:
        whom, due = mentions(company, emergency.waiting_for, "and"), moment(emergency.due_at, company.zone)
        late = f"It was due {due}." if emergency.overdue else f"It is due {due}."
        what = thing(item.label, item.scope)
        yield (
            f"reminded:{emergency.reminders}",
            f"{whom}: the emergency about {what} still has to be reviewed. {late}",
        )


def not_right_modal(about: str, company: Company, request: RequestPicture, item: ItemPicture) -> View:
    """What was not right about it."""
    return reason_modal(
        action_ids.REVIEW_NOT_RIGHT_SENT,
        about,
        title="Not right",
        submit="Not right",
        says=f"{mention(company, request.requester)} broke the glass for *{thing(item.label, item.scope)}*.\n"
        "If they still have the access, it is taken away now. They and the owner read your reason."
        f" For {_binds(company)} they cannot break the glass for the same resource.",
        label="What was not right?",
    )


def _meaning(company: Company, offer: EmergencyOffer, owner: PersonId) -> str:
    within = span(company.emergency.review_within) if company.emergency else "a day"
    return (
        f"It ends after {span(offer.duration)}. Security and {mention(company, owner)} are told at once, everything is"
        f" logged, and Security says within {within} whether it was right."
    )


def _binds(company: Company) -> str:
    return span(nothing_not_right(company).binds_for)


def _waits(company: Company, emergency: EmergencyPicture) -> str:
    due = moment(emergency.due_at, company.zone)
    if not emergency.waiting_for:
        return f"Nobody can review it; {iam_admins(company)}, please name somebody for Security. It is due {due}."
    late = "was" if emergency.overdue else "is"
    return f"{mentions(company, emergency.waiting_for)}, was this right? The review {late} due {due}."


def _buttons(item: ItemPicture, *, block_id: str) -> Block:
    confirm = sure(
        "It was right?", "The review ends with that; the log keeps that you said so.", "It was right"
    )
    return actions(
        button("Right", action_ids.REVIEW_RIGHT, item.id, confirm=confirm),
        button("Not right", action_ids.REVIEW_NOT_RIGHT, item.id, style="danger"),
        block_id=block_id,
    )
