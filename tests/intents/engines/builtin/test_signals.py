"""What a need shows means the same in every catalog."""

from __future__ import annotations

from dataclasses import asdict

from catalog.model import Company
from tests.intents.engines.builtin.shown import shown


def test_a_name_said_leads_and_explains(company: Company) -> None:
    named = shown(company, "please give me access to the bookings in Ticketdesk")
    vague = shown(company, "I must look up who comes tonight, the ushers keep asking me about it")
    assert named.named == 1.0
    assert vague.named == 0.0
    assert named.coverage > vague.coverage
    assert named.explained > vague.explained
    assert named.unexplained < vague.unexplained


def test_a_level_stands_between_the_lesser_and_the_mightier(company: Company) -> None:
    change = shown(company, "I have to approve discounts on the price lists")
    assert change.power > shown(company, "I have to read the price lists").power
    assert change.over_lesser > 0
    assert change.exceeds <= 0


def test_every_figure_is_a_number_of_a_modest_size(company: Company) -> None:
    for text in ("access", "bookings", "I need " + "the bookings and the light cues " * 20):
        assert all(-10 <= value <= 100 for value in asdict(shown(company, text)).values())
