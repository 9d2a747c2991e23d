"""A rule from plain words: the model is asked, corrected with the validator's sentences, and never believed."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from approvals.policy.book import PolicyBook
from approvals.policy.drafts import NotADraft, draft_of
from approvals.policy.problems import PolicyInvalid
from bot.policy_drafting import CannotDraft, Drafted, NotDrafted, drafted, model_for
from bot.policy_wording import FORM, asking
from catalog.model import Provisioning, Resource, System
from intents.engines.errors import EngineSettingError
from prompts import prompt
from tests.approvals.company import small_company, small_systems
from tests.intents.engines.provider import Provider, anthropic, error, ollama, openai

COMPANY = small_company()
BOOK = PolicyBook.load(COMPANY)
WORDS = "contractors may not hold production database access over a weekend"
GOOD = {
    "cannot": None,
    "id": "no-production-weekends-for-contractors",
    "says": "You must ask for it to end on Friday: contractors do not keep {label} over a weekend.",
    "needs": None,
    "cedar": 'forbid (principal, action == Action::"hold", resource)\nwhen {\n  principal.employment == "contractor" && resource.environment == "production" &&\n  (context.permanent || context.weekday == "sat" || context.weekday == "sun" ||\n   (context.weekday == "fri" && context has minutes && context.minutes > 60 * (23 - context.hour)))\n};',
}
BAD = GOOD | {"cedar": GOOD["cedar"].replace("employment", "employer")}  # type: ignore[union-attr]


async def draft(provider: Provider, *, of: str = "openai", words: str = WORDS) -> Drafted:
    base = {"openai": f"{provider.url}/v1", "anthropic": provider.url, "ollama": provider.url}[of]
    options: dict[str, Any] = {"base_url": base} | ({} if of == "ollama" else {"api_key": "test"})
    return await drafted(words, COMPANY, BOOK, model_for(f"{of}:m", options=options), on=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("of", "reply"), [("openai", openai), ("anthropic", anthropic), ("ollama", ollama)], ids=["openai", "anthropic", "ollama"]
)  # fmt: skip
async def test_a_good_draft_is_taken_in_every_wire_format(of: str, reply: Any) -> None:
    with Provider([reply(json.dumps(GOOD))]) as provider:
        made = await draft(provider, of=of)
    assert (made.draft.id, made.draft.words, made.attempts) == (GOOD["id"], WORDS, 1)
    assert (made.engine, made.prompt) == (f"{of}:m", "policy/v1")
    assert '@mode("observe")\n' in made.draft.text


async def test_what_the_validator_says_is_handed_back_at_most_twice() -> None:
    with Provider([openai(json.dumps(BAD)), openai("no form"), openai(json.dumps(GOOD))]) as provider:
        made = await draft(provider)
        asked = provider.asked
    assert made.attempts == len(asked) == 3
    said = asked[1]["messages"][-1]["content"]
    assert f"drafts/{GOOD['id']}.cedar" in said
    assert "employer" in said
    assert "id must be" in asked[2]["messages"][-1]["content"]


async def test_a_draft_that_stays_wrong_is_given_up_with_the_sentences() -> None:
    with Provider([openai(json.dumps(BAD))]) as provider:
        with pytest.raises(PolicyInvalid, match="employer"):
            await draft(provider)
        assert len(provider.asked) == 3


@pytest.mark.parametrize(
    "cedar",
    [
        'permit (principal, action == Action::"hold", resource);',
        '@opens("segregation-of-duties")\n@reason("asked")\npermit (principal, action == Action::"hold", resource);',
    ],
)
async def test_a_draft_that_permits_or_opens_is_refused_and_not_mended(cedar: str) -> None:
    with Provider([openai(json.dumps(GOOD | {"cedar": cedar}))]) as provider:
        with pytest.raises(NotADraft, match="can only forbid"):
            await draft(provider)
        assert len(provider.asked) == 1


async def test_what_the_model_says_cannot_be_drafted_is_passed_on_in_one_line() -> None:
    no = {"cannot": "This grants\naccess", "id": "", "says": "", "needs": None, "cedar": ""}
    with Provider([openai(json.dumps(no))]) as provider, pytest.raises(NotDrafted) as wrong:
        await draft(provider, words="give everybody the ledger")
    assert str(wrong.value) == "This cannot be drafted: This grants access."


@pytest.mark.parametrize("reply", [error(401), error(500)], ids=["401", "500"])
async def test_a_model_that_does_not_answer_is_said_in_one_sentence(reply: Any) -> None:
    said = r"check USHER_LLM and the provider's key, or try again\.$"
    with Provider([reply]) as provider, pytest.raises(NotDrafted, match=said):
        await draft(provider)


@pytest.mark.parametrize("words", ["", "  ", "x" * 601])
async def test_words_of_no_use_are_not_sent(words: str) -> None:
    with Provider([openai("{}")]) as provider:
        with pytest.raises(NotDrafted, match="one to 600 characters"):
            await draft(provider, words=words)
        assert provider.asked == []


def test_the_builtin_engine_says_that_it_cannot() -> None:
    with pytest.raises(CannotDraft, match="set USHER_LLM to provider:model"):
        model_for("builtin")
    with pytest.raises(EngineSettingError):
        model_for("nonsense")


def test_the_question_holds_the_schema_and_the_names_and_keeps_the_words_apart() -> None:
    asked = asking(WORDS, COMPANY, BOOK)
    assert asked.system == prompt("policy").text
    assert "classified_days_ago?: Long" in asked.user
    assert "warehouse/administration (Warehouse: Administration) | levels admin" in asked.user
    assert "environment production" in asked.user
    assert "duration-ceiling" in asked.user
    *_, before, words, after = asked.user.splitlines()
    assert words == WORDS
    assert before == after
    assert re.fullmatch(r"=== data [0-9a-f]{8} ===", after)


def test_a_large_catalog_is_cut_to_what_shares_words_with_the_sentence() -> None:
    one = small_systems()[0].resources[0].entitlements[0]
    many = tuple(
        Resource(
            id=f"s/r{number}",
            name="Payroll database" if number == 900 else f"Shelf {number}",
            entitlements=(one.model_copy(update={"id": f"s/r{number}:view"}),),
        )
        for number in range(1000)
    )
    system = System(id="s", name="S", owner="omar.diaz", provisioning=Provisioning(connector="manual"), resources=many)  # fmt: skip
    company = small_company(systems=(system,), holdings=())
    user = asking("nobody holds the payroll database", company, PolicyBook.load(company)).user
    assert "s/r900 (S: Payroll database)" in user
    assert len(user) < 20_000


def test_the_worked_examples_pass_the_validator() -> None:
    """With the names of the example's own company: a prompt must not teach what would be refused."""
    answers = [
        json.loads(line) for line in prompt("policy").text.splitlines() if line.startswith('{"cannot"')
    ]
    assert len(answers) >= 4
    systems = zip(small_systems(), ("crm", "payroll"), strict=False)
    company = small_company(systems=tuple(one.model_copy(update={"id": id}) for one, id in systems))
    for answer in answers:
        assert set(answer) == set(FORM["required"])  # type: ignore[call-overload]
        if answer["cannot"] is None:
            draft_of(answer, company, words="x", engine="x", on=date(2026, 12, 1))
        else:
            assert not answer["cedar"]
