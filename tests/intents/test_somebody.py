"""Somebody meant without a name: whoever writes is never taken for them."""

import pytest

from intents.own_need import own_need
from intents.somebody import unnamed
from tests.intents.conftest import Read

TITLES = ["Lighting Technician", "Stage Planner", "Head of Sound"]


def words(text: str) -> str | None:
    return unnamed(text, TITLES, own=own_need(text))


@pytest.mark.parametrize(
    "text",
    [
        "i need the price lists for my colleague, two weeks", "i need to view the price lists for our new intern", "price lists viewer for a colleague of mine",
        "i need the price lists for my boss", "could i get the price lists for somebody in my team?", "price lists for everyone in sales",
        "the price lists for the whole team", "price lists for our freelancers until friday", "i need the price lists for a friend",
        "the planner needs to see the price lists", "our new planner must see the price lists", "one of my technicians has to see the price lists",
        "our usher wants to see the price lists", "the lighting technician cannot open the price lists", "please give my new assistant the price lists",
        "add the temp to the price lists", "price lists please, for her", "can my intern get the price lists",
        "somebody from the summer school needs to see the price lists", "someone else in the agency has to look at the price lists",
    ],
)  # fmt: skip
def test_somebody_else_is_meant(text: str) -> None:
    assert words(text)


@pytest.mark.parametrize(
    "text",
    [
        "i need the price lists for my team's summary", "i need the price lists to prepare the figures for my boss", "i stand in for my colleague and need the price lists",
        "i need the price lists because the planner wants to see them", "i need the price lists for the opening", "i should set up the plans for them",
        "the price lists for heron", "the printer needs toner", "the plan has to be created", "i need to publish the list for everyone",
        "our planner wants me to see the price lists", "i read the mailbox for my colleague who is ill", "price lists for a week",
        "somebody has to approve the price lists, let that be me", "someone from sales says i need the price lists",
    ],
)  # fmt: skip
def test_nobody_else_is_meant(text: str) -> None:
    assert words(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "our stock checker has to fetch the price lists",
        "my simulator only gets the price lists",
        "the certificate for shop.example.com expires, I need to see the price lists",
    ],
)
async def test_a_machine_or_an_address_is_nobody(text: str, read: Read) -> None:
    found = await read(text)
    assert found.question is None or "full name" not in found.question
