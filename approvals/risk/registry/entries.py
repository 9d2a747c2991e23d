"""What people do to the register, as entries of the decision log."""

from __future__ import annotations

from approvals.log.entry import Entry
from approvals.risk.registry.register import Act, ActKind
from catalog.model import Company

KINDS = {
    ActKind.TRAINED: "risk.accepted",
    ActKind.PROMOTED: "risk.promoted",
    ActKind.CHALLENGER: "risk.challenger",
    ActKind.ROLLED_BACK: "risk.rolled_back",
    ActKind.STEPPED_DOWN: "risk.stepped_down",
}
"""Training alone changes nothing and is not logged; that somebody answered for an odd history is."""


def entry_of(act: Act, company: Company, *, policy_version: str) -> Entry:
    """The act as an entry; `act` in its data is the act's own hash, which ties register and log together."""
    data = {"model": act.model, "before": act.before, "act": act.hash}
    return Entry(
        kind=KINDS[act.act],
        actor=act.by,
        catalog_version=company.version,
        policy_version=policy_version,
        data=data | ({"reason": act.reason} if act.reason else {}),
    )
