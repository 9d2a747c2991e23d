"""Two distinct people where policy demands them, within the same moment, in Slack."""

from __future__ import annotations

import asyncio

from tests.scenarios.office import Office

LONG_ADMIN = "I need admin on the production databases for 3 days because stuck orders have to be repaired"
TAKUMI, KOFI, JOANNA, AURELIO = "takumi.oreda", "kofi.brentum", "joanna.skrzyp", "aurelio.benavent"


async def test_two_of_security_in_the_same_moment_are_two_yeses_and_a_second_click_is_none(
    office: Office,
) -> None:
    """Critical production access for days: the manager, and both of Security within the same ten milliseconds."""
    status = await office.asks(TAKUMI, LONG_ADMIN)
    thread = await office.card("asks for")
    review = await office.card("asks for", channel="security-reviews")
    shown = office.slack.text_of(review)
    assert "0 of 2 have said yes; waits for" in shown
    assert "This is critical, privileged access to production for more than 8 hours." in shown
    pinged = office.slack.text_of(await office.reply(review, "Two people have to say yes."))
    assert office.user(JOANNA) in pinged
    assert office.user(AURELIO) in pinged

    joanna = office.person(JOANNA)
    await asyncio.gather(joanna.clicks(review, "Approve"), joanna.clicks(review, "Approve"))
    await office.becomes(review, "1 of 2 have said yes")
    await office.note(JOANNA, "the yes that is missing has to come from somebody else")
    await office.reply(thread, "One more is needed.")
    card = office.slack.latest(review)
    await asyncio.gather(
        office.person(AURELIO).clicks(card, "Approve"),
        joanna.clicks(card, "Approve"),
        office.person(KOFI).clicks(thread, "Approve"),
    )
    await office.becomes(status, "ive until")
    await office.becomes(review, "Live until")
    assert office.slack.text_of(office.slack.latest(review)).count("approved by") == 3
    assert office.slack.ephemerals(office.user(AURELIO)) == []
