"""The answer to a lock-out: what the person reads, what the helpdesk reads less of, and nothing that does anything."""

from __future__ import annotations

import pytest

from bot.views.lockout import Reader, events_modal, facts_of, lockout_card
from bot.views.signin_lines import without_addresses
from tests.approvals.company import small_company
from tests.bot.views.reading import buttons, words
from tests.bot.views.signins import ENDED, HOSTILE, LOCKED, NOTHING

COMPANY = small_company()
OWN = Reader("tom.reyes", "tom.reyes")
HELPDESK = Reader("cara.cruz", "tom.reyes")


def read(explanation, who=OWN):  # type: ignore[no-untyped-def]
    return lockout_card(COMPANY, explanation, who=who, inquiry_id="inq_1")


def test_the_person_reads_cause_times_evidence_and_what_to_do() -> None:
    card = read(LOCKED)
    said = words(card)
    assert card.text == "Your account is locked: ten wrong passwords came from Toms-iPhone (192.0.2.20)."
    for part in (
        "Since",
        "Until",
        "Certain",
        "wrong password",
        "Toms-iPhone (Mail)",
        "Porto, Portugal",
        "192.0.2.20",
    ):
        assert part in said
    assert said.count("• ") == 1, "eight events that differ by their time alone"
    assert ", 8 times · Okta: sign-in failed, wrong password" in said
    assert buttons(card) == ["Show all 8 events", "Talk to the helpdesk"]


def test_the_helpdesk_sees_no_address_and_says_so_to_nobody_else() -> None:
    card = read(LOCKED, HELPDESK)
    said = words(card)
    assert "192.0.2.20" not in said
    assert "41.1" not in said
    assert "Toms-iPhone" in said
    assert "is told that you looked" in said
    assert "Why Tom Reyes cannot get in" in said
    assert buttons(card) == ["Show all 8 events", "Open a ticket"]


def test_access_that_ended_can_be_asked_for_by_the_one_who_had_it() -> None:
    card = read(ENDED)
    assert buttons(card)[0] == "Request access"
    assert "Not certain. It may also have been taken away." in words(card)
    assert "Also found" in words(card)
    assert "Warehouse" in words(card)
    assert "Request access" not in buttons(read(ENDED, HELPDESK))


def test_nothing_found_is_no_dead_end() -> None:
    card = read(NOTHING)
    assert "How sure" not in words(card)
    assert buttons(card) == ["Talk to the helpdesk"]


def test_what_events_say_does_nothing() -> None:
    for who in (OWN, HELPDESK):
        said = words(read(HOSTILE, who)) + words(events_modal(COMPANY, HOSTILE, who=who))
        assert "<!channel>" not in said
        assert "<https" not in said
        assert "\u202e" not in said


def test_a_ticket_has_the_facts_in_plain_words_and_no_address() -> None:
    facts = facts_of(COMPANY, LOCKED, about="tom.reyes")
    assert facts.title == "Tom Reyes cannot get in: too many failures"
    said = "\n".join(facts.lines)
    assert "ten wrong passwords" in said
    assert "event e1" in said
    assert "<!date" not in said
    assert "192.0.2.20" not in said
    assert facts_of(COMPANY, ENDED, about="tom.reyes").entitlement == ENDED.blocking.entitlement


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("They came from 192.0.2.20 in Porto.", "They came from an address in Porto."),
        ("From 2001:db8::7 since 06:54.", "From an address since 06:54."),
        ("At 06:54:12, ten times.", "At 06:54:12, ten times."),
        ("Version 10.15.7 of macOS", "Version 10.15.7 of macOS"),
    ],
)
def test_addresses_are_for_the_person_alone(says: str, told: str) -> None:
    assert without_addresses(says) == told
