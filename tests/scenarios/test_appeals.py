"""A no that is appealed, with every actor in Slack: overturned, standing, and never by who said it."""

from __future__ import annotations

from bot.slack_local.model import Message, View
from tests.scenarios.office import SECURITY, Office
from tests.scenarios.test_approvals import asked

MIRA, ILKA = "mira.castelhano", "ilka.tornberg"


async def opened(office: Office, who: str, card: Message, entry: str) -> View:
    """The modal behind a button."""
    await office.person(who).clicks(office.slack.latest(card), entry)
    return await office.slack.view(office.user(who))


async def test_somebody_else_looks_again_and_overturns_a_denial(office: Office) -> None:
    status, thread = await asked(office)
    modal = await opened(office, ILKA, thread, "Deny")
    await office.person(ILKA).submits(modal, {"reason": "The dashboard has it."})
    await office.becomes(status, "The dashboard has it.")

    modal = await opened(office, MIRA, status, "Appeal")
    assert (await office.person(MIRA).submits(modal, {"reason": "  "})).errors
    said = "The dashboard ends in September. <!channel>"
    assert (await office.person(MIRA).submits(modal, {"reason": said})).accepted
    await office.becomes(status, "is to look at it again")
    owner = _owner(office)
    card = await office.reply(thread, "appeals")
    text = office.slack.text_of(card)
    assert "The dashboard has it." in text
    assert "The dashboard ends in September." in text
    assert "<!channel>" not in text
    assert f"<@{office.user(owner)}>" in text

    # Neither who said no nor who asked can rule on it.
    for who, words in ((ILKA, "decided this before"), (MIRA, "own appeal")):
        modal = await opened(office, who, card, "Overturn")
        sent = await office.person(who).submits(modal, {"reason": "I say so"})
        assert words in " ".join(sent.errors.values())
    modal = await opened(office, owner, card, "Overturn")
    assert (await office.person(owner).submits(modal, {"reason": "September is not Q3."})).accepted
    await office.becomes(status, "ive until")
    await office.becomes(card, "overturned")
    await office.becomes(thread, "September is not Q3.")
    assert "Overturn" not in office.slack.buttons(office.slack.latest(card))
    assert "Appeal" not in office.slack.buttons(office.slack.latest(status))


async def test_what_policy_refuses_goes_to_security_where_its_rule_says_so(office: Office) -> None:
    mira = office.person(MIRA)
    mira.says("I need to approve discounts on quotes in Salesforce for a week, Farah is on leave")
    card = await office.dm(MIRA, "Policy says no")
    modal = await opened(office, MIRA, card, "Appeal")
    assert (
        await mira.submits(modal, {"reason": "Farah is on leave, and I quote nothing this week"})
    ).accepted
    await office.becomes(card, "is to look at it again")
    # Nobody but Security reads what she holds.
    review = await office.card("appeals", channel=SECURITY)
    assert "Nobody may hold both" in office.slack.text_of(review)
    modal = await opened(office, "joanna.skrzyp", review, "The no stands")
    sent = await office.person("joanna.skrzyp").submits(modal, {"reason": "Okwudi can do it."})
    assert sent.accepted
    await office.becomes(card, "the no stands")
    await office.becomes(review, "Okwudi can do it.")
    mira.says("I want to appeal the decision about the discounts")
    answer = await office.dm(MIRA, "None of these can be appealed")
    assert "Okwudi can do it." in office.slack.text_of(answer)
    assert "Appeal" not in office.slack.buttons(answer)


def _owner(office: Office) -> str:
    """Who answers for the sales reports."""
    return next(
        place.owner for place in office.company.places.values() if place.resource.name == "Sales reports"
    )
