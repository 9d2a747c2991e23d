"""`usher policy`: a candidate tried on the past, a rule drafted and accepted, and every mistake in a sentence."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from approvals.clock import SystemClock
from approvals.desk import Desk
from approvals.model import Wish
from approvals.operations.open_request import open_request
from approvals.policy.book import PolicyBook
from approvals.store.store import Store
from catalog.demo import demo_folder
from catalog.load import load_company
from tests.approvals.conftest import NotedJobs
from tests.bot.cli.terminal import Said, usher
from tests.bot.test_policy_drafting import BAD, GOOD, WORDS
from tests.intents.engines.provider import Provider, Reply, openai

NO_CONTRACTORS = """@id("no-contractors")
@says("You must be an employee.")
{mode}forbid (principal, action == Action::"hold", resource) when {{ principal.employment == "contractor" }};
"""


LATELY = 60
"""How many past decisions are enough where it is not the past that is looked at."""


@pytest.fixture
def company(demo_copy: Path) -> Path:
    """The demo company with its latest decisions only."""
    past = demo_copy / "decisions.csv"
    heading, *rows = past.read_text(encoding="utf-8").splitlines(keepends=True)
    past.write_text("".join([heading, *rows[-LATELY:]]), encoding="utf-8")
    return demo_copy


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    """The demo company's own policies, and one more."""
    shutil.copytree(demo_folder() / "policies", tmp_path / "candidate" / "policies")
    (tmp_path / "candidate" / "policies" / "new.cedar").write_text(
        NO_CONTRACTORS.format(mode=""), encoding="utf-8"
    )
    return tmp_path / "candidate"


def replay(company: Path, candidate: Path, *more: str, **environment: str) -> Said:
    with_company = ("policy", "replay", "--company", str(company), "--candidate", str(candidate))
    return usher(*with_company, *more, **environment)


def test_what_would_have_changed_is_json_and_a_table(demo_copy: Path, candidate: Path) -> None:
    said = replay(demo_copy, candidate)

    assert said.code == 0
    told = json.loads(said.out)
    assert told["decisions"] == told["sources"]["decisions.csv"] > 700
    assert told["refused"] == told["changed"] == len(told["differences"]) > 0
    assert told["by_rule"] == {"no-contractors": {"granted": 0, "refused": told["refused"], "routed": 0}}
    assert all(one["after"] == "refused" for one in told["differences"])
    assert "no-contractors" in said.err
    assert f"{told['decisions']} past decisions, {told['changed']} would have gone otherwise." in said.err


def test_a_company_tried_on_itself_changes_nothing(company: Path) -> None:
    told = json.loads(replay(company, company).out)
    assert told["decisions"] == LATELY
    assert (told["changed"], told["differences"], told["by_rule"]) == (0, [], {})
    assert told["policy_version"]["before"] == told["policy_version"]["after"]


def test_the_log_is_replayed_with_the_file(database: str, company: Path, candidate: Path) -> None:
    async def ask() -> None:
        loaded = load_company(company)
        store = Store.at(database, clock=SystemClock(), jobs=NotedJobs())
        desk = Desk(store=store, company=loaded, policies=PolicyBook.load(loaded))
        person = next(one for one in loaded.people.values() if one.employment == "contractor")
        place = next(
            place
            for place in loaded.visible_to(person)
            if not any(rule.required for rule in place.resource.scopes.values())
            and place.entitlement.id not in {held.entitlement for held in loaded.holdings_of(person.id)}
        )
        await open_request(
            desk,
            requester=person.id,
            beneficiary=person.id,
            wishes=[Wish(entitlement=place.entitlement.id)],
            duration=None,
            justification="a review",
            words="a review",
            key="k",
        )
        await store.close()

    asyncio.run(ask())
    for named, environment in (
        (("--database", database), {}),
        ((), {"USHER_DATABASE_URL": database}),
    ):
        told = json.loads(replay(company, candidate, *named, **environment).out)
        assert told["sources"]["log"] == told["exact"] == 1
        listed = [one for one in told["differences"] if one["source"] == "log"]
        assert [one["fires"][0]["rule"] for one in listed] == ["no-contractors"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("forbid (principal", "new.cedar, line 1: this rule does not read as Cedar"),
        (NO_CONTRACTORS.format(mode="").replace("employment", "shoes"), "new.cedar, line 1: "),
        (NO_CONTRACTORS.format(mode='@mode("maybe")\n'), "@mode must be observe"),
    ],
)
def test_a_candidate_that_is_not_valid_ends_with_1(company: Path, candidate: Path, text: str, words: str) -> None:  # fmt: skip
    (candidate / "policies" / "new.cedar").write_text(text, encoding="utf-8")
    said = replay(company, candidate)
    assert said.code == 1
    assert words in said.sentence


