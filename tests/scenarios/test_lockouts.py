"""Why was I locked out, in Slack: for oneself, for the helpdesk, for the curious; and the other questions of a bad morning."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from catalog.load import load_company
from tests.scenarios.office import Office, open_office

JOAO, MIRA, SADIA, PELLE, TAKUMI, ILKA = (
    "joao.pestrela", "mira.castelhano", "sadia.rahmani", "pelle.grankvist", "takumi.oreda", "ilka.tornberg",
)  # fmt: skip
LOCKED = {
    "uuid": "two-minutes-ago", "published": "2026-11-23T09:28:00.000Z", "eventType": "user.account.lock",
    "displayMessage": "Max sign in attempts exceeded", "severity": "WARN",
    "actor": {"id": "00u1", "type": "User", "alternateId": "joao.pestrela@quillmere.example", "displayName": "João Pestrela"},
    "client": {
        "userAgent": {"rawUserAgent": "<!channel> Mail/1.0", "os": "iOS", "browser": "UNKNOWN"}, "device": "Mobile",
        "ipAddress": "203.0.113.9", "geographicalContext": {"city": "<https://x.example|Porto>", "country": "Portugal"},
    },
    "outcome": {"result": "FAILURE", "reason": "LOCKED_OUT"},
    "target": [{"id": "00u1", "type": "User", "alternateId": "joao.pestrela@quillmere.example"}],
}  # fmt: skip


@pytest.fixture
async def branch(database: str, demo_copy: Path) -> AsyncIterator[Office]:
    """An office whose company folder may be written to, as the export of a provider would."""
    async with open_office(database, load_company(demo_copy)) as opened:
        yield opened


async def test_a_lock_out_of_two_minutes_ago_is_known_and_handed_over(branch: Office) -> None:
    joao = branch.person(JOAO)
    with (branch.company.folder / "signins" / "okta.jsonl").open("a", encoding="utf-8") as export:
        export.write(json.dumps(LOCKED) + "\n")
    joao.says("Why was I locked out?")
    answer = await branch.dm(JOAO, "How sure")
    said = branch.slack.text_of(answer)
    assert "locked" in said
    assert "What to do" in said
    assert "203.0.113.9" in said
    assert "<!channel>" not in said
    assert "<https" not in said
    await joao.clicks(answer, "Talk to the helpdesk")
    for who in (SADIA, PELLE):
        helped = branch.slack.text_of(await branch.dm(who, "Help wanted"))
        assert "João Pestrela cannot get in" in helped
        assert "event two-minutes-ago" in helped
        assert "203.0.113.9" not in helped
        assert "<!channel>" not in helped
    assert f"<@{branch.user(SADIA)}>" in branch.slack.text_of(
        await branch.dm(JOAO, "have it, with everything I found")
    )


async def test_who_may_ask_about_whom(office: Office) -> None:
    # A curious colleague learns nothing, not even whether there is such a person.
    joao, sadia = office.person(JOAO), office.person(SADIA)
    joao.says("Why was Mira Castelhano locked out?")
    known = office.slack.text_of(await office.dm(JOAO, "Only the helpdesk may ask"))
    joao.says("Why was Zebedee Quirk locked out?")
    await office.redraws()
    assert office.slack.text_of(await office.dm(JOAO, "Only the helpdesk may ask")) == known
    # The helpdesk says why first; in a channel nothing is said at all.
    sadia.mentions("Why is Mira Castelhano locked out?", channel="access-requests")
    card = await office.dm(SADIA, "Why do you ask about Mira Castelhano")
    assert "Okta" not in office.slack.text_of(card)
    await sadia.clicks(card, "Give the reason")
    modal = await office.slack.view(office.user(SADIA))
    assert (await sadia.submits(modal, {"reason": "  "})).errors
    assert (await sadia.submits(modal, {"reason": "She called the desk, <!here>"})).accepted
    answer = office.slack.text_of(await office.becomes(card, "Why Mira Castelhano cannot get in"))
    assert "locked" in answer
    assert "Porto" in answer
    assert "192.0.2.20" not in answer
    told = office.slack.text_of(await office.dm(MIRA, "looked at your sign-ins"))
    assert f"<@{office.user(SADIA)}> from the helpdesk" in told
    assert "She called the desk, &lt;!here&gt;" in told
    assert "Mira Castelhano cannot get in" not in " ".join(
        office.slack.text_of(one) for one in office.slack.messages("access-requests")
    )


async def test_the_other_questions_of_a_bad_morning(office: Office) -> None:
    takumi, mira = office.person(TAKUMI), office.person(MIRA)
    # Access that ran out can be asked for from the answer.
    takumi.says("Why can't I get into AWS any more? I was locked out")
    answer = await office.dm(TAKUMI, "How sure")
    assert "ran out" in office.slack.text_of(answer)
    await takumi.clicks(answer, "Request access")
    assert "AWS · Production" in office.slack.text_of(await office.dm(TAKUMI, "AWS · Production · Observer"))
    # How something is done is quoted from the company's own page.
    mira.says("How do I get VPN?")
    page = office.slack.text_of(await office.dm(MIRA, "Quoted from"))
    assert "docs/vpn.md" in page
    assert "Install Tailscale from the company portal" in page
    assert "Tailscale · Office network" in page
    # Why it was denied, as it was decided then.
    await office.asks(MIRA, "I need read access to the Q3 sales reports for EMEA, two weeks, board deck")
    thread = await office.card("asks for")
    await office.person(ILKA).clicks(thread, "Deny")
    modal = await office.slack.view(office.user(ILKA))
    assert (await office.person(ILKA).submits(modal, {"reason": "The deck uses published figures."})).accepted
    await office.becomes(thread, "denied by")
    mira.says("Why was my request denied?")
    denied = await office.dm(MIRA, "Why it was denied")
    said = office.slack.text_of(denied)
    assert "The deck uses published figures." in said
    assert "What the policies asked for that day" in said
    await mira.clicks(denied, "Show the rules")
    assert "forbid" in office.slack.text_of(await office.slack.view(office.user(MIRA)))
    mira.says("What did I lose when I changed team?")
    await office.dm(MIRA, "Nothing you had through me has ended")
