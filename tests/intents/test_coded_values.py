"""A code that only one thing of the company goes by names that thing; what is said of anything names nothing."""

from __future__ import annotations

import pytest

from catalog.model import Company, Resource, ScopeRule
from intents.candidates import index_of, weigh
from intents.coded_values import CodedValues
from intents.understanding import Outcome
from intents.words import stems, tokens
from tests.intents.conftest import Read


def of(*patterns: str) -> CodedValues:
    """The codes of resources with one free scope each."""
    return CodedValues(
        [
            Resource(
                id=f"files/{n}", name="Files", entitlements=(), scopes={"case": ScopeRule(pattern=pattern)}
            )
            for n, pattern in enumerate(patterns)
        ]
    )


def met(codes: CodedValues, text: str) -> list[tuple[int, str]]:
    said = tokens(text)
    return [(number, text[said[at.start].start : said[at.stop - 1].end]) for number, at in codes.met(said)]


@pytest.mark.parametrize(
    ("pattern", "text", "code"),
    [
        ("^DR-[0-9]{4}$", "put my drafts into dr-0418 please", "dr-0418"),
        ("^CC[0-9]{4}$", "orders CC0090, raise", "CC0090"),
        ("^V-[0-9]{4}-[0-9]{3}$", "let me look into V-2026-031", "V-2026-031"),
        ("^INV-[0-9]{3}$", "INV-052 for me", "INV-052"),
    ],
)
def test_a_code_belongs_to_what_alone_takes_it(pattern: str, text: str, code: str) -> None:
    assert met(of(pattern, "^QM-[0-9]{3}$"), text) == [(0, code)]


@pytest.mark.parametrize(
    ("patterns", "text"),
    [
        (("^PR-[0-9]{4}$", "^PR-[0-9]{4}$"), "PR-2318 please"),
        (("^[a-z0-9-]+$",), "pull a file off dav-scan-014"),
        (("^[A-Z][0-9]{4}$",), "E4410 is mine now"),
        (("^Q[1-4]$",), "the page Rotation Q4"),
        (("^DR-[0-9]{4}$",), "DR 0418x, or 0418"),
    ],
    ids=["two take it", "any slug", "any letter", "of anything", "no code"],
)
def test_what_others_take_as_well_or_is_no_code_names_nothing(patterns: tuple[str, ...], text: str) -> None:
    assert met(of(*patterns), text) == []


def test_the_letters_of_a_code_are_no_short_form() -> None:
    assert stems("INV-052") == ["inv", "052"]
    assert stems("open inv") == stems("open invoice")


def test_what_a_code_belongs_to_comes_first(company: Company) -> None:
    index = index_of(company)
    found = index.search(weigh("viewer on S-2026", lambda _: 1.0))
    assert index.spots[found[0].resource].resource.id == "ticketdesk/bookings"
    assert found[0].named


async def test_a_code_is_asked_about_no_further_than_it_has_to_be(read: Read) -> None:
    found = await read("viewer on S-2026 please")
    assert found.outcome is Outcome.ASK
    assert found.shortlist[0] == "ticketdesk/bookings:view"
    assert found.missing == ("house",)
