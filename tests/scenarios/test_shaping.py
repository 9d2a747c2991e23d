"""Approve with changes, in Slack: less than was asked for, and never more."""

from __future__ import annotations

from bot.slack_local.model import Message, View
from tests.scenarios.office import Office
from tests.scenarios.test_approvals import ADMIN, asked

ILKA, MIRA = "ilka.tornberg", "mira.castelhano"


async def opened(office: Office, who: str, card: Message, entry: str) -> View:
    """The modal behind an entry of the menu on the card."""
    await office.person(who).clicks(office.slack.latest(card), entry)
    return await office.slack.view(office.user(who))


async def test_an_approver_makes_it_shorter_and_the_requester_reads_what_and_why(office: Office) -> None:
    status, thread = await asked(office)
    modal = await opened(office, ILKA, thread, "Approve with changes")
    sent = await office.person(ILKA).submits(
        modal, {"changed_custom": "3 days", "changed_why": "The board meets on Thursday. @channel <!here>"}
    )
    assert sent.accepted
    await office.becomes(status, "ive until")
    said = office.slack.text_of(await office.becomes(status, "2 weeks → 3 days"))
    assert "The board meets on Thursday" in said
    await office.becomes(thread, "2 weeks → 3 days")
    note = await office.reply(thread, "approved this as manager with changes")
    assert "<!here>" not in office.slack.text_of(note)
    assert "Live until" in office.slack.text_of(office.slack.latest(thread))


async def test_a_review_note_and_a_narrower_scope(office: Office) -> None:
    office.person(MIRA).says("I need read access to the sales reports in EMEA for two weeks, board deck")
    card = await office.dm(MIRA, "Is this what you need?")
    await office.person(MIRA).clicks(card, "Send request")
    thread = await office.card("asks for")
    modal = await opened(office, ILKA, thread, "Approve with changes")
    quarter = next(
        b["block_id"] for b in modal.blocks if b.get("label", {}).get("text") == "Only this quarter"
    )
    values: dict[str, object] = {quarter: "Q9", "changed_review": "monthly", "changed_why": "only that one"}
    assert quarter in (await office.person(ILKA).submits(modal, values)).errors
    assert (await office.person(ILKA).submits(modal, values | {quarter: "Q3"})).accepted
    await office.becomes(card, "quarter Q3")
    await office.becomes(card, "to be reviewed monthly")


async def test_beyond_what_an_approver_may_change_is_said_beside_the_field(office: Office) -> None:
    status, thread = await asked(office)
    modal = await opened(office, ILKA, thread, "Approve with changes")
    ilka = office.person(ILKA)

    async def refused(**values: str) -> str:
        said = await ilka.submits(modal, {"changed_why": "because", **values})
        assert not said.accepted
        return " ".join(said.errors.values())

    assert "shorter than what was asked for" in await refused(changed_custom="5 weeks")
    for typed in ("banana", "0 days", "1000 years"):
        assert "Write a number" in await refused(changed_custom=typed)
    assert "Say why" in await refused(changed_custom="3 days", changed_why="   ")
    assert "Nothing is changed" in await refused(changed_custom="")
    assert "Approve" in office.slack.buttons(office.slack.latest(thread))
    assert "Waiting for" in office.slack.text_of(office.slack.latest(status))
    assert not any(office.scim.members().values())


async def test_a_lower_level_and_not_a_riskier_one(office: Office) -> None:
    status = await office.asks("takumi.oreda", ADMIN)
    thread = await office.card("asks for")
    modal = await opened(office, "kofi.brentum", thread, "Approve with changes")
    level = next(b for b in modal.blocks if b.get("block_id") == "changed_level")
    offered = [option["value"] for option in level["element"]["options"]]
    assert offered == ["aws/production-databases:read"]
    kofi = office.person("kofi.brentum")
    # Somebody who alters what their client offers gets no further.
    read, why = level["element"]["options"][0], {"changed_why": "reading will do"}
    for forged, words in (("aws/production:deploy", "only lower the level"), ("gone:gone", "does not exist")):
        read["value"] = forged
        sent = await kofi.submits(modal, {"changed_level": forged, **why})
        assert words in " ".join(sent.errors.values())
    read["value"] = offered[0]
    assert (await kofi.submits(modal, {"changed_level": offered[0], **why})).accepted
    await office.becomes(status, "reading will do")
    await office.becomes(thread, "→ AWS · Production databases · Read")


async def test_only_whom_it_waits_for_may_change_it(office: Office) -> None:
    status, thread = await asked(office)
    for who, words in ((MIRA, "own request"), ("cody.wynward", "not yours to decide")):
        modal = await opened(office, who, thread, "Approve with changes")
        sent = await office.person(who).submits(modal, {"changed_custom": "3 days", "changed_why": "x"})
        assert words in " ".join(sent.errors.values())
    # Decided on the card while the modal was open: too late, and said there.
    modal = await opened(office, ILKA, thread, "Approve with changes")
    await office.person(ILKA).clicks(office.slack.latest(thread), "Approve")
    await office.becomes(status, "ive until")
    sent = await office.person(ILKA).submits(modal, {"changed_custom": "3 days", "changed_why": "x"})
    assert "settled already" in " ".join(sent.errors.values())
    assert "→" not in office.slack.text_of(office.slack.latest(status))


async def test_a_menu_entry_that_was_altered_does_nothing(office: Office) -> None:
    _, thread = await asked(office)
    menu = next(e for b in thread.blocks for e in b.get("elements", ()) if e.get("type") == "overflow")
    for value in ("grant:it_1", "changed:it_never-existed", "not_mine:it_never-existed", "approve", ""):
        menu["options"][0]["value"] = value
        before = len(office.slack.ephemerals(office.user(ILKA)))
        await office.person(ILKA).clicks(thread, "Approve with changes")
        await office.slack.until(
            lambda before=before: office.slack.ephemerals(office.user(ILKA))[before:], timeout=30
        )
    said = [office.slack.text_of(one) for one in office.slack.ephemerals(office.user(ILKA))]
    assert not any("went wrong" in one for one in said), said
    assert "Approve" in office.slack.buttons(office.slack.latest(thread))
