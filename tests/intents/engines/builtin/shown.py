"""What the first need of a message shows, for a person of the little theatre."""

from __future__ import annotations

from catalog.model import Company
from intents.candidates import index_of
from intents.engines.builtin.reading import read
from intents.engines.builtin.signals import Signals
from intents.understand import inquire
from tests.intents.company import MONDAY


def shown(company: Company, text: str) -> Signals:
    """Its signals; there must be some."""
    inquiry = inquire(text, person=company.people["ada.moor"], company=company, now=MONDAY)
    _, choices = read(inquiry, index_of(company))
    found = choices[0].shown
    assert found is not None
    return found
