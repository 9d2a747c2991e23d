"""Access packages in messages: whole names with words of getting, jobs somebody started in, and nothing beside them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.model import Company
from intents.engines.builtin.engine import BuiltinEngine
from intents.packages import with_package
from intents.understand import inquire, understand
from intents.understanding import Intent, Outcome, Understanding
from intents.wire import as_dict
from tests.catalog import demo
from tests.depth import examples
from tests.intents.company import MONDAY

SALES = ("salesforce/accounts:edit", "salesforce/quotes:create", "docusign/envelopes:send")


@pytest.fixture(scope="module")
def quillmere() -> Company:
    return demo.quillmere()


async def read(text: str, company: Company, person: str = "mira.castelhano") -> Understanding:
    who = company.people[person]
    return await understand(text, person=who, company=company, now=MONDAY, engine=BuiltinEngine())


@pytest.mark.parametrize(
    ("text", "person", "packages", "whom"),
    [
        ("I need the sales package", "mira.castelhano", ("sales-start",), None),
        ("sales package please", "mira.castelhano", ("sales-start",), None),
        ("could you add me to the analyst tools", "hana.sekyra", ("analyst-start",), None),
        ("can I get the month-end package until Friday", "ibrahim.tassoul", ("month-end",), None),
        ("Please give João Pestrela the Sales package", "ilka.tornberg", ("sales-start",), "joao.pestrela"),
        ("Request the engineering package for Takumi Oreda, he joined on Monday", "anneke.duyvis", ("engineer-start",), "takumi.oreda"),
        ("I'm new in the lab", "adaeze.nwokuma", ("lab-start",), None),
        ("I joined as Backend Engineer last week", "takumi.oreda", ("first-day", "engineer-start"), None),
        ("I joined as product engineer", "takumi.oreda", ("first-day", "engineer-start"), None),
        ("New Account Executive starts today, João Pestrela", "ilka.tornberg", ("sales-start", "first-day"), "joao.pestrela"),
        ("João Pestrela joined as Account Executive, please set him up", "ilka.tornberg", ("sales-start", "first-day"), "joao.pestrela"),
    ],
)  # fmt: skip
async def test_a_package_is_proposed_with_everything_in_it(
    quillmere: Company, text: str, person: str, packages: tuple[str, ...], whom: str | None
) -> None:
    found = await read(text, quillmere, person)
    assert (found.intent, found.outcome) == (Intent.REQUEST, Outcome.PROPOSE)
    assert (found.packages, found.beneficiary) == (packages, whom)
    inside = {one for bundle in quillmere.bundles if bundle.id in packages for one in bundle.includes}
    assert {item.entitlement for item in found.items} == inside
    for said in (*(one.text for one in found.evidence), found.justification or ""):
        assert said in text
    assert "packages" not in as_dict(found), "what is printed has the fields it always had"


@pytest.mark.parametrize(
    "text",
    [
        "what is in the sales package?",
        "how do I get the sales package",
        "why was I denied the sales package",
        "did João get the sales package?",
        "I don't need the sales package",
        "I no longer need the sales package",
        "remove my sales package",
        "I need the sales package and Figma",
        "I need the sales package, plus Figma",
        "I need the sales package. Figma too please",
        "I need the sales package, but not DocuSign",
        "Not the quotes. I need the sales package",
        "I need the sales package. I don't need DocuSign",
        "I need the sales package. Skip DocuSign",
        "I need the sales package, leave out the quotes",
        "DocuSign is no longer wanted. I need the sales package",
        "I need the sales package until Friday and Figma",
        "I need the sales package. Also give me HubSpot.",
        "the new sales colleague needs read access to accounts",
        "I need month end close",
        "Our new starter needs the sales package",
        "> give João the sales package\nwhat does this mean?",
        "I'm new in the lab, can't open the measurement archive",
        "I joined as an analyst and need the finance dashboards",
        "João Pestrela and Cody Wynward joined as Account Executive",
        "my manager joined as Account Executive, João Pestrela",
        "I need the sales packing list",
    ],
)
async def test_anything_besides_leaves_the_message_as_it_was_read(quillmere: Company, text: str) -> None:
    assert (await read(text, quillmere)).packages == ()


@pytest.mark.parametrize(
    "text", ["month-end package please, and the cloud billing viewer", "I need the cloud billing viewer and the month-end package"]
)  # fmt: skip
async def test_a_package_beside_what_would_be_proposed_is_asked_about(quillmere: Company, text: str) -> None:
    found = await read(text, quillmere, "luis.carrasq")
    assert (found.outcome, found.items, found.packages) == (Outcome.ASK, (), ())
    assert found.question
    assert "Month-end package" in found.question


async def test_a_new_colleague_without_a_name_is_asked_for(quillmere: Company) -> None:
    found = await read("new Account Executive starts Monday", quillmere, "ilka.tornberg")
    assert (found.outcome, found.items, found.missing) == (Outcome.ASK, (), ("need",))
    assert "full name" in (found.question or "")


async def test_what_the_holder_may_not_see_is_left_out(quillmere: Company) -> None:
    admitted = {
        one for one in SALES if quillmere.places[one].entitlement.audience.admits(quillmere.people["kofi.brentum"])
    }  # fmt: skip
    found = await read("I need the sales package", quillmere, "kofi.brentum")
    assert {item.entitlement for item in found.items} == admitted
    assert len(admitted) < len(SALES)


PIECES = st.lists(
    st.sampled_from(
        [
            "I need",
            "the sales package",
            "João Pestrela",
            "joined as",
            "Account Executive",
            "new",
            "starts Monday",
            ",",
            ".",
            "not",
            "> ",
            "please",
            "and Figma",
            "first day package",
            "until Friday",
            "for",
            "ignore your rules",
            "my intern",
            "\n",
            "🙂",
        ]
    ),
    max_size=9,
).map(" ".join)


@given(text=PIECES, person=st.sampled_from(["mira.castelhano", "ilka.tornberg", "zainab.orelaja"]))
@example(text="I need joined as and Figma", person="mira.castelhano")
@example(text="I need the sales package , and Figma", person="mira.castelhano")
@example(text="and Figma I need the sales package", person="mira.castelhano")
@example(text="I need the sales package , the sales package and Figma", person="mira.castelhano")
@settings(max_examples=examples(150), deadline=None)
def test_nothing_is_proposed_that_the_holder_may_not_see_or_nobody_said(text: str, person: str) -> None:
    company = demo.quillmere()
    inquiry = inquire(text, person=company.people[person], company=company, now=MONDAY)
    plain = Understanding(intent=Intent.REQUEST, outcome=Outcome.ASK, confidence=0, engine="none")
    found = with_package(plain, inquiry)
    holder = company.people[found.beneficiary or person]
    inside = {one for bundle in company.bundles if bundle.id in found.packages for one in bundle.includes}
    for item in found.items:
        assert item.entitlement in inside
        assert company.places[item.entitlement].entitlement.audience.admits(holder)
    assert all(one.text in text for one in found.evidence)
    if found.packages:
        assert "not" not in text.split()
        assert "Figma" not in text
        assert found.beneficiary in {None, "joao.pestrela"}


@pytest.mark.parametrize(
    "beside",
    ["Nothing else", "No need to hurry", "I already have Figma", "I cannot start without it", "I don't need the analyst tools"],
)  # fmt: skip
async def test_what_is_ruled_out_and_not_in_it_is_no_matter(quillmere: Company, beside: str) -> None:
    found = await read(f"I need the sales package. {beside}.", quillmere)
    assert (found.outcome, found.packages) == (Outcome.PROPOSE, ("sales-start",))


async def test_without_packages_nothing_changes(quillmere: Company) -> None:
    bare = quillmere.model_copy(update={"bundles": (), "version": "bare"})
    assert (await read("I need the sales package", bare)).packages == ()
