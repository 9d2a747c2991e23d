"""Pictures of requests for the views, from short to as long as anything realistic gets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from approvals.afterwards import AppealPicture, ExtensionPicture
from approvals.assessment import Assessment
from approvals.model import (
    Decision,
    Factor,
    GrantStatus,
    ItemStatus,
    PolicyAnswer,
    Reason,
    Risk,
    RiskBand,
    StageName,
    TaskKind,
    TaskStatus,
    Verdict,
)
from approvals.pictures import (
    GrantPicture,
    HeldAccess,
    ItemPicture,
    RequestPicture,
    StagePicture,
    TaskPicture,
    VotePicture,
)
from approvals.policy.change import Change
from bot.choice import Choice
from bot.drafts import Draft, DraftStatus
from intents.understanding import Intent, Outcome, Understanding
from tests.approvals.company import NOW, SALES

LONG_NAME = "N" * 80
LONG_LABEL = " · ".join([LONG_NAME] * 3)
LONG_TEXT = "Why & <how>? " * 231
"""3,003 characters, which escaping makes longer still."""
RISK = Risk(
    score=46,
    band=RiskBand.ELEVATED,
    factors=(
        Factor(name="data", points=22, says="Confidential data"),
        Factor(name="level", points=18, says="Moderate-risk access"),
        Factor(name="span", points=4, says="For 14 days"),
        Factor(name="peers", points=2, says="2 of 31 in Data hold this"),
        Factor(name="tenure", points=0, says="Here for five years"),
    ),
)


def vote(
    stage: StageName = StageName.MANAGER, verdict: Verdict = Verdict.APPROVED, note: str = ""
) -> VotePicture:
    return VotePicture(stage=stage, by="lena.osei", verdict=verdict, note=note, at=NOW + timedelta(hours=3))


def stage(name: StageName = StageName.MANAGER, **fields: Any) -> StagePicture:
    given: dict[str, Any] = {"says": "The manager must approve.", "waiting_for": ("lena.osei",)}
    if "vote" in fields:
        given["waiting_for"] = ()
    return StagePicture(name=name, **(given | fields))


def grant(**fields: Any) -> GrantPicture:
    given: dict[str, Any] = {
        "id": "gr_1", "request_id": "req_1", "item_id": "it_1", "person": "tom.reyes", "entitlement": SALES,
        "label": "Warehouse · Sales reports · Viewer", "scope": {"region": "EMEA"}, "status": GrantStatus.LIVE,
        "live_at": NOW, "expires_at": NOW + timedelta(days=14),
    }  # fmt: skip
    return GrantPicture(**(given | fields))


def task(**fields: Any) -> TaskPicture:
    given: dict[str, Any] = {
        "id": "task_1", "request_id": "req_1", "item_id": "it_1", "grant_id": "gr_1", "kind": TaskKind.PROVISION,
        "status": TaskStatus.OPEN, "assignee": "ida.berg", "beneficiary": "tom.reyes", "label": "Building · Lab · Badge",
        "scope": {}, "note": "Give Tom Reyes a badge.",
    }  # fmt: skip
    return TaskPicture(**(given | fields))


def appeal(**fields: Any) -> AppealPicture:
    given: dict[str, Any] = {
        "id": "app_1", "by": "tom.reyes", "text": "the dashboards end in September", "stage": StageName.MANAGER,
        "denier": "lena.osei", "against": ("you have the dashboards",), "opened_at": NOW, "waiting_for": ("omar.diaz",),
        "expires_at": NOW + timedelta(days=7),
    }  # fmt: skip
    return AppealPicture(**(given | fields))


def extension(**fields: Any) -> ExtensionPicture:
    given: dict[str, Any] = {"grant_id": "gr_1", "before": NOW + timedelta(days=2), "live": True}
    return ExtensionPicture(**(given | fields))


def item(**fields: Any) -> ItemPicture:
    given: dict[str, Any] = {
        "id": "it_1", "entitlement": SALES, "label": "Warehouse · Sales reports · Viewer", "scope": {"region": "EMEA"}, "duration": timedelta(days=14),
        "status": ItemStatus.PENDING, "risk": RISK, "stages": (stage(),), "reasons": (),
    }  # fmt: skip
    return ItemPicture(**(given | fields))


def request(*items: ItemPicture, **fields: Any) -> RequestPicture:
    given: dict[str, Any] = {
        "id": "req_1", "version": 1, "requester": "tom.reyes", "beneficiary": "tom.reyes",
        "duration": timedelta(days=14), "justification": "board deck", "words": "sales reports please",
        "opened_at": NOW, "items": items or (item(),),
    }  # fmt: skip
    return RequestPicture(**(given | fields))


def assessment(**fields: Any) -> Assessment:
    needs = Decision(answer=PolicyAnswer.NEEDS, open_stages=(StageName.MANAGER,), policy_version="v")
    given: dict[str, Any] = {
        "entitlement": SALES, "label": "Warehouse · Sales reports · Viewer", "scope": {"region": "EMEA"},
        "duration": timedelta(days=14), "shortened": False, "at": NOW, "risk": RISK, "decision": needs, "approvers": (stage(),),
    }  # fmt: skip
    return Assessment(**(given | fields))


def change(**fields: Any) -> Change:
    given: dict[str, Any] = {
        "says": "Ask for 90 days or less and the manager alone decides.", "entitlement": SALES,
        "scope": {"region": "EMEA"}, "duration": timedelta(days=90), "answer": PolicyAnswer.NEEDS,
        "stages": (StageName.MANAGER,), "steps": 1,
    }  # fmt: skip
    return Change(**(given | fields))


def refused(says: str) -> Decision:
    reason = Reason(policy="interns", says=says)
    return Decision(answer=PolicyAnswer.REFUSED, reasons=(reason,), policy_version="v")


def held(**fields: Any) -> HeldAccess:
    given: dict[str, Any] = {
        "entitlement": SALES, "label": "Warehouse · Sales reports · Viewer", "scope": {}, "since": NOW,
        "until": NOW + timedelta(days=2), "grant_id": "gr_1",
    }  # fmt: skip
    return HeldAccess(**(given | fields))


def draft(**fields: Any) -> Draft:
    understanding = Understanding(
        intent=Intent.REQUEST, outcome=Outcome.PROPOSE, confidence=1, engine="test", shortlist=(SALES,)
    )
    given: dict[str, Any] = {
        "id": "dr_1", "person": "tom.reyes", "channel": "D1", "thread_ts": "", "text": "sales reports",
        "understanding": understanding, "choice": Choice(justification="board deck"), "status": DraftStatus.OPEN,
        "created_at": NOW,
    }  # fmt: skip
    return Draft(**(given | fields))
