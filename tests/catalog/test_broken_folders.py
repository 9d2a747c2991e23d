"""One way each to break a folder, and the exact line a person reads about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalog.load import examine
from catalog.problems import Severity
from tests.catalog.folder import FILES, changed, write_folder

TODAY = date(2026, 11, 21)
C, P, W, L, B, H = (
    "company.yaml",
    "people.csv",
    "catalog/warehouse.yaml",
    "catalog/ledger.yaml",
    "bundles.yaml",
    "holdings.csv",
)
PEOPLE_HEADER = "id,name,email,slack_id,title,department,manager,employment,company,location,started,ends"


def errors_of(folder: Path) -> list[str]:
    found = examine(folder, on=TODAY)
    errors = [str(problem) for problem in found.problems if problem.severity is Severity.ERROR]
    assert (found.company is None) == bool(errors), (
        "nothing is half loaded, and nothing refused without a reason"
    )
    return errors


def warnings_of(folder: Path) -> list[str]:
    found = examine(folder, on=TODAY)
    assert found.company is not None, found.problems
    return [str(problem) for problem in found.problems]


SHAPE = [
    (C, "name: Tern Works\n", "", "company.yaml:1  `name` is missing; add it"),
    (C, "Europe/Oslo", "Europe/Olso", 'company.yaml:2  timezone: "Europe/Olso" is not a time zone; use an IANA name such as Europe/Amsterdam or UTC'),
    (C, "[mon, tue,", "[mon, tuesday,", 'company.yaml:3  working_hours.days[1]: "tuesday" is not a day of the week; use mon, tue, wed, thu, fri, sat or sun'),
    (C, "from: 08:00", "from: 8am", 'company.yaml:3  working_hours.from: "8am" is not a time of day; write hours and minutes, such as "08:00"'),
    (C, "from: 08:00", 'from: "17:00"', "company.yaml:3  working_hours: the day ends (16:30) before it begins (17:00); `until` must be later than `from`"),
    (C, "requests: access-requests", 'requests: "#access"', 'company.yaml:4  channels.requests: "#access" is not a channel name; write it as Slack shows it, without the #, such as access-requests'),
    (C, "manager_from: 25", "manager_from: 250", "company.yaml:10  risk.manager_from: 250 is not a risk score; use a whole number from 0 to 100"),
    (C, "manager_from: 25", 'manager_from: "25"', 'company.yaml:10  risk.manager_from: is "25" and must be a whole number'),
    (C, "requests_per_day: 12", "requests_per_day: 0", "company.yaml:11  limits.requests_per_day: 0 is not a number of requests; use a whole number from 1 to 10000"),
    (C, "from: 55", "from: high", 'company.yaml:12  step_up.from: is "high" and must be a whole number'),
    (C, "privileged: false", "privileged: no", 'company.yaml:12  step_up.privileged: "no" is neither true nor false; write true or false, without quotes'),
    (C, "from: 2026-12-28", "from: 28.12.2026", 'company.yaml:14  freezes[0].from: "28.12.2026" is not a date; write it as year-month-day, such as 2026-12-28'),
    (C, "until: 2027-01-04", "until: 2026-01-04", "company.yaml:14  freezes[0]: it ends (2026-01-04) before it begins (2026-12-28); `until` is the last day of it"),
    (C, "environments: [production]", "systems: [ledgr]", 'company.yaml:14  freezes[0].systems[0]: no file in catalog/ describes "ledgr"; did you mean "ledger"?'),
    (C, "remind_after: PT3H", "remind_after: 3 hours", 'company.yaml:15  clock.remind_after: "3 hours" is not a length of working time; write hours such as PT4H, or working days such as P5D'),
    (C, "Bergen: Europe/London", "Bergen: Europe/Bergen", 'company.yaml:16  locations.Bergen: "Europe/Bergen" is not a time zone; use an IANA name such as Europe/Amsterdam or UTC'),
    (C, "channels:", "chanels:", "company.yaml:4  `chanels` is not known here; did you mean `channels`?"),
    (C, "  helpdesk: [per.dahl]", "  helpdesk: per.dahl", 'company.yaml:7  groups.helpdesk: is "per.dahl" and must be a list; write it in brackets: [per.dahl]'),
    (W, "owner: mara.lind", "ownr: mara.lind", "catalog/warehouse.yaml:5  `ownr` is not known here; did you mean `owner`?"),
    (W, "owner: mara.lind", "owner:", "catalog/warehouse.yaml:5  owner: is empty; write text, or leave the key out"),
    (W, "owner: mara.lind", "owner: 12", "catalog/warehouse.yaml:5  owner: 12 is read as a number; put it in quotes to make it text"),
    (W, "connector: scim", "connector: scmi", 'catalog/warehouse.yaml:6  provisioning.connector: "scmi" is not a connector; use scim, webhook or manual'),
    (W, "id: sales", "id: Sales Reports", 'catalog/warehouse.yaml:8  resources[0].id: "Sales Reports" is not a slug; use lower-case letters, digits and hyphens, such as sales-reports'),
    (W, "confidential", "secret", 'catalog/warehouse.yaml:11  resources[0].data_class: "secret" is not a data class; use public, internal, confidential or restricted'),
    (W, '"^Q[1-4]$"', '"^Q[1-4$"', 'catalog/warehouse.yaml:15  resources[0].scopes.quarter.pattern: "^Q[1-4$" is not a regular expression; mend the expression, or list the values instead'),
    (W, '{pattern: "^Q[1-4]$"}', "{required: true}", "catalog/warehouse.yaml:15  resources[0].scopes.quarter: give either `values` or a `pattern`, one of the two"),
    (W, "required: true", "required: yes", 'catalog/warehouse.yaml:14  resources[0].scopes.country.required: "yes" is neither true nor false; write true or false, without quotes'),
    (W, "risk: low", "risk: hgh", 'catalog/warehouse.yaml:23  resources[0].entitlements[0].risk: "hgh" is not a risk level; use low, moderate, high or critical'),
    (W, "max_duration: P90D", "max_duration: 90 days", 'catalog/warehouse.yaml:24  resources[0].entitlements[0].max_duration: "90 days" is not a duration; write an ISO 8601 duration such as P14D or PT8H'),
    (W, "2026-08-01", "01.08.2026", 'catalog/warehouse.yaml:26  resources[0].entitlements[0].classified_on: "01.08.2026" is not a date; write year, month and day, such as 2026-08-01'),
    (W, '["ledger/books:post"]', "[books]", 'catalog/warehouse.yaml:32  resources[0].entitlements[1].conflicts_with[0]: "books" is not a full entitlement id; write system/resource:level, such as snowflake/sales-reports:read'),
    (W, "employment: [employee]", "employment: [staff]", 'catalog/warehouse.yaml:33  resources[0].entitlements[1].audience.employment[0]: "staff" is not a kind of employment; use employee, contractor, intern or service'),
    (W, "aliases: [look at]", "aliases: [look at, look at, 7]", "catalog/warehouse.yaml:22  resources[0].entitlements[0].aliases[2]: 7 is read as a number; put it in quotes to make it text"),
    (W, "[sox]", "[sox, sox]", 'catalog/warehouse.yaml:12  resources[0].regulations: "sox" is listed twice; keep one'),
    (B, "- id: seller\n  name", "- name", "bundles.yaml:1  [0]: `id` is missing; add it"),
]  # fmt: skip

REFERENCES = [
    (C, "escalate_after: P1D", "escalate_after: P3D", "company.yaml:15  clock.escalate_after: is not before expire_after; nobody is called upon once the request has lapsed"),
    (C, "remind_after: PT3H", "remind_after: P1DT18H", "company.yaml:15  clock.remind_after: is not before expire_after; nobody is called upon once the request has lapsed"),
    (C, "remind_after: PT3H", "assisted_within: P4D", "company.yaml:15  clock.assisted_within: is not before expire_after; nobody is called upon once the request has lapsed"),
    (C, "requests_per_day: 12}", "requests_per_day: 12}\nwarning_signs: {behaviour: maybe}", 'company.yaml:12  warning_signs.behaviour: "maybe" is not a way to deal with unusual sign-ins; use off, watch or raise'),
    (C, "requests_per_day: 12}", "requests_per_day: 12}\nwarning_signs: {alarms_a_day: 0}", "company.yaml:12  warning_signs.alarms_a_day: 0 is not a number of signs a day; use a number above 0, at most 20"),
    (C, "expire_after: P3D", "expire_after: P366D", "company.yaml:15  clock: expire_after is longer than 365 working days; write less"),
    (C, "security: [ines.holt]", "security: [ines.hold]", 'company.yaml:6  groups.security[0]: "ines.hold" is nobody in people.csv; did you mean "ines.holt"?'),
    (C, "security_from: 60", "security_from: 20", "company.yaml:10  risk: security_from (20) is below manager_from (25); it must not be lower"),
    (W, "owner: mara.lind", "owner: zed", 'catalog/warehouse.yaml:5  owner: "zed" is nobody in people.csv'),
    (W, "owner: jon.bell", "owner: jon.ball", 'catalog/warehouse.yaml:10  resources[0].owner: "jon.ball" is nobody in people.csv; did you mean "jon.bell"?'),
    (W, "norway: NO", "norway: NOR", 'catalog/warehouse.yaml:14  resources[0].scopes.country.aliases.norway: "NOR" is not one of the values; did you mean "NO"?'),
    (W, "sweden: SE", "no: SE", 'catalog/warehouse.yaml:14  resources[0].scopes.country.aliases.no: "no" is itself one of the values and cannot stand for "SE"'),
    (W, "[NO, SE]", "[NO, SE, se]", 'catalog/warehouse.yaml:14  resources[0].scopes.country.values[2]: "se" and "SE" differ in capitals only; people could not tell them apart'),
    (W, "default_duration: P30D", "default_duration: P1Y", "catalog/warehouse.yaml:25  resources[0].entitlements[0].default_duration: P1Y is longer than max_duration (P90D); it must not be"),
    (W, '["ledger/books:post"]', '["ledger/books:pots"]', 'catalog/warehouse.yaml:32  resources[0].entitlements[1].conflicts_with[0]: "ledger/books:pots" is not in the catalog; did you mean "ledger/books:post"?'),
    (W, '["ledger/books:post"]', '["warehouse/sales:approve"]', "catalog/warehouse.yaml:32  resources[0].entitlements[1].conflicts_with[0]: is the entitlement itself; name the one it must not be held with"),
    (B, "    - ledger/books:view", "    - ledger/books:vew", 'bundles.yaml:6  [0].includes[1]: "ledger/books:vew" is not in the catalog; did you mean "ledger/books:view"?'),
    (H, "mara.lind,ledger", "mara.lynd,ledger", 'holdings.csv:3  person: "mara.lynd" is nobody in people.csv; did you mean "mara.lind"?'),
    (H, "country=NO;", "county=NO;", 'holdings.csv:2  scope: "county" is not a scope of warehouse/sales:read; did you mean "country"?'),
    (H, "country=NO;", "country=norway;", 'holdings.csv:2  scope: "norway" is not allowed for country of warehouse/sales:read; did you mean "NO"?'),
    (H, "country=NO;", "NO;", 'holdings.csv:2  scope: "NO" is not key=value; write it as region=EMEA, joined by ;'),
    (H, ":view,,2026", ":view,country=NO,2026", 'holdings.csv:3  scope: "country" is not a scope of ledger/books:view; its resource has no scopes'),
    (H, "2026-12-31T00:00:00Z", "2025-12-31T00:00:00Z", "holdings.csv:2  expires_at: is not after granted_at; correct one of them"),
    (H, "2026-02-03T10:00:00", "3 Feb 2026", 'holdings.csv:3  last_used_at: "3 Feb 2026" is not a moment; write it as 2026-08-01T09:30:00+00:00'),
    (P, "Sales,,employee", "Sales,mara.lind,employee", "people.csv:2  manager: is the person's own id; name somebody else, or leave it empty"),
    (P, "Sales,,employee", "Sales,per.dahl,employee", "people.csv:2  manager: the reporting line goes in a circle (mara.lind → per.dahl → ines.holt → mara.lind); let one of them report to nobody or elsewhere"),
    (P, "Finance,mara.lind", "Finance,mara.lund", 'people.csv:3  manager: "mara.lund" is nobody in people.csv; did you mean "mara.lind"?'),
    (P, "IT,ines.holt,contractor", "IT,ines.holt,freelancer", 'people.csv:5  employment: "freelancer" is not a kind of employment; use employee, contractor, intern or service'),
    (P, "2022-02-01,2031-12-31", "2022-02-01,31/12/2031", 'people.csv:5  ends: "31/12/2031" is not a date; write year, month and day, such as 2026-08-01'),
    (P, "2022-02-01,2031-12-31", "2022-02-01,2021-12-31", "people.csv:5  ends: the last day (2021-12-31) is before the first (2022-02-01); correct one of them"),
    (P, "jon.bell@tern.example", "Mara.Lind@tern.example", 'people.csv:3  email: "Mara.Lind@tern.example" is already on line 2; each person has their own'),
    (P, "U0JON", "U0MARA", 'people.csv:3  slack_id: "U0MARA" is already on line 2; each person has their own'),
    (P, "U0JON", "@jon", 'people.csv:3  slack_id: "@jon" is not a Slack member id; it looks like U07AB12CD, or leave it empty'),
    (P, "jon.bell@tern.example", "jon.bell", 'people.csv:3  email: "jon.bell" is not an e-mail address; write one such as mara.lind@example.com'),
    (P, "jon.bell,Jon Bell", "jon.bell,", "people.csv:3  name: is empty; every row needs it"),
    (P, "Bergen,2020-05-04,", "Bergen,2020-05-04", "people.csv:4  has 11 cells where the header has 12; quote cells that hold a comma"),
    (P, "Security Engineer", "Security, Engineer", "people.csv:4  has 13 cells where the header has 12; quote cells that hold a comma"),
    (P, "Security Engineer", '"Security Engineer', "people.csv:4  has a quotation mark that is not closed or stands inside a cell; double it and quote the cell"),
    ("decisions.csv", "ledger/books:post,denied", "ledger/books:post,refused", 'decisions.csv:3  outcome: "refused" is not an outcome; use approved or denied'),
    ("absences.csv", "2026-11-27", "2026-11-07", "absences.csv:2  until: the last day (2026-11-07) is before the first (2026-11-16); correct one of them"),
    ("absences.csv", ",ines.holt", ",mara.lind", "absences.csv:2  delegate: is the absent person; name somebody else, or leave it empty"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "line"), SHAPE + REFERENCES)
def test_a_slip_is_told_with_its_place_and_what_would_be_right(
    tmp_path: Path, name: str, old: str, new: str, line: str
) -> None:
    assert errors_of(write_folder(tmp_path, changed(name, old, new))) == [line]


WHOLE_FILES: list[tuple[str, str | bytes | None, str]] = [
    (C, None, "company.yaml  is missing; make it with at least `name` and `timezone`"),
    (C, "", "company.yaml:1  is empty; describe it, or delete the file if it is not needed"),
    (C, "- name\n", "company.yaml:1  is a list and must be a mapping of keys to values"),
    (C, "name: A\ntimezone: UTC\nname: B\n", "company.yaml:3  name: is given twice (first on line 1); keep one"),
    (C, "name: A\n\ttimezone: UTC\n", "company.yaml:2  is not valid YAML: a tab is used to indent; use spaces"),
    (C, "name: Tern: Works\ntimezone: UTC\n", "company.yaml:1  is not valid YAML: a colon followed by a space stands where none can; put the text in quotes"),
    (C, "name: 'Tern\ntimezone: UTC\n", "company.yaml:1  is not valid YAML: a quotation mark opened here is never closed; close it"),
    (C, "name: A\ntimezone: UTC\n---\nname: B\n", "company.yaml:3  a second document begins here; one file holds one"),
    (C, "name: A\ntimezone: UTC\ngroups: {security: [*who]}\n", "company.yaml:3  groups.security[0]: `*who` stands for nothing that is complete before it; write the value out"),
    (C, "name: A\ntimezone: UTC\ngroups: &g {security: [*g]}\n", "company.yaml:3  groups.security[0]: `*g` stands for nothing that is complete before it; write the value out"),
    (C, "name: !!python/object:os.system x\ntimezone: UTC\n", "company.yaml:1  name: carries a YAML tag, which is not read here; take the tag away"),
    (C, b"name: Caf\xe9\ntimezone: UTC\n", "company.yaml:1  is not UTF-8 text (byte 0xe9); save the file as UTF-8"),
    (C, "name: A\x00\ntimezone: UTC\n", "company.yaml:1  holds a control character (U+0000); take it out"),
    (C, "name: " + "[" * 5000, "company.yaml:1  name[0][0]: is nested deeper than 40 levels; nothing here needs that"),
    (P, None, f"people.csv  is missing; make it with the header {PEOPLE_HEADER}"),
    (P, "", f"people.csv:1  is empty; the header is {PEOPLE_HEADER}"),
    (P, FILES[P].replace(",", ";"), f"people.csv:1  is separated by semicolons; save it with commas: the header is {PEOPLE_HEADER}"),
    ("holdings.csv", FILES[H] + "jon.bell,warehouse/sales:read,quarter=Q3;country=NO,,,\n", "holdings.csv:4  repeats line 2: the same person, entitlement and scope; keep one"),
    ("catalog/other.yml", FILES[L], "catalog/other.yml  would not be read; rename it to other.yaml"),
    ("catalog/other.yaml", FILES[L], 'catalog/other.yaml:1  system: "ledger" is already the system of catalog/ledger.yaml; each system has one file'),
    (B, FILES[B] + FILES[B], 'bundles.yaml:8  [1].id: "seller" is already the bundle on line 1; give it its own id'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "line"), WHOLE_FILES)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, name: str, content: str | bytes | None, line: str
) -> None:
    assert errors_of(write_folder(tmp_path, {name: content})) == [line]


def test_one_round_shows_every_problem_by_file_and_line(tmp_path: Path) -> None:
    changes = {
        **changed(C, "security: [ines.holt]", "security: [nobody]"),
        W: FILES[W]
        .replace("owner: jon.bell", "owner: nobody")
        .replace("risk: low", "risk: hgh")
        .replace("P30D", "P300D"),
        **changed(B, "ledger/books:view", "ledger/books:none"),
        **changed(P, "U0JON", "jon"),
        H: FILES[H].replace("country=NO", "country=DK").replace("mara.lind", "marta.lind"),
    }
    assert [line.split("  ")[0] + " " + line.split("  ")[1].split(":")[0] for line in errors_of(write_folder(tmp_path, changes))] == [
        "bundles.yaml:6 [0].includes[1]",
        "catalog/warehouse.yaml:10 resources[0].owner",
        "catalog/warehouse.yaml:23 resources[0].entitlements[0].risk",
        "catalog/warehouse.yaml:25 resources[0].entitlements[0].default_duration",
        "company.yaml:6 groups.security[0]",
        "holdings.csv:2 scope",
        "holdings.csv:3 person",
        "people.csv:3 slack_id",
    ]  # fmt: skip


def test_a_misspelt_column_is_told_with_the_right_header(tmp_path: Path) -> None:
    assert errors_of(write_folder(tmp_path, {P: FILES[P].replace(",ends", ",end", 1)})) == [
        'people.csv:1  the column "end" is not known here; did you mean "ends"?',
        f"people.csv:1  the column ends is missing; the header is {PEOPLE_HEADER}",
    ]


def test_an_id_used_twice_is_told_where_it_stood_first(tmp_path: Path) -> None:
    found = errors_of(write_folder(tmp_path, changed(L, "id: post", "id: view")))
    assert (
        'catalog/ledger.yaml:10  resources[0].entitlements[1].id: "view" is already an entitlement of this resource (line 9); give it its own id'
        in found
    )
    assert any("ledger/books:post" in line and "not in the catalog" in line for line in found)


def test_a_broken_people_file_does_not_make_everybody_unknown(tmp_path: Path) -> None:
    assert errors_of(write_folder(tmp_path, {P: b"\xff\xfe"})) == [
        "people.csv:1  is not UTF-8 text (byte 0xff); save the file as UTF-8"
    ]


def test_a_broken_catalog_file_does_not_make_its_entitlements_unknown(tmp_path: Path) -> None:
    assert len(errors_of(write_folder(tmp_path, {L: "system: [ledger\n"}))) == 1


def test_a_folder_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    assert [str(p) for p in examine(tmp_path / "nowhere").problems] == [
        f"{tmp_path / 'nowhere'}  does not exist; name the folder that holds company.yaml, people.csv and catalog/"
    ]
    (tmp_path / "file").write_text("x")
    assert "is not a folder" in str(examine(tmp_path / "file").problems[0])


def test_an_empty_folder_names_all_it_lacks(tmp_path: Path) -> None:
    assert [line.split("  ")[0] for line in errors_of(tmp_path)] == ["catalog", "company.yaml", "people.csv"]


def test_aliases_that_multiply_are_stopped_before_they_unfold(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    assert "aliases unfold to more than 100,000 values" in errors_of(write_folder(tmp_path, {C: bomb}))[0]


def test_an_honest_alias_is_read(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        {
            C: FILES[C]
            .replace("[ines.holt]", "&desk [ines.holt]")
            .replace("iam_admins: [per.dahl]", "iam_admins: *desk")
        },
    )
    company = examine(folder).company
    assert company is not None
    assert company.groups.iam_admins == company.groups.security == ("ines.holt",)


def test_merge_keys_are_refused_by_name(tmp_path: Path) -> None:
    (line,) = errors_of(write_folder(tmp_path, {C: FILES[C] + "<<: {name: Other}\n"}))
    assert line == "company.yaml:17  merge keys (`<<`) are not read; write the fields out"


def test_a_folder_where_a_file_belongs_is_said_so(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {H: None})
    (folder / "holdings.csv").mkdir()
    assert errors_of(folder) == ["holdings.csv  is not a plain file; put a text file in its place"]


def test_a_folder_the_system_will_not_open_is_said_in_one_line() -> None:
    (problem,) = examine(Path("x" * 5000)).problems
    assert problem.says == "cannot be read (file name too long); check that Usher may open it"


def test_a_file_the_system_will_not_open_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    folder = write_folder(tmp_path, {name: None for name in FILES if name not in (C, P, L)})
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert errors_of(folder) == [
        f"{name}  cannot be read (permission denied); check that it is a file Usher may open"
        for name in (L, C, P)
    ]


WARNINGS = [
    (C, "Bergen: Europe", "Berge: Europe", [
        'company.yaml:16  locations.Berge: nobody works in "Berge"; did you mean "Bergen"?',
    ]),
    (P, "2019-01-07,", "2019-01-07,2026-01-31", [
        'catalog/warehouse.yaml:5  owner: "mara.lind" left on 2026-01-31; name somebody who works here',
        "catalog/warehouse.yaml:33  resources[0].entitlements[1].audience: nobody here may see this entitlement; widen the audience, or leave it out",
        'holdings.csv:3  person: "mara.lind" left on 2026-01-31 and still holds 1 entitlement; revoke what is left',
        'people.csv:3  manager: "mara.lind" left on 2026-01-31; name the new manager',
        'people.csv:4  manager: "mara.lind" left on 2026-01-31; name the new manager',
    ]),
    (P, "2022-02-01,2031-12-31", "2022-02-01,2026-11-20", [
        'company.yaml:7  groups.helpdesk[0]: "per.dahl" left on 2026-11-20; name somebody who works here',
        'company.yaml:8  groups.iam_admins[0]: "per.dahl" left on 2026-11-20; name somebody who works here',
    ]),
    (P, "Finance,mara.lind,employee", "Finance,mara.lind,service", [
        'catalog/ledger.yaml:3  owner: "jon.bell" is a service identity and cannot approve; name a person',
        'catalog/warehouse.yaml:10  resources[0].owner: "jon.bell" is a service identity and cannot approve; name a person',
    ]),
    (W, "departments: [Sales]", "departments: [Sale]", [
        "catalog/warehouse.yaml:33  resources[0].entitlements[1].audience: nobody here may see this entitlement; widen the audience, or leave it out",
        'catalog/warehouse.yaml:33  resources[0].entitlements[1].audience.departments[0]: nobody works in "Sale"; did you mean "Sales"?',
    ]),
    (C, "  iam_admins: [per.dahl]\n", "", [
        "company.yaml:5  groups: `iam_admins` names nobody; they step in where no approver can be found, so name at least one",
    ]),
    (B, "ledger/books:view", "ledger/books:post\n    - warehouse/sales:approve", [
        "bundles.yaml:7  [0].includes[2]: conflicts with ledger/books:post in the same bundle; nobody may hold both",
    ]),
    (B, "titles: [Head of Sales]", "titles: [Head of Sale]", [
        'bundles.yaml:7  [0].birthright_for.titles[0]: nobody has the title "Head of Sale"; did you mean "Head of Sales"?',
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "lines"), WARNINGS)
def test_what_is_allowed_and_probably_not_meant_is_a_warning(
    tmp_path: Path, name: str, old: str, new: str, lines: list[str]
) -> None:
    assert warnings_of(write_folder(tmp_path, changed(name, old, new))) == lines


def test_files_that_nobody_reads_are_pointed_out(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        {"bundle.yaml": "[]", "catalog/notes.txt": "x", "policies/old.bak": "x", ".hidden.yaml": "["},
    )
    assert warnings_of(folder) == [
        "bundle.yaml  is not read; did you mean bundles.yaml?",
        "catalog/notes.txt  is not read; only files that end in .yaml belong here",
        "policies/old.bak  is not read; only files that end in .cedar are policies",
    ]


def test_a_catalog_without_systems_is_taken_with_a_warning(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {W: None, L: None, B: None, H: None})
    (folder / "catalog").mkdir()
    assert warnings_of(folder) == [
        "catalog  holds no system yet, so nobody can ask for anything; add one YAML file for each system"
    ]


@pytest.mark.parametrize(
    "rows", ["", "\n\n", ",,,,,,,,,,,\n"], ids=["header only", "blank lines", "empty row"]
)
def test_a_people_file_that_lists_nobody_is_said_once(tmp_path: Path, rows: str) -> None:
    """Everything else refers to people: each reference would be one more error, and none of them is to be mended."""
    assert errors_of(write_folder(tmp_path, changed(P, FILES[P], f"{PEOPLE_HEADER}\n{rows}"))) == [
        "people.csv:1  lists nobody; add at least one person"
    ]
