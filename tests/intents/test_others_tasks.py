"""The verb of a colleague says nothing of the level the writer wants, where the writer names one of their own."""

from __future__ import annotations

import pytest

from intents.others_tasks import others_tasks, untold
from intents.understand import inquire
from tests.catalog.demo import quillmere, understood
from tests.intents.company import MONDAY

COMPANY = quillmere()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Takumi approves the journals, I only enter them", ["approves"]),
        ("my boss approves the journals, I just look", ["approves"]),
        ("I enter the journals that others approve", ["approve"]),
        ("I enter the journals, Rosalind approves and releases", ["approves", "releases"]),
        # Nothing of their own to do is named: they may be about to take it over.
        ("Takumi approves the journals and is away from Monday", []),
        ("I approve the journals", []),
    ],
)
def test_what_others_do_is_heard_where_the_writer_says_what_they_do(text: str, told: list[str]) -> None:
    inquiry = inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    assert [inquiry.text[start:end] for start, end in others_tasks(inquiry)] == told


def test_a_length_and_what_makes_it_longer_say_nothing_of_what_is_to_be_done() -> None:
    text = "read the journals for Takumi til friday, or make it the end of next week"
    inquiry = inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    said = sorted(inquiry.text[start:end] for start, end in untold(inquiry))
    assert "Takumi" in said
    assert any(one.startswith("make it") for one in said)


async def test_a_colleagues_level_is_not_proposed_to_the_writer() -> None:
    text = "complaints in the quality register: Takumi closes them, I only read"
    found = await understood("mira.castelhano", text)
    assert "jira/quality-register:close" not in {item.entitlement for item in found.items}
