"""An entitlement in the words of other catalogs: nothing is added but codes for its own names."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from intents.catalog_senses import described
from tests.eval.senses.forms import code, other_form
from tests.intents.company import theatre

BOOKINGS = theatre().places["ticketdesk/bookings:edit"]


def test_an_entitlement_is_read_as_it_is_and_in_other_forms() -> None:
    rng = random.Random(1)
    forms = {other_form(BOOKINGS, rng) for _ in range(300)}
    assert described(BOOKINGS) in forms
    assert "Ticketdesk Bookings: Clerk.  Who sits where, and what they paid." in forms
    assert "Ticketdesk Bookings: Clerk. Create and change bookings. " in forms
    assert " Bookings: Clerk. Create and change bookings. Who sits where, and what they paid." in forms
    assert any("BKN" in form and "Bookings" not in form for form in forms)


@given(seed=st.integers(0, 10_000))
def test_a_code_is_made_of_letters_of_its_name(seed: int) -> None:
    found = code("Oven schedule", random.Random(seed))
    assert set(found.lower()) <= set("oven schedule") | set("_-.")
    assert found.lower().startswith("o")
    assert len(found) < len("Oven schedule")


def test_a_name_without_letters_stays_what_it_is() -> None:
    assert code("№", random.Random(0)) == "№"
