"""What people read on the cards, and that nothing realistic is too long for Slack."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.model import (
    Decision,
    EndReason,
    GrantStatus,
    ItemStatus,
    PolicyAnswer,
    StageName,
    TaskKind,
    TaskStatus,
    Verdict,
)
from bot.choice import Choice
from bot.drafts import DraftStatus
from bot.views.answers import status_answer
from bot.views.ending_cards import expired_card
from bot.views.home import error_home, home_view
from bot.views.notes import notes
from bot.views.proposal import Standing, closed_card, proposal_card
from bot.views.questions import ask_card, choose_card, decline_card, none_card
from bot.views.request_card import request_card
from bot.views.status_card import status_card
from bot.views.task_card import reminder_card, task_card
from bot.views.why_denied import refused_items, why_denied_card
from catalog.model import ScopeRule
from intents.understanding import Evidence
from tests.approvals.company import NOW, SALES, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import blocks_of, buttons, words

COMPANY = small_company()
TOM = {"about": "tom.reyes", "reader": "tom.reyes"}


def test_a_proposal_says_what_for_whom_how_long_why_and_who_decides() -> None:
    card = proposal_card(COMPANY, a.draft(), [a.assessment()])
    read = words(card)
    for part in (
        "Sales reports · Viewer (region EMEA)",
        "2 weeks",
        "board deck",
        "●●○ elevated (46 of 100)",
        "<@ULENAOSEI>, your manager",
    ):
        assert part in read
    assert buttons(card) == ["Send request", "Change", "Cancel"]


@pytest.mark.parametrize(
    ("words_said", "says"),
    [("until Friday", "2 weeks (until Friday), counted from when it is live"), ("two weeks", "2 weeks")],
)
def test_a_day_that_was_named_says_from_when_its_days_count(words_said: str, says: str) -> None:
    two_weeks, plain = timedelta(days=14), a.draft()
    understanding = plain.understanding.model_copy(
        update={"duration": two_weeks, "evidence": (Evidence(field="duration", text=words_said),)}
    )
    asked = a.draft(understanding=understanding, choice=Choice(duration=two_weeks))
    read = words(proposal_card(COMPANY, asked, [a.assessment(duration=two_weeks)]))
    assert says in read
    assert ("counted from" in read) is (words_said == "until Friday")


def test_a_shortened_wish_says_so() -> None:
    asked = a.draft(choice=Choice(duration=timedelta(days=365)))
    assert "2 weeks instead of 1 year" in words(proposal_card(COMPANY, asked, [a.assessment(shortened=True)]))


@pytest.mark.parametrize(
    ("changes", "reads"),
    [
        ({"already_held": True, "held_until": NOW}, "It can be asked for again once it has ended."),
        ({"already_held": True}, "with no end date"),
        (
            {"already_held": True, "leaving": True, "held_until": NOW},
            "What you had of this is being removed just now.",
        ),
        ({"already_pending": True}, "already waiting"),
        ({"decision": a.refused("You must not be an intern.")}, "Policy says no: You must not be an intern."),
    ],
)
def test_what_cannot_be_asked_for_says_why_and_has_no_send_button(
    changes: dict[str, Any], reads: str
) -> None:
    card = proposal_card(COMPANY, a.draft(), [a.assessment(**changes)])
    assert reads in words(card)
    assert buttons(card) == ["Change", "Cancel"]


def test_what_would_change_the_answer_is_said_and_takes_no_block_of_its_own() -> None:
    said = "What would change it: Ask for 90 days or less and the manager alone decides."
    for changes in ({}, {"decision": a.refused("You must ask for less.")}):
        plain, told = (
            proposal_card(COMPANY, a.draft(), [a.assessment(**changes, change=change)])
            for change in (None, a.change())
        )
        assert "What would change" not in words(plain)
        assert said in words(told)
        assert len(told.blocks) == len(plain.blocks)


def test_the_status_message_of_a_refusal_says_what_would_change_it() -> None:
    def read(reader: str, **changes: Any) -> str:
        item = a.item(
            status=ItemStatus.REFUSED,
            stages=(),
            reasons=a.refused("You must be here.").reasons,
            change=a.change(**changes),
        )
        request = a.request(item, requester="tom.reyes", beneficiary="sana.malik")
        assert "What would change" not in words(request_card(COMPANY, request))
        return words(status_card(COMPANY, request, reader=reader))

    assert "What would change it: Ask for 90 days" in read("tom.reyes")
    assert "What would change" not in read("tom.reyes", dropped=("ledger/payments:create",))
    assert "What would change it" in read("sana.malik", dropped=("ledger/payments:create",))


def test_a_missing_scope_has_to_be_chosen_first() -> None:
    card = proposal_card(COMPANY, a.draft(), [a.assessment(missing_scopes=("region",))])
    assert "Choose the region first" in words(card)
    assert "Send request" not in buttons(card)


def test_automatic_access_says_that_nobody_has_to_approve() -> None:
    granted = Decision(answer=PolicyAnswer.GRANTED, policy_version="v")
    read = words(proposal_card(COMPANY, a.draft(), [a.assessment(decision=granted, approvers=())]))
    assert "Granted at once" in read


def test_a_request_card_fits_one_screen_and_has_its_buttons_while_something_is_open() -> None:
    card = request_card(COMPANY, a.request())
    assert len(card.blocks) <= 6
    assert buttons(card) == ["Approve", "Deny"]
    read = words(card)
    assert "Confidential data; Moderate-risk access; For 14 days" in read
    assert "2 of 31" not in read
    assert "waits for <@ULENAOSEI>" in read


@pytest.mark.parametrize("status", [s for s in ItemStatus if s is not ItemStatus.PENDING])
def test_a_decided_card_has_an_outcome_and_no_buttons(status: ItemStatus) -> None:
    denied = a.vote(verdict=Verdict.DENIED, note="No longer needed")
    item = a.item(
        status=status,
        stages=(a.stage(vote=denied),),
        reasons=a.refused("You must be here.").reasons,
        grant=None,
    )
    card = request_card(COMPANY, a.request(item))
    assert buttons(card) == []
    assert "No longer needed" in words(card)


def test_buttons_carry_opaque_ids_and_nothing_else() -> None:
    for card in (
        request_card(COMPANY, a.request()),
        status_card(COMPANY, a.request(), reader="tom.reyes"),
        task_card(COMPANY, a.task()),
        proposal_card(COMPANY, a.draft(), [a.assessment()]),
    ):
        for block in blocks_of(card):
            for element in block.get("elements", []):
                if element["type"] == "button":
                    assert element["value"] in {"it_1", "req_1", "task_1", "dr_1"}


@pytest.mark.parametrize(
    ("status", "more", "reads", "can"),
    [
        (GrantStatus.PROVISIONING, {}, "Being set up", []),
        (GrantStatus.LIVE, {}, "Live until", ["I'm done", "Extend"]),
        (GrantStatus.LIVE, {"expires_at": None}, "no end date", ["I'm done"]),
        (GrantStatus.REVOKING, {}, "Being removed", []),
        (GrantStatus.ENDED, {"end_reason": EndReason.RETURNED, "ended_at": NOW}, "Given back", []),
        (GrantStatus.FAILED, {"trouble": "The warehouse said no."}, "The warehouse said no.", []),
    ],
)
def test_the_status_message_follows_the_grant(
    status: GrantStatus, more: dict[str, Any], reads: str, can: list[str]
) -> None:
    item = a.item(status=ItemStatus.APPROVED, stages=(), grant=a.grant(status=status, **more))
    card = status_card(COMPANY, a.request(item), reader="tom.reyes")
    assert reads in words(card)
    assert buttons(card) == can


def test_the_status_message_names_whom_it_waits_for_and_since_when() -> None:
    card = status_card(COMPANY, a.request(), reader="tom.reyes")
    assert "Waiting for <@ULENAOSEI> (manager) since <!date^" in words(card)
    assert "1 Dec 2026, 11:00" in words(card)
    assert buttons(card) == ["Withdraw", "Nudge"]


def test_notes_are_one_a_fact_and_their_keys_differ() -> None:
    live = a.item(status=ItemStatus.APPROVED, stages=(a.stage(vote=a.vote(note="fine")),), grant=a.grant())
    found = list(notes(COMPANY, a.request(live, a.item(id="it_2", stages=(a.stage(StageName.SECURITY),)))))
    assert len({note.key for note in found}) == len(found) == 3
    assert ["approved this" in note.text for note in found] == [True, False, False]
    assert [note.for_security for note in found] == [False, False, True]


def test_whoever_a_stage_comes_to_wait_for_is_told_once() -> None:
    def said(told: list[str], *people: str) -> list[str]:
        waiting = a.request(a.item(stages=(a.stage(waiting_for=people),)))
        return [note.key for note in notes(COMPANY, waiting, told)]

    first = said([], "lena.osei")
    assert first == ["ping:it_1:manager:lena.osei"]
    assert said(first, "lena.osei") == []
    both = said(first, "lena.osei", "ivo.brandt")
    assert both == ["ping:it_1:manager:ivo.brandt"]
    assert said([*first, *both], "ivo.brandt") == []


def test_the_end_is_said_to_the_one_who_held_it() -> None:
    ended = a.grant(status=GrantStatus.ENDED, end_reason=EndReason.EXPIRED, ended_at=NOW)
    item = a.item(status=ItemStatus.APPROVED, stages=(), grant=ended)
    last = list(notes(COMPANY, a.request(item)))[-1]
    assert last.text.startswith("<@UTOMREYES>, ")
    assert "has ended: expired" in last.text
    assert "its time was up" in words(expired_card(COMPANY, ended))


def test_what_was_called_off_is_said_when_it_is_and_when_nothing_is_left() -> None:
    def told(status: GrantStatus) -> list[str]:
        stopped = a.grant(
            status=status, end_reason=EndReason.STOPPED, live_at=None, trouble="It was called off."
        )
        item = a.item(status=ItemStatus.REFUSED, stages=(), reasons=(), grant=stopped)
        return [note.key for note in notes(COMPANY, a.request(item))]

    assert "grant:gr_1:stopped" in told(GrantStatus.REVOKING)
    assert "grant:gr_1:undone" in told(GrantStatus.FAILED)
    assert "grant:gr_1:undone" not in told(GrantStatus.REVOKING)


def test_who_may_not_know_learns_nothing_from_a_card_with_nothing_to_send() -> None:
    for changes in ({"already_held": True, "held_until": NOW}, {"already_pending": True}):
        other = a.draft(choice=Choice(beneficiary="sana.malik"))
        card = proposal_card(COMPANY, other, [a.assessment(**changes)], Standing(told=False))
        assert "Nothing to request for Sana Malik: ask them, or their manager." in words(card)
        assert "<!date" not in words(card)
        assert "already" not in words(card)


def test_what_waits_names_whom_it_waits_for() -> None:
    standing = Standing(waiting=(a.item(),))
    card = proposal_card(COMPANY, a.draft(), [a.assessment(already_pending=True)], standing)
    assert "waits for <@ULENAOSEI> already" in words(card)


def test_a_card_with_nothing_to_send_shows_no_length() -> None:
    for changes in ({"already_held": True}, {"decision": a.refused("You must not.")}):
        assert "How long" not in words(proposal_card(COMPANY, a.draft(), [a.assessment(**changes)]))


def test_a_task_says_its_scope_once() -> None:
    note = "Give Tom Reyes (tom@x.example) Building · Lab · Badge, scope zone=west."
    read = words(task_card(COMPANY, a.task(scope={"zone": "west"}, note=note)))
    assert "(zone west)" in read
    assert "zone=west" not in read


def test_on_the_home_tab_the_risk_stands_above_the_buttons() -> None:
    view = home_view(COMPANY, reader="lena.osei", held=[], requests=[], waiting=[a.request()], tasks=[])
    kinds = [block["type"] for block in view.to_dict()["blocks"]]
    assert kinds[3:6] == ["section", "context", "actions"]


def test_what_people_typed_cannot_mention_or_link_anybody() -> None:
    evil = "<!channel> <https://x|y> & <@U1>\n*bold*"
    request = a.request(justification=evil, words=evil)
    draft = a.draft(choice=Choice(justification=evil))
    denied = a.item(
        status=ItemStatus.DENIED, stages=(a.stage(vote=a.vote(verdict=Verdict.DENIED, note=evil)),)
    )
    for card in (
        request_card(COMPANY, request),
        status_card(COMPANY, request, reader="tom.reyes"),
        proposal_card(COMPANY, draft, [a.assessment(label=evil)]),
        request_card(COMPANY, a.request(denied)),
        task_card(COMPANY, a.task(status=TaskStatus.CANNOT, answer=evil, note=evil)),
        why_denied_card(COMPANY, refused_items([a.request(denied)]), {}, **TOM),
    ):
        assert "<!channel>" not in words(card) + card.text
        assert "<https" not in words(card)
        assert "&lt;!channel&gt;" in words(card)


LONG: dict[str, Any] = {"label": a.LONG_LABEL, "scope": {f"{a.LONG_NAME}{n}": a.LONG_NAME for n in range(5)}}
LONG_ITEM = a.item(
    **LONG,
    stages=tuple(
        a.stage(
            name, says=a.LONG_TEXT, note=a.LONG_TEXT, waiting_for=tuple(f"{a.LONG_NAME}{n}" for n in range(6))
        )
        for name in StageName
    ),
    reasons=a.refused(a.LONG_TEXT).reasons,
)
LONG_REQUEST = a.request(
    *(LONG_ITEM.model_copy(update={"id": f"it_{n}"}) for n in range(10)),
    justification=a.LONG_TEXT,
    requester=a.LONG_NAME,
)


@pytest.mark.parametrize("status", list(ItemStatus))
def test_the_longest_realistic_request_fits_everywhere(status: ItemStatus) -> None:
    items = tuple(item.model_copy(update={"status": status}) for item in LONG_REQUEST.items)
    request = LONG_REQUEST.model_copy(update={"items": items})
    blocks_of(request_card(COMPANY, request))
    blocks_of(request_card(COMPANY, request, only="it_3", thread="<#C1>"))
    blocks_of(status_card(COMPANY, request, reader="tom.reyes", unreachable=a.LONG_TEXT))
    blocks_of(status_answer(COMPANY, [request] * 10, **TOM))
    blocks_of(why_denied_card(COMPANY, refused_items([request] * 3), {}, **TOM))
    for note in notes(COMPANY, request):
        assert 0 < len(note.text) <= 3_000 or len(request.items) > 1
    home_view(
        COMPANY,
        reader="tom.reyes",
        held=[a.held(**LONG)] * 200,
        requests=[request] * 10,
        waiting=[request] * 10,
        tasks=[a.task(id=f"t{n}", **LONG) for n in range(50)],
    ).to_dict()


def test_the_longest_realistic_proposal_fits() -> None:
    choice = Choice(justification=a.LONG_TEXT[:3_000], duration=timedelta(days=14))
    many = [a.assessment(**LONG, approvers=LONG_ITEM.stages) for _ in range(10)]
    blocks_of(proposal_card(COMPANY, a.draft(choice=choice), many))
    blocks_of(
        proposal_card(COMPANY, a.draft(choice=choice), [a.assessment(decision=a.refused(a.LONG_TEXT))] * 10)
    )
    blocks_of(closed_card(a.draft(status=DraftStatus.SENT), many))


def test_questions_fit_and_offer_every_value() -> None:
    values = tuple(f"{a.LONG_NAME} {n}" for n in range(120))
    for rule in (ScopeRule(values=("EMEA", "AMER")), ScopeRule(values=values), ScopeRule(pattern="^Q[1-4]$")):
        blocks_of(ask_card(COMPANY, a.draft(), ("region", rule)))
    assert buttons(ask_card(COMPANY, a.draft(), ("region", ScopeRule(values=("EMEA", "AMER")))))[:2] == [
        "EMEA",
        "AMER",
    ]
    assert "None of these" in buttons(choose_card(COMPANY, a.draft()))
    assert "<@UIDABERG>" in words(none_card(COMPANY, [SALES]))
    assert "outside what I can do" in words(decline_card(COMPANY))


def test_the_home_tab_shows_what_there_is_to_do_first() -> None:
    view = home_view(
        COMPANY,
        reader="tom.reyes",
        held=[a.held()],
        requests=[a.request()],
        waiting=[a.request()],
        tasks=[a.task()],
    )
    read = words(view)
    assert read.index("Waiting for you") < read.index("To do by hand") < read.index("My access")
    assert buttons(view)[:3] == ["Request access", "Approve", "Deny"]
    assert "&lt;b&gt;" in words(error_home("<b>"))


def test_tasks_and_reminders_say_what_to_do() -> None:
    assert buttons(task_card(COMPANY, a.task())) == ["Done", "Can’t"]
    done = task_card(COMPANY, a.task(status=TaskStatus.DONE, finished_by="ida.berg", kind=TaskKind.REVOKE))
    assert buttons(done) == []
    assert "Done by <@UIDABERG>" in words(done)
    assert buttons(reminder_card(COMPANY, a.grant())) == ["Extend", "I'm done", "Don't renew"]


@given(st.text(max_size=4_000), st.text(max_size=4_000))
def test_any_text_makes_a_card_that_slack_takes(reason: str, label: str) -> None:
    blocks_of(request_card(COMPANY, a.request(a.item(label=label), justification=reason)))
    blocks_of(
        proposal_card(COMPANY, a.draft(choice=Choice(justification=reason)), [a.assessment(label=label)])
    )
