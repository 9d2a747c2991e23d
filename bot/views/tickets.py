"""What became of "talk to the helpdesk": the number, or the facts themselves before the helpdesk."""

from __future__ import annotations

from approvals.queries.inquiries import TicketPicture
from approvals.store.helpdesk_tables import TicketState
from bot.texts import mention, mentions, name_of, shorten, typed
from bot.views.parts import Card, context, header, section, text_card
from catalog.model import Company, PersonId

_LONGEST_LINE = 400
_LONGEST_FACTS = 2_700
MOST_LINES = 40


def opened_card(company: Company, ticket: TicketPicture) -> Card:
    """What whoever asked is told: who has it, and under which number."""
    if ticket.state is TicketState.HANDED_OVER:
        number = f" as *{typed(ticket.reference, 120)}*" if ticket.reference else ""
        where = f"\n{typed(ticket.link, 500)}" if ticket.link else ""
        text = f"The helpdesk has it{number}, with everything I found. They come back to you.{where}"
    else:
        who = mentions(company, helped_by(company), "and") or "The helpdesk"
        text = f"{who} {'has' if len(helped_by(company)) == 1 else 'have'} it, with everything I found. They come back to you."
    return text_card(text)


def nobody_card(company: Company) -> Card:
    """What whoever asked is told where nobody could be given the facts."""
    whom = mentions(company, helped_by(company))
    ask = f"Talk to {whom} yourself" if whom else "Talk to whoever looks after accounts here yourself"
    return text_card(
        f"I could not reach anybody of the helpdesk in Slack. {ask}, with what the answer above says."
    )


def helped_by(company: Company) -> tuple[PersonId, ...]:
    """Who has what goes to the helpdesk; the IAM admins where nobody is named for it."""
    return company.groups.helpdesk or company.groups.iam_admins


def helpdesk_card(company: Company, ticket: TicketPicture) -> Card:
    """The facts, where there is no ticket system or it did not take them."""
    title = f"Help wanted: {ticket.title}"
    by = "" if ticket.opened_by == ticket.person else f", asked for by {mention(company, ticket.opened_by)}"
    lines = [f"• {typed(line, _LONGEST_LINE)}" for line in ticket.lines[:MOST_LINES]]
    to = mention(company, ticket.opened_by)
    small = [f"{to} was told that you have it. Write to them yourself: I pass on nothing that is said here."]
    if ticket.trouble:
        small.insert(0, f"It could not be handed to the ticket system: {typed(ticket.trouble, 300)}")
    return Card(
        text=f"{title} ({name_of(company, ticket.person)})",
        blocks=(
            header(title),
            section(f"About {mention(company, ticket.person)}{by}."),
            section(shorten("\n".join(lines) or "Nothing more is known.", _LONGEST_FACTS)),
            context(*small),
        ),
    )
