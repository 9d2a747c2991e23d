"""A folder that is right becomes a company, whole and with its meaning kept."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from catalog.kinds import Automation, Employment, RiskLevel
from catalog.load import examine, load_company
from catalog.problems import CompanyInvalid, Severity
from catalog.report import check_report
from catalog.settings import StepUp
from tests.catalog.folder import FILES, changed, write_folder
from tests.shared import SHARED, needs

ROOT = Path(__file__).parents[2]
HARBORLINE = SHARED / "evals" / "harborline"


@pytest.mark.parametrize(("written", "days"), [("", 30), (", not_right_binds: P2W", 14)])
def test_for_how_long_a_not_right_binds_is_the_companys_or_a_month(
    tmp_path: Path, written: str, days: int
) -> None:
    text = f"{FILES['company.yaml']}emergency: {{who: {{departments: [Sales]}}{written}}}\n"
    company = load_company(write_folder(tmp_path, {"company.yaml": text}))
    assert company.emergency is not None
    assert company.emergency.not_right_binds == timedelta(days=days)


def test_everything_in_the_folder_arrives(tmp_path: Path) -> None:
    company = load_company(write_folder(tmp_path))

    assert (company.name, company.timezone) == ("Tern Works", "Europe/Oslo")
    assert (company.working_hours.start, company.working_hours.until) == (time(8), time(16, 30))
    assert (company.risk.manager_from, company.risk.security_from) == (25, 60)
    assert company.groups.security == ("ines.holt",)
    assert company.limits.requests_per_day == 12
    assert company.step_up == StepUp(start=55, privileged=False)
    assert (company.clock.remind_after, company.clock.escalate_after, company.clock.expire_after) == (
        timedelta(hours=3),
        timedelta(days=1),
        timedelta(days=3),
    )
    assert [company.zone_of(one).key for one in ("ines.holt", "jon.bell", "nobody")] == [
        "Europe/London",
        "Europe/Oslo",
        "Europe/Oslo",
    ]
    (freeze,) = company.freezes
    assert (freeze.name, freeze.start, freeze.until) == (
        "year-end close",
        date(2026, 12, 28),
        date(2027, 1, 4),
    )
    assert freeze.environments == ("production",)
    assert list(company.people) == ["mara.lind", "jon.bell", "ines.holt", "per.dahl"]
    per = company.people["per.dahl"]
    assert per.slack_id is None
    assert per.employment is Employment.CONTRACTOR
    assert per.ends == date(2031, 12, 31)
    assert company.managers_above("per.dahl") == ["ines.holt", "mara.lind"]
    assert set(company.places) == {
        "ledger/books:view", "ledger/books:post", "warehouse/sales:read", "warehouse/sales:approve",
    }  # fmt: skip
    read = company.places["warehouse/sales:read"]
    assert read.owner == "jon.bell"
    assert read.entitlement.description == "View and export the reports."
    assert read.entitlement.max_duration == timedelta(days=90)
    assert read.entitlement.automation is Automation.AUTOMATIC
    assert read.system.provisioning.model_extra == {"group_prefix": "wh-"}
    assert company.places["ledger/books:post"].entitlement.risk is RiskLevel.CRITICAL
    assert [bundle.id for bundle in company.bundles] == ["seller"]
    assert company.holdings_of("jon.bell")[0].scope == {"country": "NO", "quarter": "Q3"}
    assert [decision.approved for decision in company.decisions] == [True, False]
    assert company.decisions[0].attributes == {"department": "Sales", "title": "Seller"}
    assert company.absences[0].delegate == "ines.holt"
    assert [policy.path for policy in company.policies] == ["policies/own.cedar"]


def test_words_that_yaml_1_1_would_twist_stay_words(tmp_path: Path) -> None:
    company = load_company(write_folder(tmp_path))
    warehouse = company.places["warehouse/sales:read"]
    assert warehouse.system.aliases == ("dwh", "NO", "on")
    assert warehouse.resource.scopes["country"].values == ("NO", "SE")
    assert warehouse.entitlement.classified_on == date(2026, 8, 1)


def test_a_conflict_said_on_one_side_holds_on_both(tmp_path: Path) -> None:
    company = load_company(write_folder(tmp_path))
    assert company.places["ledger/books:post"].entitlement.conflicts_with == ("warehouse/sales:approve",)
    assert company.places["warehouse/sales:approve"].entitlement.conflicts_with == ("ledger/books:post",)


def test_moments_without_an_offset_are_the_companys_local_time(tmp_path: Path) -> None:
    holding = load_company(write_folder(tmp_path)).holdings_of("mara.lind")[0]
    assert holding.granted_at == datetime(2026, 1, 1, 23, tzinfo=UTC)
    assert holding.last_used_at == datetime(2026, 2, 3, 9, tzinfo=UTC)


def test_only_company_people_and_catalog_are_needed(tmp_path: Path) -> None:
    optional = ("bundles.yaml", "holdings.csv", "decisions.csv", "absences.csv", "policies/own.cedar")
    changes: dict[str, str | bytes | None] = dict.fromkeys(optional)
    company = load_company(write_folder(tmp_path, changes | {"company.yaml": "name: Tern\ntimezone: UTC\n"}))
    assert (company.bundles, company.holdings, company.absences, company.policies) == ((), (), (), ())
    assert company.risk.security_from == 70


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    spreadsheet = b"\xef\xbb\xbf" + FILES["people.csv"].replace("\n", "\r\n").encode()
    yaml = b"\xef\xbb\xbf" + FILES["company.yaml"].replace("\n", "\r\n").encode()
    company = load_company(write_folder(tmp_path, {"people.csv": spreadsheet, "company.yaml": yaml}))
    assert len(company.people) == 4


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    company = load_company(
        write_folder(
            tmp_path, {"absences.csv": "delegate,until,from,person\n,2026-12-01,2026-11-30,jon.bell\n"}
        )
    )
    absence = company.absences[0]
    assert (absence.person, absence.start, absence.until, absence.delegate) == (
        "jon.bell", date(2026, 11, 30), date(2026, 12, 1), None,
    )  # fmt: skip


def test_the_version_does_not_change_with_the_order_of_lines(tmp_path: Path) -> None:
    header, *rows = FILES["people.csv"].splitlines()
    shuffled = "\n".join([header, *reversed(rows)]) + "\n"
    reordered = changed("catalog/warehouse.yaml", "[dwh, NO, on]", "[on, 'NO', dwh]  # three words")
    renamed = {"catalog/ledger.yaml": None, "catalog/a-ledger.yaml": FILES["catalog/ledger.yaml"]}
    spelt_out = FILES["catalog/ledger.yaml"].replace("risk: moderate", "privileged: false, risk: moderate")
    one = load_company(write_folder(tmp_path / "one"))
    two = load_company(
        write_folder(
            tmp_path / "two",
            {**reordered, **renamed, "people.csv": shuffled, "catalog/a-ledger.yaml": spelt_out},
        )
    )
    assert one.version == two.version
    assert len(one.version) == 64


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("company.yaml", "security_from: 60", "security_from: 61"),
        ("people.csv", "Analyst", "Auditor"),
        ("catalog/warehouse.yaml", "risk: low", "risk: moderate"),
        ("catalog/warehouse.yaml", 'group_prefix: "wh-"', "group_prefix: wx-"),
        ("bundles.yaml", "    - ledger/books:view\n", ""),
    ],
)
def test_the_version_changes_with_every_change_of_meaning(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    before = load_company(write_folder(tmp_path / "before"))
    after = load_company(write_folder(tmp_path / "after", changed(name, old, new)))
    assert before.version != after.version


def test_the_report_is_json_and_counts_what_there_is(tmp_path: Path) -> None:
    report = json.loads(json.dumps(check_report(write_folder(tmp_path), on=date(2026, 11, 21))))
    assert report["valid"] is True
    assert report["company"] == "Tern Works"
    assert report["problems"] == []
    assert report["counts"] == {
        "people": 4, "systems": 2, "resources": 2, "entitlements": 4, "bundles": 1,
        "holdings": 2, "decisions": 2, "absences": 1, "policies": 1, "pages": 0,
    }  # fmt: skip


def test_the_report_of_a_broken_folder_says_where_and_what(tmp_path: Path) -> None:
    report = check_report(write_folder(tmp_path, changed("catalog/warehouse.yaml", "risk: low", "risk: lwo")))
    assert (report["valid"], report["company"], report["counts"], report["errors"]) == (False, None, {}, 1)
    assert report["problems"] == [
        {
            "file": "catalog/warehouse.yaml",
            "path": "resources[0].entitlements[0].risk",
            "line": 23,
            "says": '"lwo" is not a risk level; use low, moderate, high or critical',
            "severity": "error",
        }
    ]


def test_the_error_is_one_sentence_with_the_first_problem(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"company.yaml": "name: Tern\ntimezone: Mars\nchanels: {}\n"})
    with pytest.raises(CompanyInvalid) as caught:
        load_company(folder)
    text = str(caught.value)
    assert '"Mars" is not a time zone' in text
    assert "and 1 more" in text
    assert "\n" not in text


@needs("evals/harborline")
def test_the_evaluation_company_loads() -> None:
    company = load_company(HARBORLINE)
    assert (len(company.people), len(company.places)) == (95, 138)
    assert len(company.holdings) == 833


def test_the_demo_company_loads_without_errors() -> None:
    found = examine(ROOT / "catalog" / "demo" / "company")
    assert [str(problem) for problem in found.problems if problem.severity is Severity.ERROR] == []
    assert found.company is not None
