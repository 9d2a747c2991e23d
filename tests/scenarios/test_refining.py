"""A conversation: each turn refines the card before it, and what is sent is what stands on the card in the end."""

from __future__ import annotations

from tests.scenarios.office import Office


async def test_a_card_refined_turn_by_turn_is_sent_as_it_stands_and_is_not_changed_afterwards(
    office: Office,
) -> None:
    mira = office.person("mira.castelhano")

    mira.says("I need read access to the Q3 sales reports for EMEA, a month")
    card = await office.dm("mira.castelhano", "Is this what you need?")
    for text, shown in (
        ("only until Friday", "until Friday 27 November"),
        ("no, APAC", "region APAC"),
        ("AMER too", "region AMER"),
        ("it's for the board deck", ">the board deck"),
    ):
        mira.says(text)
        await office.becomes(card, shown)
    read = office.slack.text_of(office.slack.latest(card))
    for words in (
        "quarter Q3, region APAC",
        "quarter Q3, region AMER",
        "Until Friday 27 November",
        ">the board deck",
    ):
        assert words in read
    assert "EMEA" not in read
    assert not office.slack.messages("access-requests"), "nothing is filed before the person confirms"

    await mira.clicks(office.slack.latest(card), "Send request")
    await office.becomes(card, "Waiting for")
    thread = await office.card("asks for")
    sent = office.slack.text_of(thread)
    assert "APAC" in sent
    assert "AMER" in sent
    assert "Until Friday 27 November" in sent

    mira.says("make it two weeks")
    answer = await office.dm("mira.castelhano", "sent already, so I cannot change it")
    await office.redraws()
    assert "2 weeks" not in office.slack.text_of(office.slack.latest(thread))
    await mira.clicks(answer, "Withdraw")
    await office.becomes(thread, "Withdrawn")
