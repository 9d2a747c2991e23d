"""Asking about somebody else: why it is asked, and what the person concerned is told."""

from __future__ import annotations

from slack_sdk.models.views import View

from approvals.helpdesk import Topic
from approvals.queries.inquiries import InquiryPicture
from bot.texts import mention, name_of, quoted, typed
from bot.views import action_ids
from bot.views.parts import Card, actions, button, context, section
from bot.views.reasons import reason_modal
from catalog.model import Company, PersonId

_WHAT = {
    Topic.SIGN_INS: "sign-ins",
    Topic.ACCESS: "access",
    Topic.ENDED: "access that has ended",
    Topic.REQUESTS: "requests",
    Topic.DENIALS: "refused requests",
}


def reason_card(company: Company, about: PersonId, topic: Topic, inquiry_id: str) -> Card:
    """A reason is due before anything is said about somebody else."""
    text = f"Why do you ask about {name_of(company, about)}’s {_WHAT[topic]}?"
    small = "Your reason is logged, and they are told that you looked, and why. Or write _because …_ here."
    give = button("Give the reason", action_ids.GIVE_REASON, inquiry_id, style="primary")
    return Card(text=text, blocks=(section(f"*{text}*"), context(small), actions(give)))


def reason_due_modal(about: str, company: Company, inquiry: InquiryPicture) -> View:
    """Why it is asked. `about` is kept for when the modal comes back."""
    return reason_modal(
        action_ids.REASON_ASKED,
        about,
        title="Why do you ask?",
        submit="Show me",
        says=f"About the {_WHAT[inquiry.topic]} of {mention(company, inquiry.about)}.\n"
        "They read your name and this reason, and it is logged.",
        label="Reason, such as a ticket or a call",
    )


def looked_at_card(company: Company, inquiry: InquiryPicture) -> Card:
    """What the person concerned is told: who looked at what of theirs, and why."""
    text = f"{mention(company, inquiry.asker)} {_from(company, inquiry.asker)} looked at your {_WHAT[inquiry.topic]}."
    plain = f"{name_of(company, inquiry.asker)} looked at your {_WHAT[inquiry.topic]}: {typed(inquiry.reason, 300)}"
    return Card(
        text=plain,
        blocks=(
            section(f"{text}\n{quoted(inquiry.reason, 1_200)}"),
            context(
                "It is in the log as well. If you think it was not needed, tell your manager or Security."
            ),
        ),
    )


def _from(company: Company, person: PersonId) -> str:
    groups = company.groups
    if person in groups.helpdesk:
        return "from the helpdesk"
    if person in groups.security:
        return "from Security"
    return "from the IAM team" if person in groups.iam_admins else "who was entitled to"
