"""Ending access: told apart from every wish that uses the same words, and whose access it is that ends."""

from __future__ import annotations

import pytest

from intents.ending import Ending, ending
from intents.engines.builtin.engine import BuiltinEngine
from intents.engines.port import Reading
from intents.passages import clauses
from intents.people_named import roster
from intents.understand import conclude, inquire, understand
from intents.understanding import Intent, Outcome, Understanding
from tests.catalog.demo import NOW, quillmere, understood

COMPANY = quillmere()


def act_of(text: str) -> Ending | None:
    return ending(clauses(text), [(one.start, one.end) for one in roster(COMPANY).named(text)])


ENDS = [
    ("Sadia Rahmani no longer needs the runbooks since she changed teams", "sadia.rahmani"),
    ("revoke Pelle's editor role in the help centre, he is off that team", "pelle.grankvist"),
    ("Could you please withdraw Mira Castelhano's HubSpot today?", "mira.castelhano"),
    ("stop Rafael's access to the forecast because his contract is under review", "rafael.quimby"),
    ("Takumi should no longer deploy to staging", "takumi.oreda"),
    ("Ilka shouldn't be able to see the ledger any more", "ilka.tornberg"),
    ("cut off Tomé's VPN, his machine is infected", "tome.arrais"),
    ("Kick Rafael out of Salesforce please", "rafael.quimby"),
    ("please take the price books away from João", "joao.pestrela"),
    ("João changed jobs last week. Remove his price books.", "joao.pestrela"),
    ("Can the staging role of Takumi be removed", "takumi.oreda"),
    ("I want Pelle removed from the infrastructure repositories", "pelle.grankvist"),
    ("Gareth Ollerton left in October, all his access has to end", "gareth.ollerton"),
    ("Mira went on leave, the forecast is to be revoked", "mira.castelhano"),
    ("Kofi isn't supposed to read the vault, please see to it", "kofi.brentum"),
]


@pytest.mark.parametrize(("text", "whose"), ENDS)
async def test_taking_it_from_a_colleague_is_read_as_just_that(text: str, whose: str) -> None:
    found = await understood("anneke.duyvis", text)
    assert found.intent is Intent.RETURN
    assert found.beneficiary == whose


@pytest.mark.parametrize(
    "text",
    [
        "I'm off the release rota, so drop my staging deploys",
        "take the staging deployments off me please",
        "no more deploying to staging for me, you can have that back",
        "staging deployer is no longer needed",
        "My staging role can be removed",
        "I don't want to deploy to staging any more",
        "Pelle deploys now, so I no longer need the staging deployer",
    ],
)
async def test_what_one_gives_up_is_ones_own(text: str) -> None:
    found = await understood("takumi.oreda", text)
    assert found.intent is Intent.RETURN
    assert found.beneficiary is None
    assert [item.entitlement for item in found.items] in ([], ["aws/staging:deploy"])
    assert "aws/staging:deploy" in found.shortlist


@pytest.mark.parametrize(
    "text",
    [
        "I can't open the forecast any more, I need it for Thursday",
        "my access to the ledger was removed on Monday, I need it again",
        "I no longer have the sandbox, please give it back to me",
        "The help centre editor does not work any more",
        "I need to remove people in Okta",
        "I want to be able to revoke sessions in AWS",
        "remove duplicates in HubSpot",
        "Mira no longer works here, I need her accounts in Salesforce",
        "I do not use the spreadsheet any more, I need Snowflake",
        "I should not have to ask Ilka each time: forecast viewer please",
        "I need write on the price books, because João's was revoked",
        "cancel my request for the sandbox",
        "Give me back my access to the forecast",
        "Mira isn't allowed into the forecast, please fix",
        "no access to the forecast for Mira any more, can you help?",
        "Mira's access to the forecast should go on until Friday",
        "I'm not through with the bookings yet",
    ],
)
def test_what_is_missed_wished_for_or_a_task_ends_nothing(text: str) -> None:
    act = act_of(text)
    assert act is None or not act.alone


@pytest.mark.parametrize(
    "text",
    [
        "revoke João's sandbox and give it to Mira",
        "Remove my viewer and make me an editor of the help centre",
        "take the price books away from João, I need them now",
    ],
)
async def test_beside_a_wish_nothing_is_proposed(text: str) -> None:
    found = await understood("ilka.tornberg", text)
    assert not (found.intent in {Intent.REQUEST, Intent.EXTEND} and found.outcome is Outcome.PROPOSE)


async def test_somebody_nobody_knows_is_asked_about_and_not_taken_for_the_writer() -> None:
    found = await understood("ilka.tornberg", "revoke Odalys Brandquist's access to the sandbox")
    assert (found.intent, found.outcome) == (Intent.RETURN, Outcome.ASK)
    assert found.question == "Whose access is it about? Tell me their full name."


async def test_too_little_said_is_asked_about_as_what_it_is() -> None:
    found = await understood("ilka.tornberg", "João has left the company, please remove all his access")
    assert (found.intent, found.outcome) == (Intent.RETURN, Outcome.ASK)
    assert "request" not in str(found.question)


async def test_whatever_an_engine_says_no_access_is_granted_by_taking_it_away() -> None:
    text = "Please revoke João Pestrela's write access to the Snowflake sandbox"
    inquiry = inquire(text, person=COMPANY.people["ilka.tornberg"], company=COMPANY, now=NOW)
    for intent in ("request", "emergency", "extend"):
        answer = {
            "intent": intent, "fit": "exact", "shortlist": ["snowflake/sandbox:write"], "duration": None,
            "items": [{"entitlement": "snowflake/sandbox:write", "scope": {}, "evidence": "Snowflake sandbox"}],
            "beneficiary": "João Pestrela", "justification": None, "confidence": 0.99,
        }  # fmt: skip
        found = conclude(Reading(answer=answer, engine="model"), inquiry)
        assert found.intent is Intent.RETURN
        assert found.beneficiary == "joao.pestrela"


async def read(person: str, text: str) -> Understanding:
    return await understand(
        text, person=COMPANY.people[person], company=COMPANY, now=NOW, engine=BuiltinEngine()
    )


@pytest.mark.parametrize(
    "text",
    [
        "sales reports for EMEA please, my contract ends on 31 March",
        "viewer of the forecast until the end of the month",
        "extend my access to the ledger by two weeks",
    ],
)
async def test_what_is_not_held_is_not_prolonged(text: str) -> None:
    found = await read("takumi.oreda", text)
    assert not (found.intent is Intent.EXTEND and found.outcome is Outcome.PROPOSE)
