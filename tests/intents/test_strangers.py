"""Somebody named for the access whom the company does not have."""

from __future__ import annotations

import pytest

from intents.understanding import Outcome
from tests.intents.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "Access for Jane Whitlow to view the price lists",
        "please give Jane Whitlow view access to the price lists",
        "Jane Whitlow needs to view the price lists",
        "Jane Whitlow, our new analyst, needs to view the price lists",
        "Our new hire Jörg Müller-Lüdenscheidt needs to view the price lists",
        "please give Béla Grünwald view access to the price lists",
        "Finch needs to view the price lists",
        "Ms Finch should be able to view the price lists",
        "carl finch has to view the price lists",
        "Marcus wants to view the price lists",
        "can Finch view the price lists",
        "please add Finch to the price lists viewers",
        "Finch: view the price lists",
        "I need to view the price lists for Marcus, two weeks, stock taking",
        "I need to view the price lists for Marcus Webb",
        "view the price lists for c.finch",
        "user: marcus@theatre.example, view the price lists",
        "view the price lists for me and Marcus",
        "me + Carla: view the price lists",
    ],
)
async def test_it_is_asked_who_that_is(read: Read, text: str) -> None:
    found = await read(text)
    assert found.outcome is Outcome.ASK
    assert found.question == "Who is it for? Tell me their full name."
    assert found.beneficiary is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("please give Béla view access to the price lists", "bela.kiss"),
        ("please give Béla Price Lists view", "bela.kiss"),
        ("please give Béla Kiss view access to the price lists", "bela.kiss"),
        ("I need to view the price lists for Acme Corp", None),
        ("I need to view the price lists for December", None),
        ("I need to view the price lists because Finch wants to see them", None),
        ("I cover for Marcus and need to view the price lists", None),
        ("Requested for: Ada Moor. View the price lists", None),
        ("Requested for: Carla Finch. View the price lists", "carla.finch"),
        ("User: Carla Finch\nView the price lists", "carla.finch"),
        ("view the price lists for Marcus\nfor me", None),
        ("view the price lists for my colleague\nCarla Finch", "carla.finch"),
        ("I need to view the Price Lists because Jane Whitlow is coming", None),
        ("I need to view the price lists\n> Jane Whitlow needs them too", None),
    ],
)
async def test_colleagues_and_other_names_are_left_alone(read: Read, text: str, person: str | None) -> None:
    found = await read(text)
    assert found.beneficiary == person
    assert found.question != "Who is it for? Tell me their full name."


async def test_of_somebody_who_left_it_is_said_so(read: Read) -> None:
    found = await read("Gwen Gone needs to view the price lists")
    assert found.question == "Gwen Gone no longer works here. Who is it for? Tell me their full name."
    answered = await read("Gwen Gone needs to view the price lists\nfor Carla Finch")
    assert answered.beneficiary == "carla.finch"
