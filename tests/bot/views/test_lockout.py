"""The answer to a lock-out: what the person reads, what the helpdesk reads less of, and nothing that does anything."""

from __future__ import annotations

from dataclasses import replace

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
    facts = facts_of(COMPANY, LOCKED, who=HELPDESK)
    assert facts.title == "Tom Reyes cannot get in: too many failures"
    said = "\n".join(facts.lines)
    assert "ten wrong passwords" in said
    assert "event e1" in said
    assert "<!date" not in said
    assert "192.0.2.20" not in said
    assert facts_of(COMPANY, ENDED, who=OWN).entitlement == ENDED.blocking.entitlement


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


def test_all_times_are_the_readers_and_their_zone_is_named_once() -> None:
    people = {
        one: COMPANY.people[one].model_copy(update={"location": where})
        for one, where in (("tom.reyes", "Porto"), ("cara.cruz", "New York"))
    }
    apart = small_company(
        people=COMPANY.people | people, locations={"Porto": "Europe/Lisbon", "New York": "America/New_York"}
    )
    for who, zone, hour in ((OWN, "Europe/Lisbon", "09:58"), (HELPDESK, "America/New York", "04:58")):
        card = lockout_card(apart, LOCKED, who=who, inquiry_id="inq_1")
        said = words(card)
        assert "<!date" not in str(card.arguments())
        assert said.count(f"Tue 1 Dec 2026, {hour}") == 1
        assert said.count(f"All times are in the zone {zone}.") == 1
        assert f"All times are in the zone {zone}." in words(events_modal(apart, LOCKED, who=who))
        facts = "\n".join(facts_of(apart, LOCKED, who=who).lines)
        assert f"Since 2026-12-01 {hour}" in facts
        assert facts.count(zone) == 1


def test_no_zone_is_named_where_no_time_is_told() -> None:
    zone = "All times are in the zone"
    assert zone not in words(read(NOTHING))
    told = words(read(NOTHING, HELPDESK))
    assert zone not in told
    assert "is told that you looked" in told
    assert not any(zone in line for line in facts_of(COMPANY, NOTHING, who=HELPDESK).lines)
    worked = replace(NOTHING.blocking, says="Your last sign-in worked, at 08:39.")
    in_a_sentence = replace(NOTHING, blocking=worked)
    assert zone in words(read(in_a_sentence))
    assert any(zone in line for line in facts_of(COMPANY, in_a_sentence, who=OWN).lines)
