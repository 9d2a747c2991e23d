"""The page behind a link that confirms an approval: what is approved, and one button. Plain HTML, no script, no cookie.

Whatever people typed is text here, never markup: `typed` escapes for elements what it escapes for Slack.
"""

from __future__ import annotations

from html import escape

from approvals.pictures import ItemPicture, RequestPicture
from approvals.step_up.links import Link
from bot.texts import BANDS, STAGES, typed
from bot.views.how_long import item_length
from catalog.model import Company, PersonId

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:8vh auto;max-width:34rem;padding:0 1.2rem;color:#1d1c1d}"
    "h1{font-size:1.3rem}dt{color:#555;margin-top:.7rem}dd{margin:0}"
    "button{font:inherit;font-weight:600;margin-top:1.6rem;padding:.6rem 1.4rem;border:0;border-radius:.4rem;"
    "background:#007a5a;color:#fff;cursor:pointer}p.small{color:#555;font-size:.9rem}"
)


def asking_page(company: Company, link: Link, request: RequestPicture, item: ItemPicture) -> str:
    """What would be approved, in whose name, and the button."""
    scope = ", ".join(f"{key} {value}" for key, value in sorted(item.scope.items()))
    facts = {
        "What": f"{item.label} ({scope})" if scope else item.label,
        "For": _name(company, request.beneficiary),
        "Asked by": _name(company, request.requester),
        "How long": item_length(company, request, item),
        "Why": request.justification,
        "Risk": f"{BANDS[item.risk.band]} ({item.risk.score} of 100)",
    }
    rows = "".join(f"<dt>{name}</dt><dd>{typed(value, 1_000)}</dd>" for name, value in facts.items())
    who = _name(company, link.person)
    return _page(
        "Confirm this approval",
        f"<p>You are about to approve this as {escape(STAGES[link.stage])}, in the name of <b>{escape(who)}</b>.</p>"
        f"<dl>{rows}</dl>"
        '<form method="post"><button type="submit">Approve</button></form>'
        f'<p class="small">Not {escape(who)}? Close this page and tell them. To deny it, go back to Slack.</p>',
    )


def said_page(title: str, sentence: str) -> str:
    """What came of it, or why nothing did."""
    return _page(title, f"<p>{escape(sentence)}</p>")


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def _name(company: Company, person: PersonId) -> str:
    known = company.people.get(person)
    return known.name if known else person
