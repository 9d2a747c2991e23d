"""A small company folder that is right in every way, for tests to break in one."""

from __future__ import annotations

from pathlib import Path

COMPANY = """\
name: Tern Works
timezone: Europe/Oslo
working_hours: {days: [mon, tue, wed, thu, fri], from: 08:00, until: "16:30"}
channels: {requests: access-requests, security: security-reviews}
groups:
  security: [ines.holt]
  helpdesk: [per.dahl]
  iam_admins: [per.dahl]
  auditors: []
risk: {manager_from: 25, security_from: 60}
limits: {requests_per_day: 12}
step_up: {from: 55, privileged: false}
freezes:
  - {name: year-end close, from: 2026-12-28, until: 2027-01-04, environments: [production]}
clock: {remind_after: PT3H, escalate_after: P1D, expire_after: P3D}
locations: {Bergen: Europe/London}
"""

PEOPLE = """\
id,name,email,slack_id,title,department,manager,employment,company,location,started,ends
mara.lind,Mara Lind,mara.lind@tern.example,U0MARA,Head of Sales,Sales,,employee,Tern,Oslo,2019-01-07,
jon.bell,Jon Bell,jon.bell@tern.example,U0JON,Analyst,Finance,mara.lind,employee,Tern,Oslo,2021-03-01,
ines.holt,Ines Holt,ines.holt@tern.example,U0INES,Security Engineer,Security,mara.lind,employee,Tern,Bergen,2020-05-04,
per.dahl,Per Dahl,per.dahl@tern.example,,IT Support,IT,ines.holt,contractor,Tern,Oslo,2022-02-01,2031-12-31
"""

WAREHOUSE = """\
system: warehouse
name: Warehouse
description: The data warehouse.
aliases: [dwh, NO, on]
owner: mara.lind
provisioning: {connector: scim, group_prefix: "wh-"}
resources:
  - id: sales
    name: Sales reports
    owner: jon.bell
    data_class: confidential
    regulations: [sox]
    scopes:
      country: {values: [NO, SE], required: true, aliases: {norway: NO, sweden: SE}}
      quarter: {pattern: "^Q[1-4]$"}
    entitlements:
      - id: read
        name: Viewer
        description: >-
          View and export
          the reports.
        aliases: [look at]
        risk: low
        max_duration: P90D
        default_duration: P30D
        classified_on: 2026-08-01
      - id: approve
        name: Approver
        risk: high
        privileged: true
        automation: assisted
        conflicts_with: ["ledger/books:post"]
        audience: {departments: [Sales], employment: [employee]}
"""

LEDGER = """\
system: ledger
name: Ledger
owner: jon.bell
provisioning: {connector: manual, queue: finance}
resources:
  - id: books
    name: Books
    entitlements:
      - {id: view, name: Reader, risk: moderate}
      - {id: post, name: Bookkeeper, risk: critical, automation: manual}
"""

BUNDLES = """\
- id: seller
  name: Seller kit
  aliases: [sales starter]
  includes:
    - warehouse/sales:read
    - ledger/books:view
  birthright_for: {departments: [Sales], titles: [Head of Sales]}
"""

HOLDINGS = """\
person,entitlement,scope,granted_at,expires_at,last_used_at
jon.bell,warehouse/sales:read,country=NO;quarter=Q3,2026-01-02T09:00:00+00:00,2026-12-31T00:00:00Z,
mara.lind,ledger/books:view,,2026-01-02,,2026-02-03T10:00:00
"""

DECISIONS = """\
at,person,entitlement,outcome,department,title
2025-03-04T10:00:00+00:00,somebody.gone,old/thing:read,approved,Sales,Seller
2025-03-05T10:00:00+00:00,jon.bell,ledger/books:post,denied,Finance,Analyst
"""

ABSENCES = """\
person,from,until,delegate
mara.lind,2026-11-16,2026-11-27,ines.holt
"""

FILES = {
    "company.yaml": COMPANY,
    "people.csv": PEOPLE,
    "catalog/warehouse.yaml": WAREHOUSE,
    "catalog/ledger.yaml": LEDGER,
    "bundles.yaml": BUNDLES,
    "holdings.csv": HOLDINGS,
    "decisions.csv": DECISIONS,
    "absences.csv": ABSENCES,
    "policies/own.cedar": "// nothing of our own yet\n",
}


def write_folder(folder: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """The folder on disk, with some files replaced (or, for None, left out)."""
    for name, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def changed(name: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """One file with one place in it replaced; the place must be there exactly once."""
    assert FILES[name].count(old) == 1, f"{old!r} stands {FILES[name].count(old)} times in {name}"
    return {name: FILES[name].replace(old, new)}
