"""What people read when they ask, and what they can do from there."""

from __future__ import annotations

from typing import Any

from approvals.model import Decision, EndReason, GrantStatus, ItemStatus, PolicyAnswer
from bot.views.answers import help_card, status_answer
from bot.views.discovery import discover_card
from bot.views.holdings import inventory_card, return_card
from bot.views.reasons import cannot_modal, deny_modal
from bot.views.used import without_button
from tests.approvals.company import small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import blocks_of, buttons, words

COMPANY = small_company()
TOM = {"about": "tom.reyes", "reader": "tom.reyes"}
LONG = {"label": a.LONG_LABEL, "scope": {f"{a.LONG_NAME}{n}": a.LONG_NAME for n in range(5)}}


def test_inventory_offers_im_done_only_for_what_came_through_usher() -> None:
    card = inventory_card(COMPANY, [a.held(), a.held(grant_id=None, until=None)], **TOM)
    assert buttons(card) == ["I'm done"]
    assert "no end date" in words(card)
    assert "Request access" in buttons(inventory_card(COMPANY, [], **TOM))
    blocks_of(inventory_card(COMPANY, [a.held(**LONG)] * 300, **TOM))


def test_what_somebody_else_has_can_be_read_and_not_given_back() -> None:
    card = inventory_card(COMPANY, [a.held()], about="tom.reyes", reader="cara.cruz")
    assert "<@UTOMREYES> has access to one thing." in words(card)
    assert buttons(card) == []


def test_a_person_who_holds_much_sees_all_of_it() -> None:
    many = [a.held(label=f"Ledger · Book {n} · View") for n in range(300)]
    listed = words(inventory_card(COMPANY, many, **TOM))
    assert all(f"Book {n} ·" in listed for n in range(300))
    assert "more" not in listed


def test_giving_back_asks_about_what_was_meant_or_about_everything() -> None:
    mine, other = a.held(), a.held(grant_id=None, label="Building · Lab · Badge")
    named = return_card(COMPANY, [mine], everything=[mine, other])
    assert "Are you done with this?" in words(named)
    assert "Lab" not in words(named)
    assert "Lab" in words(return_card(COMPANY, [], everything=[mine, other]))
    assert "nothing to give back" in words(return_card(COMPANY, [], everything=[]))
    blocks_of(return_card(COMPANY, [a.held(**LONG)] * 300, everything=[a.held(**LONG)] * 300))


def test_the_status_answer_has_one_withdraw_button_for_each_open_request() -> None:
    two = a.request(a.item(), a.item(id="it_2"))
    done = a.request(a.item(status=ItemStatus.DENIED, stages=()))
    assert buttons(status_answer(COMPANY, [two, done], **TOM)) == ["Withdraw"]
    assert buttons(status_answer(COMPANY, [two], about="tom.reyes", reader="cara.cruz")) == []


def test_discovery_names_owner_and_approvers() -> None:
    read = words(discover_card(COMPANY, [a.assessment()], "tom.reyes"))
    assert "Owner: <@UOMARDIAZ>" in read
    assert "Approval: <@ULENAOSEI>, your manager:" in read
    granted = Decision(answer=PolicyAnswer.GRANTED, policy_version="v")
    free = a.assessment(decision=granted, approvers=())
    assert "nobody has to approve it for you" in words(discover_card(COMPANY, [free], "tom.reyes"))
    refused = a.assessment(decision=a.refused("You must not be an intern."), approvers=())
    assert "Not for you as it stands: You must not" in words(discover_card(COMPANY, [refused], "tom.reyes"))
    assert "found nothing" in words(discover_card(COMPANY, [], "tom.reyes"))


def test_help_says_that_nothing_happens_unasked() -> None:
    assert "before you confirm" in words(help_card(COMPANY))


def test_the_modals_say_whose_and_what() -> None:
    request = a.request(beneficiary="sana.malik")
    read = words(deny_modal("[]", COMPANY, request, request.items[0]))
    for part in ("<@UTOMREYES>", "<@USANAMALIK>", "Sales reports · Viewer (region EMEA)", "2 weeks"):
        assert part in read
    read = words(cannot_modal("[]", COMPANY, a.task()))
    assert "Building · Lab · Badge" in read
    assert "<@UTOMREYES>" in read


def test_a_used_button_goes_and_the_rest_stays() -> None:
    blocks = blocks_of(inventory_card(COMPANY, [a.held(), a.held(grant_id="gr_2")], **TOM))
    left = without_button(blocks, "grant_give_back", "gr_1")
    assert len(left) == len(blocks)
    assert [b["accessory"]["value"] for b in left if "accessory" in b] == ["gr_2"]
    row: list[dict[str, Any]] = [
        {"type": "actions", "elements": [{"action_id": "a", "value": "1"}]},
        {"type": "divider"},
    ]
    assert without_button(row, "a", "1") == [{"type": "divider"}]
    assert without_button(row, "a", "2") == row


def test_what_was_called_off_says_so_everywhere() -> None:
    stopped = {"end_reason": EndReason.STOPPED, "live_at": None, "expires_at": None, "trouble": "It was called off before it was live: You must work here."}  # fmt: skip
    for status, follows in (
        (GrantStatus.REVOKING, "is being undone"),
        (GrantStatus.FAILED, "Nobody holds it"),
    ):
        item = a.item(status=ItemStatus.REFUSED, stages=(), grant=a.grant(status=status, **stopped))
        read = words(status_answer(COMPANY, [a.request(item)], **TOM))
        assert "called off before it was live: You must work here." in read
        assert follows in read
