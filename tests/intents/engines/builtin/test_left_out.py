"""A thing called by its name is never dropped: it is proposed with the rest, or all of it is offered."""

import pytest

from intents.candidates import index_of
from intents.engines.builtin.left_out import left_out
from intents.engines.builtin.reading import read
from intents.understand import inquire
from intents.understanding import Outcome
from tests.catalog.demo import NOW, quillmere, understood


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("telemetry read, salesforce forecast view", {"snowflake/product-usage", "salesforce/forecast"}),
        ("I need the following:\n- read the telemetry\n- view the sales forecast\n\nThanks", {"snowflake/product-usage", "salesforce/forecast"}),
        ("view the sales forecast. Also read the telemetry", {"snowflake/product-usage", "salesforce/forecast"}),
    ],
)  # fmt: skip
async def test_what_is_named_is_proposed_together_or_offered_together(text: str, named: set[str]) -> None:
    found = await understood("mira.castelhano", text)
    ids = [i.entitlement for i in found.items] or list(found.shortlist)
    assert found.outcome in {Outcome.PROPOSE, Outcome.CHOOSE}
    assert named <= {one.rpartition(":")[0] for one in ids}


@pytest.mark.parametrize(
    "text",
    [
        "read on the lens designer code, to compare it with the runbooks",
        "can i read the telemetry of the lens designer please",
        "read on the lens designer code during the forecast",
        "read on the lens designer code, I want to hire a tester for it",
    ],
)
def test_what_is_named_beside_the_wish_is_not_left_out(text: str) -> None:
    company = quillmere()
    inquiry = inquire(text, person=company.people["takumi.oreda"], company=company, now=NOW)
    _, choices = read(inquiry, index_of(company))
    assert left_out(inquiry, choices, [choices[0].ranked[0]]) == []


@pytest.mark.parametrize(
    "text",
    [
        "hello all, the bus broke down again. anyway: read on the lens designer code please",
        "hope you all had a good weekend. read on the lens designer code please",
        "telemetry read, salesforce forecast view",
        "read on the lens designer code, oops, valid until 11 December",
    ],
)
async def test_talk_and_further_wishes_are_no_reason(text: str) -> None:
    assert (await understood("takumi.oreda", text)).justification is None
