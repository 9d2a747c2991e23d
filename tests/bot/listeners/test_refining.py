"""A few words after a card change that card where it is; after it was sent they change nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.listeners.personal import names_nothing
from catalog.emergency import Called, Emergency
from intents.names_said import NOTHING_NAMED, NamesSaid
from tests.approvals.company import small_company
from tests.bot.listeners.stage import IVO, MAX, TOM, Stage, staged
from tests.bot.listeners.talking import asks

REPORTS = "I need the sales reports for EMEA, two weeks, board deck"


@pytest.mark.parametrize(
    ("text", "answer", "card_reads"),
    [
        ("make it one week", "Changed: 1 week instead of 2 weeks.", "1 week"),
        (
            "only until Friday",
            "Changed: until Friday 4 December instead of 2 weeks.",
            "until Friday 4 December",
        ),
        ("no, APAC", "Changed: region APAC instead of EMEA.", "region APAC"),
        ("AMER too", "Changed: added Warehouse · Sales reports · Viewer (region AMER).", "region AMER"),
        ("it's for Sana Malik, actually", "Changed: for Sana Malik.", "<@USANAMALIK>"),
        ("because the auditors come on Monday", "Changed: the reason.", ">the auditors come on Monday"),
        ("and also the dashboards", "Changed: added Warehouse · Dashboards · Viewer.", "Dashboards"),
    ],
)
async def test_the_card_changes_where_it_is_and_one_line_says_what(
    stage: Stage, text: str, answer: str, card_reads: str
) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, REPORTS)
    told = await asks(stage, TOM, text)
    assert answer in slack.text_of(told)
    assert told.ts != card.ts
    read = slack.text_of(slack.latest(card))
    assert card_reads in read
    assert answer in read
    assert slack.buttons(slack.latest(card)) == ["Send request", "Change", "Cancel"]
    assert len([m for m in slack.messages(TOM) if m.by_bot]) == 2


async def test_one_turn_after_another_and_what_was_not_mentioned_stays(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, REPORTS)
    for text in ("only a week", "AMER too", "without EMEA"):
        await asks(stage, TOM, text)
    read = slack.text_of(slack.latest(card))
    assert "region AMER" in read
    assert read.count("region EMEA") == 1, "only where the change is told"
    assert "1 week" in read
    assert ">board deck" in read
    await slack.person(TOM).clicks(slack.latest(card), "Send request")
    await stage.work_off()
    thread = slack.text_of(slack.messages("access-requests")[0])
    assert "region AMER" in thread
    assert "1 week" in thread


async def test_the_level_is_asked_for_where_the_words_leave_it_open(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, "I need to create payments in the ledger to pay the suppliers")
    told = await asks(stage, TOM, "I need a higher level")
    assert "pick one there" in slack.text_of(told)
    assert "Payments · Approve" in slack.text_of(slack.latest(card))
    await slack.person(TOM).clicks(slack.latest(card), action_id="draft_pick_0")
    await stage.work_off()
    read = slack.text_of(slack.latest(card))
    assert "Is this what you need?" in read
    assert ">to pay the suppliers" in read


@pytest.mark.parametrize("text", ["the second one", "payments, creating them", "number two please"])
async def test_a_typed_answer_picks_from_the_list(stage: Stage, text: str) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, "I need ledger access")
    assert slack.buttons(card).count("This one") == 4, "only what the ledger has"
    listed = re.findall(r"\*([^*]* · [^*]*)\*", slack.text_of(card))
    picked = "Payments · Create" if "payments" in text else listed[1]
    told = await asks(stage, TOM, text)
    assert picked in slack.text_of(told)
    assert picked in slack.text_of(slack.latest(card))
    assert "Send request" in slack.buttons(slack.latest(card))


async def test_what_is_added_without_its_scope_is_asked_for_and_the_answer_goes_on_the_same_card(
    stage: Stage,
) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, "I need access to the dashboards, weekly numbers")
    told = await asks(stage, TOM, "and also the sales reports")
    assert "Which region" in slack.text_of(told)
    assert "Choose the region first" in slack.text_of(slack.latest(card))
    await asks(stage, TOM, "EMEA")
    read = slack.text_of(slack.latest(card))
    assert "Dashboards" in read
    assert "Sales reports · Viewer (region EMEA)" in read
    assert "Send request" in slack.buttons(slack.latest(card))


async def test_a_wish_for_something_else_is_a_card_of_its_own(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, REPORTS)
    other = await asks(stage, TOM, "I need access to the dashboards")
    assert "Dashboards" in slack.text_of(other)
    assert other.ts != card.ts
    assert "Dashboards" not in slack.text_of(slack.latest(card))
    assert "region EMEA" in slack.text_of(slack.latest(card))


async def test_unclear_words_change_nothing(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, REPORTS)
    assert "Who is it for?" in slack.text_of(await asks(stage, TOM, "it's for my intern"))
    assert "For how long" in slack.text_of(await asks(stage, TOM, "a bit longer please"))
    assert "says already" in slack.text_of(await asks(stage, TOM, "two weeks is enough"))
    assert "Changed" not in slack.text_of(slack.latest(card))


async def test_what_a_colleague_cannot_be_given_is_said_and_the_card_stays(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, "I need to train the models for two weeks, forecasts")
    told = slack.text_of(await asks(stage, TOM, "it's for Max Vogel"))
    assert "cannot be requested for Max Vogel" in told
    assert "<@UMAXVOGEL>" not in slack.text_of(slack.latest(card))


@pytest.mark.parametrize("text", ["make it one week", "no, APAC", "it's for Sana Malik"])
async def test_a_request_that_was_sent_is_not_changed_and_can_be_withdrawn_from_the_answer(
    stage: Stage, text: str
) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, REPORTS)
    await slack.person(TOM).clicks(card, "Send request")
    await stage.work_off()
    thread = slack.text_of(slack.messages("access-requests")[0])
    answer = await asks(stage, TOM, text)
    assert "sent already, so I cannot change it" in slack.text_of(answer)
    assert slack.buttons(answer) == ["Withdraw"]
    assert slack.text_of(slack.messages("access-requests")[0]) == thread
    await slack.person(TOM).clicks(answer, "Withdraw")
    await stage.work_off()
    assert "Withdrawn" in slack.text_of(slack.latest(card))


async def test_in_a_channel_nothing_is_said_of_how_the_request_stands(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    asked = tom.mentions(REPORTS, channel="general")
    await stage.work_off()
    (card,) = slack.messages("general", thread_ts=asked.ts)
    tom.mentions("only until Friday", channel="general", thread_ts=asked.ts)
    await stage.work_off()
    assert "until Friday 4 December" in slack.text_of(slack.latest(card))
    await tom.clicks(slack.latest(card), "Send request")
    await stage.work_off()
    tom.mentions("make it a week", channel="general", thread_ts=asked.ts)
    await stage.work_off()
    answer = slack.messages("general", thread_ts=asked.ts)[-1]
    assert "in our direct messages" in slack.text_of(answer)
    assert slack.buttons(answer) == []


async def test_after_two_hours_the_words_stand_for_themselves(stage: Stage) -> None:
    card = await asks(stage, TOM, REPORTS)
    stage.clock.at += timedelta(hours=2, minutes=1)
    await asks(stage, TOM, "only until Friday")
    assert "2 weeks" in stage.slack.text_of(stage.slack.latest(card))
    assert "Changed" not in stage.slack.text_of(stage.slack.latest(card))


async def test_another_persons_words_do_not_touch_the_card(stage: Stage) -> None:
    card = await asks(stage, TOM, REPORTS)
    await asks(stage, IVO, "only until Friday")
    assert "2 weeks" in stage.slack.text_of(stage.slack.latest(card))


async def test_words_read_again_after_a_crash_change_nothing_more(stage: Stage) -> None:
    slack = stage.slack
    await asks(stage, TOM, REPORTS)
    await asks(stage, TOM, "a week longer")
    before = [(m.ts, slack.text_of(m)) for m in slack.messages(TOM)]
    assert "Changed: 3 weeks instead of 2 weeks." in before[-1][1]
    (job,) = [job for job in stage.jobs.taken if "week longer" in job.payload["message"]]
    await stage.jobs.at_once[job.name](job.payload)
    assert [(m.ts, slack.text_of(m)) for m in slack.messages(TOM)] == before


async def test_no_language_engine_is_asked_to_refine(stage: Stage) -> None:
    await asks(stage, TOM, REPORTS)
    asked: list[str] = []
    inner = stage.engine.inner

    class Listening:
        name = "builtin"

        async def read(self, inquiry):  # type: ignore[no-untyped-def]
            asked.append(inquiry.text)
            return await inner.read(inquiry)

    stage.engine.inner = Listening()
    await asks(stage, TOM, "only until Friday, for the audit")
    assert asked == []
    await asks(stage, TOM, "and also the dashboards")
    assert asked == ["the dashboards"]


async def test_a_card_drawn_in_an_emergency_is_still_for_it_once_changed(database: str) -> None:
    company = small_company(emergency=Emergency(who=Called(departments=("Engineering",))))
    async with staged(database, company) as stage:
        card = await asks(
            stage, MAX, "break glass: I need warehouse administrator for 3 days, the nightly load fails"
        )
        assert "In an emergency" in stage.slack.text_of(card)
        await asks(stage, MAX, "make it one day")
        read = stage.slack.latest(card)
        assert "Changed: 1 day instead of 3 days" in stage.slack.text_of(read)
        assert "In an emergency" in stage.slack.text_of(read)
        assert "Break glass" in stage.slack.buttons(read)


async def test_a_card_without_the_button_is_not_said_to_have_it(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, REPORTS)
    await slack.person(TOM).clicks(slack.latest(card), "Send request")
    await stage.work_off()
    again = await asks(stage, TOM, REPORTS)
    assert "Send request" not in slack.buttons(slack.latest(again))
    told = slack.text_of(await asks(stage, TOM, "make it one week"))
    assert "press _Send request_" not in told
    assert "The card above says why there is nothing to send." in told


@pytest.mark.parametrize(
    ("said", "names", "nothing"),
    [
        ("make it a month", NOTHING_NAMED, True),
        ("until the end of the year", NOTHING_NAMED, False),
        (
            "make it a month for the dashboards",
            NamesSaid(resources=frozenset({"warehouse/dashboards"})),
            False,
        ),
        ("keep that access for a month", NOTHING_NAMED, False),
    ],
)
def test_who_points_back_and_calls_nothing_by_name_means_what_was_spoken_of(
    said: str, names: NamesSaid, nothing: bool
) -> None:
    assert names_nothing(said, names) is nothing
