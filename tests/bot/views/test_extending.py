"""Extending, as it is drawn: what can be extended, the modal, and what its card and its status say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from approvals.model import GrantStatus, ItemStatus
from bot.views.extending import SaidLonger, extend_card, extend_modal, read_extend
from bot.views.lessening_modal import changed_modal
from bot.views.proposal import Standing, proposal_card
from bot.views.request_card import request_card
from bot.views.status_card import status_card
from bot.views.task_card import reminder_card
from tests.approvals.company import NOW, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import buttons, words

COMPANY = small_company()


def test_what_can_be_extended_has_a_button_and_the_rest_says_why_not() -> None:
    ending, before, endless = a.held(), a.held(grant_id=None), a.held(until=None)
    assert buttons(extend_card(COMPANY, [ending], everything=[])) == ["Extend"]
    card = extend_card(COMPANY, [], everything=[ending, before, endless])
    assert buttons(card) == ["Extend"]
    assert "not granted through me" in words(card)
    assert "has no end date" in words(extend_card(COMPANY, [endless], everything=[ending]))
    assert "nothing to extend" in words(extend_card(COMPANY, [], everything=[endless]))


def test_the_modal_proposes_the_length_it_was_given_for() -> None:
    modal = extend_modal("about", COMPANY, a.grant()).to_dict()
    length = next(block for block in modal["blocks"] if block.get("block_id") == "extend_length")
    assert length["element"]["initial_option"]["value"] == "P14D"


def _fields(said: SaidLonger) -> tuple[str | None, str | None]:
    blocks = {
        block.get("block_id"): block
        for block in extend_modal("about", COMPANY, a.grant(), said).to_dict()["blocks"]
    }
    option = blocks["extend_length"]["element"].get("initial_option")
    return option["value"] if option else None, blocks["reason"]["element"].get("initial_value")


def test_the_modal_proposes_what_was_said() -> None:
    assert _fields(SaidLonger(timedelta(days=10), "the guides are late")) == ("P10D", "the guides are late")
    assert _fields(SaidLonger(None, "the guides are late", length_said=False)) == (
        "P14D",
        "the guides are late",
    )
    assert _fields(SaidLonger(None)) == (None, None), "it runs as long already: they choose"


def test_the_button_knows_what_was_said() -> None:
    card = extend_card(COMPANY, [a.held()], everything=[], draft_id="dr_1")
    assert "gr_1:dr_1" in str([block.to_dict() for block in card.blocks])


@pytest.mark.parametrize(
    ("picked", "typed", "length"),
    [
        ("P7D", "", timedelta(days=7)),
        ("P7D", "10 days", timedelta(days=10)),
        ("P7D", "banana", None),
        ("P7D", "0 days", None),
        ("P7D", "1000 years", None),
        ("", "", None),
        ("forged", "", None),
    ],
)
def test_a_length_is_read_or_said_to_be_none(picked: str, typed: str, length: timedelta | None) -> None:
    option = {"value": picked} if picked else None
    values: dict[str, Any] = {
        "extend_length": {"extend_length": {"selected_option": option}},
        "extend_custom": {"extend_custom": {"value": typed or None}},
    }
    read, until, faults = read_extend({"state": {"values": values}})
    assert read == length
    assert until is None
    assert bool(faults) is (length is None)


def test_the_card_and_the_status_speak_of_an_extension() -> None:
    waiting = a.request(a.item(extension=a.extension()))
    card = words(request_card(COMPANY, waiting))
    assert "asks to extend" in card
    assert "Longer by" in card
    assert "As things stand it ends" in card
    assert "extend Warehouse" in words(status_card(COMPANY, waiting, reader="tom.reyes"))
    gone = a.request(a.item(extension=a.extension(live=False)))
    assert "a request like any other now" in words(request_card(COMPANY, gone))
    done = a.item(extension=a.extension(after=NOW + timedelta(days=9)), status=ItemStatus.APPROVED, stages=())
    assert "Extended until" in words(status_card(COMPANY, a.request(done), reader="tom.reyes"))
    denied = a.item(extension=a.extension(), status=ItemStatus.DENIED, stages=())
    status = status_card(COMPANY, a.request(denied), reader="tom.reyes")
    assert "As things stand it ends" in words(status)
    assert "Ask again, changed" not in buttons(status)


def test_an_approver_can_only_make_an_extension_shorter() -> None:
    waiting = a.request(a.item(extension=a.extension()))
    modal = changed_modal("about", COMPANY, waiting, waiting.items[0]).to_dict()
    assert not [block for block in modal["blocks"] if "quarter" in str(block)]


def test_live_access_and_its_reminder_have_the_button() -> None:
    live = a.request(a.item(status=ItemStatus.APPROVED, stages=(), grant=a.grant()))
    assert "Extend" in buttons(status_card(COMPANY, live, reader="tom.reyes"))
    ended = a.grant(status=GrantStatus.ENDED, ended_at=NOW)
    over = a.request(a.item(status=ItemStatus.APPROVED, stages=(), grant=ended))
    assert "Extend" not in buttons(status_card(COMPANY, over, reader="tom.reyes"))
    assert buttons(reminder_card(COMPANY, a.grant())) == ["Extend", "I'm done", "Don't renew"]


def test_what_is_held_already_can_be_extended_from_the_card() -> None:
    held = a.assessment(already_held=True, held_until=NOW, extendable="gr_1")
    assert "Extend" in buttons(proposal_card(COMPANY, a.draft(), [held]))
    assert "Extend" not in buttons(proposal_card(COMPANY, a.draft(), [held], Standing(told=False)))
