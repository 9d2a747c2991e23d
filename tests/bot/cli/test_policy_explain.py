"""`usher policy explain`, and what `usher check` says about the policies in force."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from approvals.assessment import Assessment
from approvals.desk import Desk
from approvals.model import Wish
from approvals.operations.break_glass import break_glass
from approvals.operations.open_request import open_request
from approvals.operations.raise_signs import Found, raise_signs
from approvals.operations.review_emergency import review_emergency
from approvals.policy.book import PolicyBook
from approvals.queries.assess import assess
from approvals.risk.registry.files import Folder
from approvals.risk.warned import Severity
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.store import Store
from bot.company_check import checked
from catalog.demo import demo_folder
from catalog.load import load_company
from tests.approvals.company import NOW
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.risk.registry.tiny import kept
from tests.bot.cli.terminal import usher

DEMO = str(demo_folder())
MONDAY = ("--now", "2026-11-23T10:15:00+00:00")
IDLE = """@id("no-such-people")
@mode("observe")
@says("You must not.")
forbid (principal, action == Action::"hold", resource) when { principal.department == "Saless" };

@id("over")
@says("You must wait.")
forbid (principal, action == Action::"hold", resource) when { context.now < datetime("2026-10-01") };

@id("opened-to-nobody")
@opens("manager-for-regulated-data")
@reason("Decided by the audit committee.")
@says("They may.")
permit (principal in Group::"board", action == Action::"hold", resource);
"""


def explain(*arguments: str) -> dict[str, Any]:
    said = usher("policy", "explain", "--company", DEMO, *MONDAY, *arguments)
    assert (said.code, said.err) == (0, "")
    report: dict[str, Any] = json.loads(said.out)
    return report


@pytest.fixture
def company(demo_copy: Path) -> Path:
    """The demo company with rules that can never fire."""
    (demo_copy / "policies" / "idle.cedar").write_text(IDLE, encoding="utf-8")
    return demo_copy


def test_explain_says_what_fired_what_is_needed_and_what_would_change_it() -> None:
    report = explain(
        "--person", "ilka.tornberg", "--entitlement", "snowflake/sales-reports:read", "--duration", "P80D"
    )  # fmt: skip
    assert report["answer"] == "refused"
    assert report["duration"] == "P80D"
    assert {reason["policy"] for reason in report["reasons"]} >= {"required-scope"}
    assert sum(factor["points"] for factor in report["risk"]["factors"]) == report["risk"]["score"]
    assert [one["stage"] for one in report["needed"]] == ["manager"]
    change = report["smallest_change"]
    assert change["says"].startswith("Name one region and ")
    again = explain(
        "--person", "ilka.tornberg", "--entitlement", change["entitlement"], "--duration", change["duration"],
        "--scope", "region=EMEA",
    )  # fmt: skip
    assert again["answer"] == change["answer"]
    assert again["stages"] == change["stages"] == [one["stage"] for one in again["needed"]]
    assert all(one["asks"] for one in again["needed"])


def test_explain_knows_who_asks_and_cuts_a_wish_as_a_card_does() -> None:
    report = explain(
        "--person", "ilka.tornberg", "--entitlement", "snowflake/sales-reports:read", "--duration", "P3Y",
        "--scope", "region=EMEA", "--requester", "teresa.valadim",
    )  # fmt: skip
    assert report["requester"] == "teresa.valadim"
    assert report["shortened"] is True
    assert report["duration_asked"] == "P1095D"
    assert "manager-for-a-colleague" in [reason["policy"] for reason in report["reasons"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--person", "ilka.tornburg"), "ilka.tornburg is not in people.csv; did you mean ilka.tornberg?"),
        (("--requester", "zzz"), "zzz is not in people.csv; name one that is with --requester."),
        (("--entitlement", "snowflake/sales-reports:raed"), "did you mean snowflake/sales-reports:read?"),
        (("--scope", "EMEA"), "'EMEA' is no scope; write --scope region=EMEA."),
        (("--scope", "a=b", "--scope", "a=c"), "The scope a is given twice; name it once."),
        (("--duration", "two weeks"), "write --duration P14D or PT8H."),
        (("--now", "soon"), "'soon' is no moment"),
    ],
)
def test_what_explain_cannot_use_is_said_in_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    whole = ("--person", "ilka.tornberg", "--entitlement", "snowflake/sales-reports:read", *arguments)
    said = usher("policy", "explain", "--company", DEMO, *whole)
    assert said.code == 2
    assert says in said.sentence


def test_explain_uses_no_policies_that_are_wrong(company: Path) -> None:
    (company / "policies" / "idle.cedar").write_text("forbid (who", encoding="utf-8")
    said = usher(
        "policy", "explain", "--company", str(company), "--person", "ilka.tornberg",
        "--entitlement", "snowflake/sales-reports:read",
    )  # fmt: skip
    assert (said.code, said.out) == (1, "")
    assert "idle.cedar, line 1" in said.err
    assert said.err.splitlines()[-1] == "usher: The policies above cannot be used; mend them and ask again."


def test_check_prints_the_policies_in_force() -> None:
    policies = checked(demo_folder())["policies"]
    by_id = {one["id"]: one for one in policies}
    assert len(by_id) == len(policies) > 20
    assert by_id["segregation-of-duties"] == {
        "id": "segregation-of-duties", "file": "shipped/separation.cedar", "line": 4, "ships": True,
        "effect": "forbid", "actions": ["hold"], "needs": None, "quorum": None, "after": [], "mode": "decide", "opens": [], "reason": "",
        "fixed": "",
        "says": "You must first give up what conflicts with this: {conflicting}. Nobody may hold both.",
    }  # fmt: skip
    own = by_id["lab-owner-for-the-coating-chamber"]
    assert (own["file"], own["line"], own["needs"], own["ships"]) == (
        "policies/house.cedar",
        3,
        "owner",
        False,
    )
    assert by_id["beneficiary-has-not-left"]["fixed"]


def test_check_warns_of_rules_that_can_never_fire_and_takes_the_folder(company: Path) -> None:
    before = checked(demo_folder(), now=datetime(2026, 11, 23, tzinfo=UTC))
    assert not any("can never fire" in one["says"] for one in before["problems"])
    said = usher("check", "--company", str(company))
    report = json.loads(said.out)
    assert (said.code, report["valid"]) == (0, True)
    assert report["warnings"] == before["warnings"] + 3
    idle = [one for one in report["problems"] if "can never fire" in one["says"]]
    assert [(one["file"], one["line"], one["severity"]) for one in idle] == [
        ("policies/idle.cedar", line, "warning") for line in (1, 6, 10)
    ]
    assert 'nobody is in the department "Saless"; did you mean "Sales"?' in idle[0]["says"]
    assert "warning: policies/idle.cedar:6" in said.err
    modes = {one["id"]: (one["mode"], one["opens"], one["reason"]) for one in report["policies"]}
    assert modes["no-such-people"] == ("observe", [], "")
    assert modes["opened-to-nobody"] == (
        "decide", ["manager-for-regulated-data"], "Decided by the audit committee.",
    )  # fmt: skip


def test_check_warns_of_policies_that_let_nothing_through_and_takes_the_folder(demo_copy: Path) -> None:
    (demo_copy / "policies" / "shut.cedar").write_text(
        '\n@id("shut")\n@says("You must ask nobody.")\nforbid (principal, action == Action::"hold", resource);\n',
        encoding="utf-8",
    )
    said = usher("check", "--company", str(demo_copy))
    report = json.loads(said.out)
    assert (said.code, report["valid"], report["errors"]) == (0, True, 0)
    (warned,) = [one for one in report["problems"] if "let nothing through" in one["says"]]
    assert (warned["file"], warned["line"], warned["severity"]) == ("policies/shut.cedar", 2, "warning")
    assert 'by "shut"; narrow what is forbidden' in warned["says"]
    assert "warning: policies/shut.cedar:2" in said.err


def test_a_window_that_is_not_over_yet_is_no_reason_to_warn(company: Path) -> None:
    report = checked(company, now=datetime(2026, 9, 1, tzinfo=UTC))
    assert not any('"over" can never fire' in one["says"] for one in report["problems"])
    later = checked(demo_folder(), now=datetime(2027, 2, 1, tzinfo=UTC))
    assert any('"year-end-freeze-on-approvers" can never fire' in one["says"] for one in later["problems"])


def test_the_risk_model_in_force_is_asked_as_the_bot_asks_it(tmp_path: Path) -> None:
    """The tiny model has never seen these entitlements, so it abstains, and a manager looks at what was automatic."""
    folder = Folder(tmp_path / "risk")
    id = kept(folder)
    with folder.changing() as register:
        folder.write(register.promoted(id, by="joanna.skrzyp", now=NOW))
    asked = ("--person", "mira.castelhano", "--entitlement", "confluence/help-centre:publish")
    said = usher(
        "policy", "explain", "--company", DEMO, *MONDAY, *asked, USHER_RISK_REGISTRY=str(folder.path)
    )
    report = json.loads(said.out)
    assert report["model"] == id
    assert "manager-when-the-model-abstains" in [reason["policy"] for reason in report["reasons"]]
    without = explain(*asked)
    assert (without["model"], without["answer"]) == (None, "granted")


def test_a_register_that_was_altered_is_said_and_people_decide(tmp_path: Path) -> None:
    (tmp_path / "registry.json").write_text("{}", encoding="utf-8")
    asked = ("--person", "mira.castelhano", "--entitlement", "confluence/help-centre:publish")
    said = usher("policy", "explain", "--company", DEMO, *MONDAY, *asked, USHER_RISK_REGISTRY=str(tmp_path))
    assert "registry.json" in said.err
    assert json.loads(said.out)["answer"] == "needs"


ASKED = ("--person", "mira.castelhano", "--entitlement", "confluence/help-centre:publish")


def test_without_a_database_it_is_said_what_was_not_looked_at() -> None:
    report = explain(*ASKED)
    assert "Only the company folder was looked at" in report["assumes"][0]
    assert (report["recent_denials"], report["requests_today"]) == (0, 1)
    assert report["standing"] == {"held": False, "until": None, "pending": False}


def test_with_a_database_requests_and_warning_signs_count_as_on_a_card(database: str) -> None:
    """Mira asked for this already and waits, and a serious warning stands against her sign-ins."""
    now = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
    company = load_company(demo_folder())
    waits = "confluence/help-centre:publish"

    async def before() -> list[Assessment]:
        store = Store.at(database, clock=StandingClock(now), jobs=NotedJobs())
        desk = Desk(store=store, company=company, policies=PolicyBook.load(company))
        await raise_signs(
            desk,
            found=[
                Found(
                    kind="travel", subject="mira", people=("mira.castelhano",), severity=Severity.HIGH,
                    says="She was in two places.", evidence=(), since=now, until=now, exact=True,
                )
            ],
        )  # fmt: skip
        asked = {"requester": "mira.castelhano", "beneficiary": "mira.castelhano", "duration": None}
        await open_request(
            desk, wishes=[Wish(entitlement=waits)], justification="help", words="help", key="k", **asked
        )
        found = await assess(desk, wishes=[Wish(entitlement=waits)], changes=True, **asked)
        await store.close()
        return found

    (card,) = asyncio.run(before())
    for named, environment in ((("--database", database), {}), ((), {"USHER_DATABASE_URL": database})):
        said = usher("policy", "explain", "--company", DEMO, *MONDAY, *ASKED, *named, **environment)
        report = json.loads(said.out)
        assert report["sign_in_warnings"] == {"number": 1, "serious": 1}
        assert report["requests_today"] == 2
        assert report["standing"]["pending"] is card.already_pending is True
        assert waits in report["held"]
        assert report["risk"] == card.risk.model_dump(mode="json")
        assert report["answer"] == card.decision.answer
        assert [one["says"] for one in report["reasons"]] == [one.says for one in card.decision.reasons]
        assert report["smallest_change"] is card.change is None
        assert not any("Only the company folder" in one for one in report["assumes"])


def test_a_database_that_was_named_must_be_there(tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path / 'none.db'}"
    said = usher("policy", "explain", "--company", DEMO, *ASKED, "--database", nowhere)
    assert said.code == 1
    assert "There is no database at" in said.sentence
    assert said.sentence.endswith("name Usher's database with --database.")


def test_a_database_of_the_settings_is_mended_in_the_settings(tmp_path: Path) -> None:
    said = usher("policy", "explain", "--company", DEMO, *ASKED, USHER_DATABASE_URL="nonsense")
    assert said.code == 2
    assert said.sentence.startswith("USHER_DATABASE_URL is not a database URL")
    said = usher("policy", "explain", "--company", DEMO, *ASKED, "--database", "nonsense")
    assert said.sentence.startswith("--database is not a database URL")


def test_with_a_database_what_was_found_not_right_counts_from_then_on(database: str) -> None:
    now, production = datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "aws/production-databases:admin"
    company = load_company(demo_folder())

    async def before() -> None:
        store = Store.at(database, clock=StandingClock(now), jobs=NotedJobs())
        desk = Desk(store=store, company=company, policies=PolicyBook.load(company))
        await break_glass(
            desk, person="takumi.oreda", wish=Wish(entitlement=production), duration=None, reason="stuck",
            words="stuck", key="k",
        )  # fmt: skip
        async with store.reading() as session:
            (item,) = (await session.exec(select(EmergencyRow.item_id))).all()
        await review_emergency(desk, item_id=item, by="joanna.skrzyp", right=False, note="it was not")
        await store.close()

    asyncio.run(before())
    asked = ("--person", "takumi.oreda", "--entitlement", production, "--database", database)
    for at, found in (
        (
            "2026-11-23T10:15:00+00:00",
            {"binds": 43_200, "times": 1, "minutes_ago": 75, "here_minutes_ago": 75},
        ),
        ("2026-11-23T08:59:00+00:00", None),
    ):
        said = usher("policy", "explain", "--company", DEMO, "--now", at, *asked)
        report = json.loads(said.out)
        assert report["not_right"] == found
        fired = {reason["policy"] for reason in report["reasons"]}
        assert ("manager-after-not-right" in fired) is (found is not None)