def test_wrong_usage_ends_with_2(company: Path, candidate: Path, tmp_path: Path) -> None:
    for said, words in (
        (replay(company, tmp_path / "none"), "is not a folder; name a folder"),
        (replay(company, company / "catalog"), "holds neither policies/ nor company.yaml"),
        (replay(company, candidate, "--database", "nonsense"), "is not a database URL"),
        (usher("policy", "replay", "--company", str(company)), "Missing option '--candidate'"),
        (usher("policy", "replay", "--candidate", str(candidate)), "Name the company folder"),
    ):
        assert words in said.sentence
        assert said.code == 2


def test_a_database_that_was_named_must_be_there(company: Path, candidate: Path, tmp_path: Path) -> None:
    said = replay(company, candidate, "--database", f"sqlite:///{tmp_path / 'none.db'}")
    assert "There is no database at" in said.sentence
    assert said.code == 1


def draft(company: Path, *replies: Reply, words: str = WORDS) -> Said:
    with Provider(list(replies)) as provider:
        return usher(
            "policy", "draft", "--company", str(company), words,
            USHER_LLM="openai:m", OPENAI_API_KEY="test", OPENAI_BASE_URL=f"{provider.url}/v1",
        )  # fmt: skip


def test_a_rule_is_drafted_shown_and_accepted_by_a_person(company: Path, database: str) -> None:
    said = draft(company, openai(json.dumps(BAD)), openai(json.dumps(GOOD)))

    assert said.code == 0, said.err
    told = json.loads(said.out)
    name = str(GOOD["id"])
    assert (told["id"], told["file"], told["attempts"]) == (name, f"drafts/{name}.cedar", 2)
    assert told["effect"]["decisions"] == LATELY
    assert told["effect"]["observed"] == {}, "the effect is shown as if it decided"
    assert "usher policy accept" in said.err
    assert name not in PolicyBook.load(load_company(company)).rules, "a draft is in force nowhere"

    groups = load_company(company).groups
    nobody = usher(
        "policy", "accept", name, "--company", str(company), "--by", groups.auditors[0], "--database", database
    )  # fmt: skip
    assert "neither an IAM admin nor of Security" in nobody.sentence
    assert nobody.code == 1

    accepted = usher(
        "policy", "accept", name, "--company", str(company), "--by", groups.iam_admins[0], "--database", database
    )  # fmt: skip
    assert accepted.code == 0, accepted.err
    assert json.loads(accepted.out)["file"] == f"policies/{name}.cedar"
    assert PolicyBook.load(load_company(company)).rules[name].observes
    log = usher("audit", "export", USHER_DATABASE_URL=database)
    (entry,) = (json.loads(line) for line in log.out.splitlines())
    assert (entry["kind"], entry["actor"], entry["data"]["words"]) == (
        "policy.accepted",
        groups.iam_admins[0],
        WORDS,
    )


def test_the_built_in_engine_says_that_it_cannot_draft(company: Path) -> None:
    said = usher("policy", "draft", "--company", str(company), WORDS)
    assert said.sentence.startswith("The built-in language engine cannot draft rules; set USHER_LLM")
    assert said.code == 2
    assert not (company / "drafts").exists()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (GOOD | {"cedar": "permit (principal, action, resource);"}, "a draft can only forbid"),
        ({"cannot": "It grants.", "id": "", "says": "", "needs": None, "cedar": ""}, "This cannot be drafted: It grants."),
        (BAD, "employer"),
    ],
    ids=["permits", "cannot", "stays wrong"],
)  # fmt: skip
def test_what_cannot_be_drafted_leaves_no_file(company: Path, answer: dict[str, object], words: str) -> None:
    said = draft(company, openai(json.dumps(answer)))
    assert words in said.sentence
    assert said.code == 1
    assert not (company / "drafts").exists()


def test_only_a_draft_that_is_there_can_be_accepted(company: Path, database: str) -> None:
    for id in ("none", "../policies/house"):
        said = usher("policy", "accept", id, "--company", str(company), "--by", "x", "--database", database)
        assert "make one with `usher policy draft`" in said.sentence
        assert said.code == 2


def test_the_store_is_not_needed_to_draft(company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert draft(company, openai(json.dumps(GOOD))).code == 0
    assert not list(tmp_path.glob("*.db"))
