"""The longest there is to say: long names, long texts, long lists, and text that would be markup if it were let."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from approvals.afterwards import NotRenewed
from approvals.emergencies import EmergencyOffer, EmergencyPicture
from approvals.helpdesk import Topic
from approvals.model import (
    EndReason,
    GrantStatus,
    ItemStatus,
    Review,
    ReviewOutcome,
    Ruling,
    Said,
    StageName,
    TaskStatus,
    Verdict,
    Wish,
)
from approvals.operations.begin_codes import Offer
from approvals.pictures import Remark, ReviewPicture
from approvals.queries.inquiries import InquiryPicture, TicketPicture
from approvals.queries.not_held import NotHeld, Why
from approvals.queries.why_not import RuleThen, WhyNot
from approvals.risk.registry.register import Act, Registered
from approvals.similar import Decided
from approvals.step_up.codes import link_for, new_secret
from approvals.store.helpdesk_tables import TicketState
from bot.choice import Change, Choice
from bot.drafts import DraftStatus
from bot.views.form import MOST_ROWS, Form
from bot.views.form_row import Row
from catalog.model import Company, ScopeRule
from catalog.pages import Section
from intents.pages import Quoted
from tests.approvals.company import NOW, SALES, small_company
from tests.bot.views import pictures as a

TOM = {"about": "tom.reyes", "reader": "tom.reyes"}
LONG: dict[str, Any] = {"label": a.LONG_LABEL, "scope": {f"{a.LONG_NAME}{n}": a.LONG_NAME for n in range(5)}}
EVIL = "<!channel> & <https://x.example|x> \u202e" * 90
MANY = [f"{a.LONG_NAME}{n}" for n in range(40)]


def long_company() -> Company:
    """Northlight, where every name has eighty characters and nobody has an account that could be mentioned."""
    small = small_company()

    def named(thing: Any, **more: Any) -> Any:
        return thing.model_copy(update={"name": a.LONG_NAME, **more})

    systems = tuple(
        named(
            system,
            resources=tuple(
                named(resource, entitlements=tuple(named(one) for one in resource.entitlements))
                for resource in system.resources
            ),
        )
        for system in small.systems
    )
    people = {id: named(one, slack_id=None) for id, one in small.people.items()}
    return small_company(name=a.LONG_NAME, systems=systems, people=people)


COMPANY = long_company()
STAGES = tuple(
    a.stage(
        tuple(StageName)[n % 3],
        says=a.LONG_TEXT,
        note=EVIL if n % 2 else a.LONG_TEXT,
        waiting_for=tuple(MANY) if n % 4 else (),
        opened_at=NOW,
        reminders=n,
        patience=timedelta(days=5),
        expires_at=NOW + timedelta(days=5),
        vote=None if n % 4 else a.vote(tuple(StageName)[n % 3], Verdict.DENIED, a.LONG_TEXT),
    )
    for n in range(40)
)
"""A history of forty stages, some decided and some waiting."""
TASKS = tuple(a.task(id=f"t{n}", **LONG, note=a.LONG_TEXT, answer=EVIL, status=s) for n, s in enumerate(TaskStatus))  # fmt: skip
GRANTS = [None, *(a.grant(**LONG, status=one, trouble=a.LONG_TEXT, end_reason=EndReason.EXPIRED) for one in GrantStatus)]  # fmt: skip
MARKS = [NotRenewed(by=a.LONG_NAME, at=NOW, final=final) for final in (False, True)]
NOT_RENEWED = [a.grant(**LONG, not_renewed=mark) for mark in MARKS]
OFFER = EmergencyOffer(allowed=True, duration=timedelta(hours=4))
EMERGENCIES = [
    EmergencyPicture(
        opened_at=NOW, due_at=NOW, waiting_for=() if review else tuple(MANY), overdue=True, reminders=9, review=review,
        reviewed_by="lena.osei" if review else None, note=EVIL,
    )
    for review in (None, *Review)
]  # fmt: skip
STATES = [
    *((status, None) for status in ItemStatus),
    *((ItemStatus.APPROVED, grant) for grant in (*GRANTS, *NOT_RENEWED) if grant is not None),
]
SIMILAR = [
    Decided(
        at=NOW, outcome=outcome, department=a.LONG_NAME, title="", person="tom.reyes", scope=LONG["scope"], by="lena.osei",
        note=EVIL, duration=timedelta(days=400),
    )
    for outcome in Verdict
]  # fmt: skip
APPEALS = [
    a.appeal(
        text=a.LONG_TEXT, against=(a.LONG_TEXT, EVIL), note=EVIL, why=a.LONG_TEXT, waiting_for=tuple(MANY), denier=denier,
        ruling=ruling, ruled_by="omar.diaz", moves=2, reminders=3,
    )
    for ruling in (None, *Ruling)
    for denier in (None, "lena.osei")
]  # fmt: skip
ITEMS = [
    a.item(
        **LONG,
        id=f"it_{n}",
        stages=STAGES,
        status=status,
        grant=grant,
        tasks=TASKS if grant else (),
        reasons=a.refused(a.LONG_TEXT).reasons,
        change=a.change(says=a.LONG_TEXT),
        decided_at=NOW,
        appeal=APPEALS[n % len(APPEALS)],
        appealable=True,
        similar=SIMILAR[n % 2],
        emergency=EMERGENCIES[n % 3] if n else None,
        extension=None if n else a.extension(after=NOW if status is ItemStatus.APPROVED else None),
    )
    for n, (status, grant) in enumerate(STATES)
]
ONE = [a.request(item, justification=a.LONG_TEXT[:3_000], words=EVIL) for item in ITEMS]
TEN = [
    a.request(*(one.model_copy(update={"id": f"it_{n}"}) for n in range(10)), justification=a.LONG_TEXT[:3_000], words=EVIL)
    for one in ITEMS[::5]
]  # fmt: skip
REQUESTS = [*ONE, *TEN]
ASSESSED = a.assessment(**LONG, approvers=STAGES, change=a.change(says=a.LONG_TEXT), shortened=True)
REFUSED = a.assessment(**LONG, approvers=(), decision=a.refused(a.LONG_TEXT), change=a.change(says=EVIL))
WAITING = [
    a.request(
        a.item(**LONG, id=f"it_{'x' * 16}{n:03}", stages=STAGES[:3]),
        justification=EVIL,
        words=EVIL,
        id=f"req_{n}",
    )
    for n in range(200)
]
REVIEWS = [
    ReviewPicture(
        id="rev_1", grant_id="gr_1", opened_at=NOW, ends_at=NOW, outcome=outcome, waiting_for=tuple(MANY), note=EVIL,
        reminders=1, answered_by=a.LONG_NAME, answered_at=NOW,
    )
    for outcome in ReviewOutcome
]  # fmt: skip
REVIEWED = a.request(a.item(**LONG, status=ItemStatus.APPROVED, grant=NOT_RENEWED[0], reviews=tuple(REVIEWS)))
HELD = [a.held(**LONG, not_renewed=mark) for mark in (None, *MARKS)] * 100
MANY_TASKS = [a.task(id=f"t{n}", **LONG, note=a.LONG_TEXT) for n in range(96)]
RULES = (
    ScopeRule(values=tuple(f"{a.LONG_NAME} {n}" for n in range(120))),
    ScopeRule(values=(a.LONG_NAME, "AMER"), required=True),
    ScopeRule(pattern="^[A-Z]{80}$"),
)
CHOICE = Choice(
    items=(Wish(entitlement=SALES, scope=LONG["scope"]),),
    justification=a.LONG_TEXT[:3_000],
    beneficiary="sana.malik",
    duration=timedelta(days=400),
    change=Change(event="Ev1", says=a.LONG_TEXT),
)
READ = a.draft().understanding.model_copy(
    update={"question": EVIL, "shortlist": tuple(COMPANY.places)[:5], "engine": f"{a.LONG_NAME} (away)"}
)
DRAFTS = [a.draft(choice=CHOICE, text=EVIL, understanding=READ, status=status) for status in DraftStatus]
MODEL = Registered.model_construct(id="m" * 64, trained_at=NOW)
STEPPED_DOWN = Act.model_construct(before="m" * 64, reason=" ".join(a.LONG_TEXT for _ in range(9)))
SECRET = new_secret()
OFFERS = [
    Offer(secret=SECRET, link=link_for(SECRET, account="ö" * 80, company="Ü" * 120), replaces=replaces)
    for replaces in (False, True)
]
SCOPE = {"region": "EMEA", "quarter": "Q" * 300}
FORM = Form(
    draft_id="dr_1",
    sends=True,
    rows=tuple(Row(n, SALES, SCOPE) for n in range(MOST_ROWS)),
    why=a.LONG_TEXT[:3_000],
    custom=a.LONG_NAME,
    user="UTOMREYES",
    beneficiary="tom.reyes",
)
WHY = WhyNot(
    item_id="it_0", at=NOW, risk=a.RISK, change=a.change(says=a.LONG_TEXT), same_policies=False,
    policy_version="v" * 64,
    rules=tuple(RuleThen(id=f"rule-{n}", says=EVIL, file=a.LONG_NAME, line=n, text=a.LONG_TEXT) for n in range(30)),
)  # fmt: skip
LOST = NotHeld(
    why=Why.REVOKED, entitlement=SALES, at=NOW, request="req_1", item="it_1", by="lena.osei", says=EVIL,
    department_then=a.LONG_NAME, **LONG,
)  # fmt: skip
INQUIRY = InquiryPicture(
    id="inq_1", asker="cara.cruz", about="tom.reyes", topic=Topic.SIGN_INS, words=EVIL, reason=EVIL, asked_at=NOW,
    open=True,
)  # fmt: skip
TICKETS = [
    TicketPicture(
        id="tick_1", inquiry="inq_1", person="tom.reyes", opened_by="cara.cruz", title=EVIL, lines=(EVIL,) * 60,
        state=state, reference=a.LONG_NAME, link=EVIL, trouble=EVIL, opened_at=NOW,
    )
    for state in TicketState
]  # fmt: skip
QUOTED = [
    Quoted(Section(page=a.LONG_NAME, title=EVIL, heading=EVIL, text=EVIL * 9, line=1), 1.0) for _ in range(2)
]

REMARKS = [
    Remark(
        id=id, question="q1", stage=StageName.SECURITY, by="lena.osei", to="tom.reyes", text="?",
        said_in=Said.CARD, at=NOW,
    )
    for id in ("q1", "q2")
]  # fmt: skip
