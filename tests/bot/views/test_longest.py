"""Every card and every view with the longest there is to say, put to the checks of the local Slack.

A view that is not in the table here fails the last test: nobody adds one without trying it so.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from slack_sdk.models.views import View

import bot.views
from approvals.helpdesk import Topic
from approvals.queries.codes import CodesPicture
from approvals.store.sign_tables import SignVerdict
from bot.slack_local.limits import check_blocks, check_text, check_view
from bot.views.about_request import nothing_told_card, open_card, sent_card
from bot.views.action_ids import SEVERAL_APPROVE, SEVERAL_DENY
from bot.views.answers import help_card, status_answer
from bot.views.appeal_modals import appeal_modal, overturn_modal, refused_modal, stands_modal
from bot.views.appeals import appeal_card, appeals_answer
from bot.views.codes import code_modal, remove_modal, reset_modal, set_up_modal
from bot.views.confirm_links import link_card
from bot.views.details import details_modal
from bot.views.discovery import discover_card
from bot.views.emergency import (
    break_glass_modal,
    emergency_card,
    ended_card,
    not_right_modal,
    owner_card,
)
from bot.views.ending_cards import ending_cards, expired_card, lapsed_card, unreviewed_card
from bot.views.extending import extend_card, extend_modal
from bot.views.form import MOST_ROWS, Form, form_view
from bot.views.handing_over import delegate_modal
from bot.views.holders import holders_card
from bot.views.holdings import inventory_card, return_card
from bot.views.home import error_home, home_view
from bot.views.inquiries import looked_at_card, reason_card, reason_due_modal
from bot.views.lessening_modal import changed_modal
from bot.views.lockout import Reader, events_modal, lockout_card
from bot.views.losses import losses_card
from bot.views.model_notes import due_card, stepped_down_card
from bot.views.pages import pages_card, with_pages
from bot.views.parts import Card, text_card
from bot.views.proposal import Standing, closed_card, proposal_card
from bot.views.questions import ask_card, choose_card, decline_card, none_card
from bot.views.reasons import ask_modal, cannot_modal, deny_modal, reason_modal
from bot.views.refinement import changed_card, sent_already_card, unchanged_card
from bot.views.remarks import asked_card
from bot.views.renewal import not_renewed_card, not_renewed_cards
from bot.views.request_card import request_card
from bot.views.review_card import review_card, review_cards
from bot.views.several import (
    MOST_TICKED,
    Kept,
    Told,
    result_modal,
    several_modal,
    title_of,
    working_modal,
)
from bot.views.status_card import status_card
from bot.views.taking_away import Reach, taking_away_card
from bot.views.task_card import outdated_reminder, reminder_card, task_card
from bot.views.tickets import helpdesk_card, nobody_card, opened_card
from bot.views.to_decide import to_decide_card
from bot.views.unheld import unheld_card
from bot.views.waiting_list import riskiest_first
from bot.views.warning_signs import sign_card, summed_card
from bot.views.why_denied import refused_items, rules_modal, why_denied_card
from bot.views.windows import one_moment, says_only
from tests.approvals.company import NOW
from tests.bot.views import pictures as a
from tests.bot.views.longest import (
    APPEALS,
    ASSESSED,
    COMPANY,
    DRAFTS,
    EMERGENCIES,
    EVIL,
    FORM,
    GRANTS,
    HELD,
    INQUIRY,
    ITEMS,
    LONG,
    LOST,
    MANY,
    MANY_TASKS,
    MODEL,
    NOT_RENEWED,
    OFFER,
    OFFERS,
    ONE,
    QUOTED,
    REFUSED,
    REMARKS,
    REQUESTS,
    REVIEWED,
    REVIEWS,
    RULES,
    STEPPED_DOWN,
    TASKS,
    TEN,
    TICKETS,
    TOM,
    WAITING,
    WHY,
)
from tests.bot.views.signins import EXPLANATIONS
from tests.bot.views.test_warning_signs import LOOKED_UP, sign

Shown = Iterator[Card | View]

VIEWS: dict[Callable[..., Any], Callable[[], Shown]] = {
    status_answer: lambda: (
        status_answer(COMPANY, many, **TOM) for many in (*([one] for one in REQUESTS), TEN, ONE)
    ),
    help_card: lambda: iter([help_card(COMPANY)]),
    open_card: lambda: (
        open_card(COMPANY, draft, [ASSESSED] * 5, private=private)
        for draft in DRAFTS
        for private in (True, False)
    ),
    sent_card: lambda: (sent_card(COMPANY, one, reader="tom.reyes") for one in REQUESTS),
    nothing_told_card: lambda: iter([nothing_told_card()]),
    why_denied_card: lambda: (
        why_denied_card(COMPANY, refused_items(many), {item.id: WHY for item in ITEMS}, **TOM)
        for many in (*([one] for one in REQUESTS), TEN)
    ),
    rules_modal: lambda: iter([rules_modal(COMPANY, ITEMS[0], WHY)]),
    lockout_card: lambda: (
        lockout_card(COMPANY, one, who=who, inquiry_id="inq_1")
        for one in EXPLANATIONS
        for who in (Reader("tom.reyes", "tom.reyes"), Reader("cara.cruz", "tom.reyes"))
    ),
    events_modal: lambda: (
        events_modal(COMPANY, one, who=Reader("tom.reyes", "tom.reyes")) for one in EXPLANATIONS
    ),
    losses_card: lambda: (losses_card(COMPANY, [LOST] * count, **TOM) for count in (0, 1, 200)),
    reason_card: lambda: (reason_card(COMPANY, "tom.reyes", topic, "inq_1") for topic in Topic),
    reason_due_modal: lambda: iter([reason_due_modal("c" * 60, COMPANY, INQUIRY)]),
    looked_at_card: lambda: iter([looked_at_card(COMPANY, INQUIRY)]),
    opened_card: lambda: (opened_card(COMPANY, one) for one in TICKETS),
    helpdesk_card: lambda: (helpdesk_card(COMPANY, one) for one in TICKETS),
    pages_card: lambda: iter([pages_card(QUOTED)]),
    with_pages: lambda: iter([with_pages(text_card(a.LONG_TEXT), QUOTED)]),
    code_modal: lambda: (code_modal("c" * 60, COMPANY, one, one.items[0], a.LONG_TEXT) for one in REQUESTS),
    set_up_modal: lambda: (set_up_modal(offer) for offer in OFFERS),
    remove_modal: lambda: iter([remove_modal()]),
    reset_modal: lambda: iter([reset_modal()]),
    discover_card: lambda: (
        discover_card(COMPANY, [one] * 20, "tom.reyes", private=private)
        for one in (ASSESSED, REFUSED)
        for private in (True, False)
    ),
    ending_cards: lambda: (card for one in REQUESTS for _, _, card in ending_cards(COMPANY, one)),
    expired_card: lambda: (expired_card(COMPANY, grant) for grant in GRANTS if grant is not None),
    lapsed_card: lambda: (lapsed_card(item) for item in ITEMS),
    form_view: lambda: (
        form_view(COMPANY, Form(rows=FORM.rows[:count], **rest))
        for count in (1, MOST_ROWS)
        for rest in ({}, {"why": FORM.why, "custom": FORM.custom, "sends": True, "user": FORM.user})
    ),
    inventory_card: lambda: (inventory_card(COMPANY, HELD[:count], **TOM) for count in (1, 40, 300)),
    taking_away_card: lambda: (
        taking_away_card(
            COMPANY,
            Reach(reader="tom.reyes", about=about, asked_for=asked, to_review=review, meant=meant),
        )
        for about in ("tom.reyes", None)
        for asked in ([], HELD)
        for review in (True, False)
        for meant in ([], list(COMPANY.places.values()), COMPANY.systems[:1])
    ),
    return_card: lambda: (return_card(COMPANY, meant, everything=HELD) for meant in ([], HELD)),
    extend_card: lambda: (
        extend_card(COMPANY, meant, everything=all_of_it)
        for meant, all_of_it in (([], HELD), (HELD[:1], HELD), (HELD, HELD), ([], []))
    ),
    extend_modal: lambda: (extend_modal("c" * 60, COMPANY, grant) for grant in GRANTS if grant is not None),
    home_view: lambda: (
        home_view(
            COMPANY,
            reader="tom.reyes",
            held=HELD,
            requests=many,
            waiting=WAITING[:count],
            tasks=MANY_TASKS[:48],
            others_tasks=MANY_TASKS[48:],
            codes=CodesPicture(set_up_at=NOW, resets_others=True),
            page=page,
            reviews=[one for one in ONE if one.items[0].emergency][: count // 2],
        )
        for many, count, page in (
            *(([one], 1, 0) for one in ONE[::5]),
            (TEN, 200, 0),
            (TEN, 200, 12),
            (TEN, 200, 99),
        )
    ),
    several_modal: lambda: (
        several_modal(
            COMPANY,
            riskiest_first(WAITING),
            what=what,
            kept=Kept(page=page, ticked=tuple(f"it_{'x' * 16}{n:03}" for n in range(MOST_TICKED))),
            reason=a.LONG_TEXT[:3_000],
        )
        for what in (SEVERAL_APPROVE, SEVERAL_DENY)
        for page in (0, 5, 9, 99)
    ),
    link_card: lambda: (
        link_card(
            COMPANY, one, one.items[0], address=f"https://{'h' * 200}/confirm/{'t' * 400}", says=a.LONG_TEXT
        )
        for one in REQUESTS
    ),
    review_card: lambda: (
        review_card(COMPANY, one, one.items[0], review) for one in REQUESTS[::7] for review in REVIEWS
    ),
    review_cards: lambda: (card for _, card in review_cards(COMPANY, REVIEWED)),
    unreviewed_card: lambda: (unreviewed_card(grant) for grant in GRANTS if grant is not None),
    working_modal: lambda: iter([working_modal(SEVERAL_DENY, 100)]),
    result_modal: lambda: (
        result_modal(
            SEVERAL_APPROVE,
            [Told(title_of(COMPANY, one), says, alone) for one in riskiest_first(WAITING)[:100]],
        )
        for says, alone in (("", ""), (EVIL, ""), (EVIL, "it_1"), (a.LONG_TEXT, "it_1"))
    ),
    error_home: lambda: iter([error_home(EVIL)]),
    due_card: lambda: iter([due_card(MODEL)]),
    stepped_down_card: lambda: iter([stepped_down_card(STEPPED_DOWN)]),
    text_card: lambda: iter([text_card(a.LONG_TEXT)]),
    proposal_card: lambda: (
        proposal_card(COMPANY, draft, many, Standing(told=told, waiting=tuple(ITEMS)), offer)
        for draft in DRAFTS
        for many in ([ASSESSED], [REFUSED], [ASSESSED] * 10, [REFUSED, ASSESSED] * 5)
        for told in (True, False)
        for offer in (OFFER, None)
    ),
    closed_card: lambda: (closed_card(draft, [ASSESSED] * 10) for draft in DRAFTS),
    choose_card: lambda: (choose_card(COMPANY, draft) for draft in DRAFTS),
    ask_card: lambda: (
        ask_card(COMPANY, draft, asked)
        for draft in DRAFTS
        for asked in (None, *((a.LONG_NAME, rule) for rule in RULES))
    ),
    none_card: lambda: iter([none_card(COMPANY, list(COMPANY.places))]),
    decline_card: lambda: iter([decline_card(COMPANY)]),
    ended_card: lambda: (ended_card(COMPANY, one.items[0], e) for one in ONE[::4] for e in EMERGENCIES),
    emergency_card: lambda: (
        emergency_card(COMPANY, one, one.items[0], emergency) for one in ONE[::4] for emergency in EMERGENCIES
    ),
    owner_card: lambda: (owner_card(COMPANY, one, one.items[0]) for one in ONE),
    break_glass_modal: lambda: iter([break_glass_modal("c" * 60, COMPANY, OFFER, **LONG, owner="omar.diaz")]),
    not_right_modal: lambda: (not_right_modal("c" * 60, COMPANY, one, one.items[0]) for one in ONE),
    appeal_card: lambda: (
        appeal_card(COMPANY, one, item, appeal) for one in ONE for item in one.items for appeal in APPEALS
    ),
    appeals_answer: lambda: (
        appeals_answer(COMPANY, [(one, item) for one in many for item in one.items], reader="tom.reyes")
        for many in (*([one] for one in ONE), REQUESTS)
    ),
    appeal_modal: lambda: (
        appeal_modal("c" * 60, COMPANY, one, one.items[0], reader=one.requester) for one in REQUESTS
    ),
    refused_modal: lambda: iter([refused_modal("c" * 60, COMPANY, EVIL)]),
    stands_modal: lambda: (
        stands_modal("c" * 60, COMPANY, ONE[0], ONE[0].items[0], appeal) for appeal in APPEALS
    ),
    overturn_modal: lambda: (
        overturn_modal("c" * 60, COMPANY, ONE[0], ONE[0].items[0], appeal, codes=True) for appeal in APPEALS
    ),
    reason_modal: lambda: iter(
        [reason_modal("reason_deny", "c" * 60, title="Deny", submit="Deny", says=a.LONG_TEXT, label="Why?")]
    ),
    deny_modal: lambda: (deny_modal("c" * 60, COMPANY, one, one.items[0]) for one in REQUESTS),
    ask_modal: lambda: (ask_modal("c" * 60, COMPANY, one, one.items[0]) for one in REQUESTS),
    details_modal: lambda: (
        details_modal(COMPANY, one, item, reader="lena.osei") for one in REQUESTS for item in one.items
    ),
    delegate_modal: lambda: (
        delegate_modal("c" * 60, COMPANY, one, one.items[0], until=NOW.date()) for one in REQUESTS
    ),
    changed_modal: lambda: (
        changed_modal("c" * 60, COMPANY, one, item, codes=True) for one in REQUESTS for item in one.items
    ),
    asked_card: lambda: (
        asked_card(COMPANY, one.items[0], remark.model_copy(update={"text": text}))
        for one in REQUESTS
        for remark in REMARKS
        for text in (a.LONG_TEXT, EVIL)
    ),
    cannot_modal: lambda: (cannot_modal("c" * 60, COMPANY, task) for task in TASKS),
    changed_card: lambda: (changed_card(draft) for draft in DRAFTS),
    unchanged_card: lambda: (unchanged_card(question) for question in (None, EVIL, a.LONG_TEXT)),
    sent_already_card: lambda: (sent_already_card(COMPANY, one, reader="tom.reyes") for one in REQUESTS),
    request_card: lambda: (
        request_card(COMPANY, one, only=only, thread=f"<#{a.LONG_NAME}>")
        for one in REQUESTS
        for only in (None, one.items[0].id)
    ),
    status_card: lambda: (
        status_card(COMPANY, one, reader="tom.reyes", unreachable=a.LONG_TEXT) for one in REQUESTS
    ),
    sign_card: lambda: (
        sign_card(
            COMPANY,
            sign(
                says=text, people=tuple(MANY), evidence=(dict.fromkeys(LOOKED_UP, text),) * 5, verdict=verdict
            ),
        )
        for text in (a.LONG_TEXT, EVIL)
        for verdict in SignVerdict
    ),
    summed_card: lambda: [
        summed_card(COMPANY, [sign(kind=kind, people=tuple(MANY)) for kind in MANY], "1 May")
    ],
    task_card: lambda: (task_card(COMPANY, task) for task in TASKS),
    to_decide_card: lambda: (
        to_decide_card(COMPANY, waiting, reader="lena.osei", tasks=tasks, reviews=tasks)
        for waiting in ((), riskiest_first(WAITING))
        for tasks in (0, 40)
    ),
    unheld_card: lambda: (unheld_card(place, what_for="give back") for place in COMPANY.places.values()),
    holders_card: lambda: (holders_card(COMPANY, reader=person) for person in COMPANY.people),
    nobody_card: lambda: iter([nobody_card(COMPANY)]),
    one_moment: lambda: iter([one_moment()]),
    says_only: lambda: (says_only(text) for text in (a.LONG_TEXT, EVIL)),
    reminder_card: lambda: (
        reminder_card(COMPANY, grant) for grant in (*GRANTS, *NOT_RENEWED) if grant is not None
    ),
    outdated_reminder: lambda: (outdated_reminder(COMPANY, grant) for grant in NOT_RENEWED),
    not_renewed_card: lambda: (not_renewed_card(COMPANY, grant) for grant in NOT_RENEWED),
    not_renewed_cards: lambda: (card for one in REQUESTS for _, _, card in not_renewed_cards(COMPANY, one)),
}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_the_longest_content_is_taken_by_slack(view: Callable[..., Any]) -> None:
    shown = 0
    for one in VIEWS[view]():
        shown += 1
        if isinstance(one, Card):
            arguments = one.arguments()
            check_blocks(arguments["blocks"])
            assert check_text(arguments["text"])
        else:
            check_view(one.to_dict())
    assert shown


def test_every_card_and_view_is_tried() -> None:
    drawn = {
        function
        for module in iter_modules(bot.views.__path__)
        for name, function in inspect.getmembers(
            import_module(f"bot.views.{module.name}"), inspect.isfunction
        )
        if not name.startswith("_")
        and function.__module__ == f"bot.views.{module.name}"
        and any(kind in str(inspect.signature(function).return_annotation) for kind in ("Card", "View"))
    }
    assert drawn == set(VIEWS)
