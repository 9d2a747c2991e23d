"""Conversations as people have them: half sentences, thanks, second thoughts; a card that is open stays the one meant."""

from __future__ import annotations

from tests.scenarios.office import Office

MIRA, TAKUMI, ILKA = "mira.castelhano", "takumi.oreda", "ilka.tornberg"
REPORTS = "I need read access to the Q3 sales reports for EMEA"


async def test_a_length_said_together_with_the_reason_is_what_is_sent(office: Office) -> None:
    takumi = office.person(TAKUMI)
    takumi.says("I need admin on the production databases")
    card = await office.dm(TAKUMI, "Is this what you need?")
    takumi.says("2 hours, replication is stuck")
    read = office.slack.text_of(await office.becomes(card, ">replication is stuck"))
    assert "2 hours" in read
    assert ">2 hours" not in read
    await takumi.clicks(office.slack.latest(card), "Send request")
    sent = office.slack.text_of(await office.card("asks for"))
    assert "2 hours" in sent
    assert ">replication is stuck" in sent


async def test_person_and_region_are_no_part_of_the_reason(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says(REPORTS)
    card = await office.dm(MIRA, "Is this what you need?")
    mira.says("for João Pestrela, one week, the handover")
    read = office.slack.text_of(await office.becomes(card, ">the handover"))
    assert "1 week" in read
    assert f"<@{office.user('joao.pestrela')}>" in read
    mira.says("for AMER, the budget round")
    read = office.slack.text_of(await office.becomes(card, "region AMER"))
    assert "the budget round" in read
    assert ">for AMER" not in read


async def test_words_that_lead_to_nothing_leave_the_open_card_the_one_that_is_refined(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says(f"{REPORTS}, two weeks, board deck")
    card = await office.dm(MIRA, "Is this what you need?")
    for said, answer in (
        ("may I write there as well?", "stays as it is"),
        ("hmm, on second thought", "stays as it is"),
        ("yes, send it please", "press Send request on the card above"),
        (":+1:", "press Send request on the card above"),
        ("perfect, thank you", "press Send request on the card above"),
        ("it's fine", "press Send request on the card above"),
        ("no", "say what should be different"),
    ):
        before = len([m for m in office.slack.messages(office.user(MIRA)) if m.by_bot])
        mira.says(said)

        def told(known: int = before) -> str | None:
            new = [m for m in office.slack.messages(office.user(MIRA)) if m.by_bot][known:]
            return office.slack.text_of(new[-1]).replace("_", "") if new else None

        assert answer in str(await office.slack.until(told, timeout=30)), said
    mira.says("only until Friday")
    read = office.slack.text_of(await office.becomes(card, "until Friday 27 November"))
    assert ">board deck" in read
    assert office.slack.buttons(office.slack.latest(card)) == ["Send request", "Change", "Cancel"]


async def test_a_reply_in_the_thread_of_the_card_is_about_the_card(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says(f"{REPORTS}, two weeks, board deck")
    card = await office.dm(MIRA, "Is this what you need?")
    mira.says("make that three weeks", thread_ts=card.ts)
    await office.becomes(card, "3 weeks")
    answer = await office.reply(card, "3 weeks instead of 2 weeks")
    assert answer.is_reply


async def test_a_form_that_was_open_meanwhile_undoes_nothing_that_was_typed(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says(REPORTS)
    card = await office.dm(MIRA, "Is this what you need?")
    await mira.clicks(card, "Send request")
    form = await office.slack.until(
        lambda: next(iter(office.slack.open_views(office.user(MIRA))), None), timeout=30
    )
    assert form is not None
    mira.says("APAC instead")
    await office.becomes(card, "region APAC")
    sent = await mira.submits(form, {"form_why": "the board meets"})
    assert any("changed after this form was opened" in one for one in sent.errors.values())
    assert not office.slack.messages("access-requests")
    await mira.closes(form)
    await mira.clicks(office.slack.latest(card), "Send request")
    newer = await office.slack.until(
        lambda: next(iter(office.slack.open_views(office.user(MIRA))), None), timeout=30
    )
    assert newer is not None
    assert (await mira.submits(newer, {"form_why": "the board meets"})).accepted
    assert "APAC" in office.slack.text_of(await office.card("asks for"))


async def test_what_was_cancelled_or_sent_is_had_again_with_a_difference(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says(f"{REPORTS}, two weeks, board deck")
    first = await office.dm(MIRA, "Is this what you need?")
    mira.says("cancel")
    await office.becomes(first, "Nothing was sent")
    mira.says("the same again, but for APAC")
    card = await office.dm(MIRA, "region APAC")
    read = office.slack.text_of(card)
    assert "2 weeks" in read
    assert ">board deck" in read
    await mira.clicks(card, "Send request")
    await office.becomes(card, "Waiting for")
    mira.says("withdraw it")
    assert "Withdraw" in office.slack.buttons(await office.dm(MIRA, "to take it back"))
    mira.says("could you chase Ilka?")
    assert "Nudge" in office.slack.buttons(await office.dm(MIRA, "Press Nudge"))


async def test_a_card_is_called_by_its_name_and_dropped_by_it(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says("I need the sales forecast for one week, the quarter")
    forecast = await office.dm(MIRA, "Forecast reader")
    mira.says(f"{REPORTS}, two weeks, board deck")
    reports = await office.dm(MIRA, "Sales reports")
    mira.says("make the forecast two days")
    await office.becomes(forecast, "2 days")
    assert "2 weeks" in office.slack.text_of(office.slack.latest(reports))
    mira.says("drop the forecast")
    await office.becomes(forecast, "Nothing was sent")
    assert "Send request" in office.slack.buttons(office.slack.latest(reports))
    mira.says("cancel")
    await office.becomes(reports, "Nothing was sent")


async def test_a_command_cancels_the_card_in_the_direct_messages(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says(REPORTS)
    card = await office.dm(MIRA, "Is this what you need?")
    await mira.command("/access", "cancel")
    await office.becomes(card, "Nothing was sent")


async def test_cancelling_looks_at_how_far_it_is(office: Office) -> None:
    card = await office.asks(MIRA, f"{REPORTS}, two weeks, board deck")
    mira = office.person(MIRA)
    await office.becomes(card, "Waiting for")
    await office.person(ILKA).clicks(await office.card("asks for"), "Approve")
    await office.becomes(card, "Live until")
    mira.says("I don't need it any more")
    done = await office.dm(MIRA, "Are you done with this?")
    assert office.slack.buttons(done) == ["I'm done"]
    mira.says("two more weeks please")
    assert office.slack.buttons(await office.dm(MIRA, "Extend this?")) == ["Extend"]


async def test_two_open_cards_are_both_cancelled(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says("I need the sales forecast for one week, the quarter")
    forecast = await office.dm(MIRA, "Forecast reader")
    mira.says(f"{REPORTS}, two weeks, board deck")
    reports = await office.dm(MIRA, "Sales reports")
    mira.says("cancel both")
    await office.becomes(forecast, "Nothing was sent")
    await office.becomes(reports, "Nothing was sent")
