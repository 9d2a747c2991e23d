"""Reasons as people give them, read in three companies with nothing in common but English."""

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model import Company
from intents.engines.builtin.engine import BuiltinEngine
from intents.engines.builtin.reason import reason_span
from intents.passages import clauses
from intents.understand import understand
from tests.eval.sets import brackwater, demo
from tests.intents.company import theatre

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


@cache
def company(person: str) -> Company:
    return next(c for c in (theatre(), demo().company, brackwater().company) if person in c.people)


async def reason(person: str, text: str) -> str | None:
    where = company(person)
    found = await understand(
        text, person=where.people[person], company=where, now=NOW, engine=BuiltinEngine()
    )
    return found.justification


@pytest.mark.parametrize(
    ("person", "text", "said"),
    [
        ("takumi.oreda", "I need admin on the production databases for 4 hours because stuck orders have to be repaired", "stuck orders have to be repaired"),
        ("stefan.odermark", "Because the auditors come on Monday, I need viewer on the general ledger for PT10", "the auditors come on Monday"),
        ("kofi.brentum", "I need to look at the AWS bills as our budget is due, one week", "our budget is due"),
        ("noor.haidari", "sender rights for the leak reports mailbox please, since the storm will bring a hundred mails", "the storm will bring a hundred mails"),
        ("dan.moor", "I want to plan rehearsals so that the tour can be booked, for two weeks please", "the tour can be booked"),
        ("ada.moor", "viewer on the price lists please, reason: the season brochure", "the season brochure"),
    ],
)  # fmt: skip
async def test_what_a_word_announces_is_the_reason(person: str, text: str, said: str) -> None:
    assert await reason(person, text) == said


@pytest.mark.parametrize(
    ("person", "text", "said"),
    [
        ("takumi.oreda", "I need admin on the production databases for 4 hours to repair stuck orders", "to repair stuck orders"),
        ("mira.castelhano", "I need read access to the Q3 sales reports for EMEA, two weeks, for the board deck", "the board deck"),
        ("mira.castelhano", "read on the Q3 sales reports for EMEA for board deck", "board deck"),
        ("mira.castelhano", "Configurator in Salesforce for two days to fix the fields", "to fix the fields"),
        ("stefan.odermark", "To close the month I need viewer on the general ledger for PT10", "To close the month"),
        ("mira.castelhano", "I want to export leads from HubSpot for the trade fair mailing", "the trade fair mailing"),
        ("mira.castelhano", "read access to firmware in order to compare two versions for a week please", "in order to compare two versions"),
        ("kieran.walshe", "Preparer on Refunds for 6 hours to work through the wrong bills", "to work through the wrong bills"),
        ("ada.moor", "I'd like to read the price lists for the annual report", "the annual report"),
    ],
)  # fmt: skip
async def test_what_it_is_for_is_the_reason(person: str, text: str, said: str) -> None:
    assert await reason(person, text) == said


@pytest.mark.parametrize(
    ("person", "text", "said"),
    [
        ("mira.castelhano", "I need read access to the Q3 sales reports for EMEA, two weeks, board deck", "board deck"),
        ("stefan.odermark", "I need viewer on the general ledger for PT10. Planning next year's budget", "Planning next year's budget"),
        ("mira.castelhano", "Operator on the interferometer until Friday, a clinic is visiting", "a clinic is visiting"),
        ("mira.castelhano", "Can I get lab access to the clean room until Friday? We coat the new samples.", "We coat the new samples"),
        ("saoirse.lenihan", "for Tomasz Wrona please: call recordings, two days, a complaint has to be answered", "a complaint has to be answered"),
        ("ada.moor", "viewer on the price lists please, I start at the counter today", "I start at the counter today"),
    ],
)  # fmt: skip
async def test_what_stands_beside_the_wish_is_the_reason(person: str, text: str, said: str) -> None:
    assert await reason(person, text) == said


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ("mira.castelhano", "I need to write quotes in Salesforce"),
        ("mira.castelhano", "Please give me access to the sales reports for EMEA for two weeks"),
        ("mira.castelhano", "vpn from home please"),
        ("mira.castelhano", "Query access to study QM-114 until 31 December please"),
        ("mira.castelhano", "view the sales forecast, thanks"),
        ("kofi.brentum", "I need access to the runbooks and to deploy to staging"),
        ("gus.mortensen", "Could somebody let me look at the lift stations? Only looking, no touching."),
        ("saoirse.lenihan", "call recordings for Tomasz Wrona, two days"),
        ("ada.moor", "I'd like to be able to read the price lists for the next three months"),
        ("mira.castelhano", "Can I have the sales reports for EMEA Q3 until my contract ends in May?"),
    ],
)
async def test_the_wish_itself_is_no_reason(person: str, text: str) -> None:
    assert await reason(person, text) is None


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("abc for to because, .the?\n since3"), max_size=200), st.data())
def test_a_reason_is_always_a_piece_of_the_message(text: str, data: st.DataObject) -> None:
    at = st.integers(0, len(text))
    taken = [(a, b, 1.0) for a, b in data.draw(st.lists(st.tuples(at, at), max_size=4)) if a < b]
    found = reason_span(
        text, clauses(text), taken, data.draw(st.sampled_from([None, *[t[:2] for t in taken]]))
    )
    assert found is None or 0 <= found[0] < found[1] <= len(text)
