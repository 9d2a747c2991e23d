"""Which sections of a company's own pages are quoted, and which questions get none."""

from __future__ import annotations

import pytest

from catalog.model import Company
from catalog.reading.pages import page_of
from intents.pages import sections_about
from tests.approvals.company import small_company
from tests.catalog import demo


@pytest.fixture(scope="module")
def quillmere() -> Company:
    return demo.quillmere()


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("how do I get VPN?", "docs/vpn.md, “Getting the VPN”"),
        ("my VPN does not connect, what now?", "docs/vpn.md, “The VPN does not connect”"),
        ("How do I reset my password?", "docs/passwords.md, “Resetting your password”"),
        ("my phone is new, how do I set up MFA?", "docs/passwords.md, “Setting up a new phone as second factor”"),
        ("i forgot my 2fa phone", "docs/passwords.md, “Setting up a new phone as second factor”"),
        ("I lost my phone", "docs/passwords.md, “Setting up a new phone as second factor”"),
        ("my authenticator is gone", "docs/passwords.md, “Setting up a new phone as second factor”"),
        ("I lost my badge, what now?", "docs/badges.md, “Lost badge”"),
        ("how do I open the lab door?", "docs/badges.md, “Opening another door”"),
        ("what happens to my access when I change teams?", "docs/changing-teams.md, “What happens to your access”"),
        ("how does guest wifi work?", "docs/new-starters.md, “Guests and contractors”"),
        ("why is my laptop not compliant?", "docs/new-starters.md, “Your laptop”"),
    ],
)  # fmt: skip
def test_the_section_that_answers_is_found(quillmere: Company, question: str, source: str) -> None:
    assert sections_about(quillmere, question)[0].section.source == source


@pytest.mark.parametrize(
    "question",
    [
        "what is there for astronauts?",
        "what is the weather like?",
        "how do I book a flight?",
        "who approves the coffee machine?",
        "how do I get into Snowflake?",
        "how do I get access to GitHub?",
        "",
        "???",
    ],
)
def test_what_no_page_answers_gets_no_page(quillmere: Company, question: str) -> None:
    assert sections_about(quillmere, question) == ()


def test_a_company_without_pages_has_nothing_to_quote() -> None:
    assert sections_about(small_company(), "how do I get VPN?") == ()


def test_what_is_found_stands_in_the_file_word_for_word() -> None:
    text = "# Coffee\n\n## Broken machine\n\nTurn it **off**, wait, turn it on.\n"
    company = small_company().model_copy(update={"pages": (page_of("docs/coffee.md", text),)})
    (found,) = sections_about(company, "what do I do when the coffee machine is broken?")
    assert found.section.text == "Turn it **off**, wait, turn it on."
