"""Ask for more, in Slack: a question goes to the requester, and plain replies go both ways."""

from __future__ import annotations

from bot.slack_local.model import Message
from tests.scenarios.office import Office
from tests.scenarios.test_approvals import ADMIN, asked
from tests.scenarios.test_shaping import ILKA, MIRA, opened


async def questioned(office: Office, text: str = "Which board deck is it for?") -> tuple[Message, Message]:
    """Ilka wants to know more: the thread, and what Mira is sent."""
    _, thread = await asked(office)
    modal = await opened(office, ILKA, thread, "Ask for more")
    assert (await office.person(ILKA).submits(modal, {"reason": text})).accepted
    return thread, await office.dm(MIRA, "has a question about your request")


async def test_the_answer_in_the_messages_lands_in_the_thread_and_back(office: Office) -> None:
    thread, question = await questioned(office)
    assert "Which board deck" in office.slack.text_of(question)
    await office.reply(thread, "asks <@")
    office.person(MIRA).says("The one for November; <!channel>", thread_ts=question.ts)
    answer = await office.reply(thread, "The one for November")
    said = office.slack.text_of(answer)
    assert f"<@{office.user(ILKA)}>" in said
    assert "<!channel>" not in said
    # Ilka's next reply in the thread goes back, the one after it does not, and nobody else's ever does.
    office.person("kofi.brentum").says("Looks odd to me.", channel=thread.channel, thread_ts=thread.ts)
    office.person(ILKA).says("Then Q3 alone will do?", channel=thread.channel, thread_ts=thread.ts)
    back = await office.slack.message(
        office.user(MIRA), "Then Q3 alone will do?", thread_ts=question.ts, timeout=30
    )
    assert back.thread_ts == question.ts
    await office.reply(thread, "I passed that on")
    office.person(ILKA).says("Between us: I doubt it.", channel=thread.channel, thread_ts=thread.ts)
    office.person(MIRA).says("Yes, Q3 alone.", thread_ts=question.ts)
    await office.reply(thread, "Yes, Q3 alone.")
    said = office.slack.transcript()
    mine = [line for line in said.splitlines() if line.startswith(question.channel)]
    assert not any("Between us" in line or "Looks odd" in line for line in mine)
    assert "Approve" in office.slack.buttons(office.slack.latest(thread))


async def test_the_answer_in_the_thread_is_pointed_out_to_whoever_asked(office: Office) -> None:
    thread, question = await questioned(office)
    office.person(MIRA).says("It is for November.", channel=thread.channel, thread_ts=thread.ts)
    note = await office.reply(thread, "see the answer above")
    assert f"<@{office.user(ILKA)}>" in office.slack.text_of(note)
    office.person(ILKA).says("Thank you.", channel=thread.channel, thread_ts=thread.ts)
    await office.slack.message(office.user(MIRA), "Thank you.", thread_ts=question.ts, timeout=30)


async def test_who_may_ask_and_what(office: Office) -> None:
    _, thread = await asked(office)
    for who, words in ((MIRA, "own request"), ("cody.wynward", "not yours")):
        modal = await opened(office, who, thread, "Ask for more")
        sent = await office.person(who).submits(modal, {"reason": "Why?"})
        assert words in " ".join(sent.errors.values())
    modal = await opened(office, ILKA, thread, "Ask for more")
    assert (await office.person(ILKA).submits(modal, {"reason": "   "})).errors


async def test_after_the_decision_nothing_is_passed_on(office: Office) -> None:
    thread, question = await questioned(office)
    await office.person(ILKA).clicks(office.slack.latest(thread), "Approve")
    await office.becomes(thread, "Live until")
    office.person(MIRA).says("It is for November.", thread_ts=question.ts)
    await office.slack.message(office.user(MIRA), "was not passed on", thread_ts=question.ts, timeout=30)


async def test_what_security_wants_to_know_stays_in_securitys_thread(office: Office) -> None:
    await office.asks("takumi.oreda", ADMIN)
    thread = await office.card("asks for")
    review = await office.card("asks for", channel="security-reviews")
    modal = await opened(office, "joanna.skrzyp", review, "Ask for more")
    assert (await office.person("joanna.skrzyp").submits(modal, {"reason": "Which orders?"})).accepted
    question = await office.dm("takumi.oreda", "has a question about your request")
    await office.reply(review, "Which orders?")
    office.person("takumi.oreda").says("Those of last Friday.", thread_ts=question.ts)
    await office.reply(review, "Those of last Friday.")
    office.person("joanna.skrzyp").says("All of them?", channel=review.channel, thread_ts=review.ts)
    await office.slack.message(office.user("takumi.oreda"), "All of them?", thread_ts=question.ts, timeout=30)
    in_public = " ".join(
        office.slack.text_of(one) for one in office.slack.messages(thread.channel, thread_ts=thread.ts)
    )
    assert "Which orders?" not in in_public
    assert "last Friday" not in in_public
