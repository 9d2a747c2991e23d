"""The story the product is for: from one sentence to live, expiring, logged access."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta

from tests.scenarios.office import Office

SENTENCE = "I need read access to the Q3 sales reports for EMEA, two weeks, board deck"


async def test_from_one_sentence_to_live_expiring_logged_access(office: Office) -> None:
    mira, ilka = office.person("mira.castelhano"), office.person("ilka.tornberg")
    address = office.company.people["mira.castelhano"].email

    mira.says(SENTENCE)
    card = await office.dm("mira.castelhano", "Is this what you need?")
    shown = office.slack.text_of(card)
    for words in ("Sales reports", "Viewer", "EMEA", "Q3", "2 weeks", "board deck"):
        assert words in shown
    assert office.slack.buttons(card) == ["Send request", "Change", "Cancel"]
    assert not office.slack.messages("access-requests"), "nothing is filed before the person confirms"

    await mira.clicks(card, "Send request")
    status = await office.becomes(card, "Waiting for")
    thread = await office.card("asks for")
    assert office.user("ilka.tornberg") in office.slack.text_of(await office.reply(thread, "your decision"))

    await ilka.clicks(thread, "Approve")
    await office.becomes(thread, "Live until")
    assert "Approve" not in office.slack.buttons(office.slack.latest(thread))
    live = await office.becomes(status, "ive until")
    assert "I'm done" in "".join(office.slack.buttons(live)).replace("’", "'")
    groups = {name for name, members in office.scim.members().items() if address in members}
    assert len(groups) == 1
    (group,) = groups

    await office.jump(timedelta(days=12))
    await office.dm("mira.castelhano", "ends")
    assert address in office.scim.members_of(group)
    await office.jump(timedelta(days=2, minutes=1))
    await office.becomes(status, "Expired")
    await office.becomes(thread, "Expired")
    assert address not in office.scim.members_of(group)

    proof = usher(office, "audit", "verify")
    assert proof.returncode == 0, proof.stderr
    assert json.loads(proof.stdout)["whole"] is True
    exported = usher(office, "audit", "export")
    kinds = [json.loads(line)["kind"] for line in exported.stdout.splitlines()]
    for kind in (
        "request.opened",
        "stage.approved",
        "item.approved",
        "grant.live",
        "grant.reminded",
        "grant.ended",
    ):
        assert kinds.count(kind) == 1, kinds


def usher(office: Office, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, as an auditor would run it."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        env={**os.environ, "USHER_DATABASE_URL": office.database},
        capture_output=True,
        text=True,
        check=False,
    )
