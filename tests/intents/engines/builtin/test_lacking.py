"""A wish in everyday words says enough where they mean one thing here, and too little where they could mean any."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intents.candidates import index_of
from intents.engines.builtin.lacking import lacking
from intents.engines.builtin.reading import read
from intents.understand import inquire
from intents.verdict import PROPOSE_FROM
from tests.catalog.demo import quillmere
from tests.intents.company import MONDAY

COMPANY = quillmere()


@pytest.mark.parametrize(
    "text", ["I need access", "I have to be admin for a month", "people have to see things"]
)
def test_everyday_words_alone_are_too_broad_unless_the_reading_is_sure(text: str) -> None:
    inquiry = inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    _, choices = read(inquiry, index_of(COMPANY))
    unsure = [replace(one, sure=PROPOSE_FROM - 0.01) for one in choices]
    sure = [replace(one, sure=PROPOSE_FROM) for one in choices]
    assert lacking(inquiry, unsure, holds=False) == ("too_broad", 0.3)
    assert lacking(inquiry, sure, holds=False) != ("too_broad", 0.3)
