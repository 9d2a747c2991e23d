"""Why somebody has to look at a request: the risk in one line, and one line for each approver.

The policies say why in their own words. Beside a name the opening of such a sentence ("The manager must approve:")
would say twice who is meant, and beside the risk its number would stand twice, so both are said in one place only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from approvals.model import Risk, RiskBand, StageName
from approvals.pictures import StagePicture
from approvals.policy.change import Change
from bot.texts import BANDS, mentions, name_of, typed
from catalog.model import Company, EntitlementId, PersonId

MOST_FACTORS = 3
MOST_OF_A_CHANGE = 400
"""Characters."""
_OPENING = re.compile(r"^[^.:]{0,60}\bmust approve: *", re.IGNORECASE)


def risk_line(risk: Risk, stages: Sequence[StagePicture] = ()) -> str:
    """`Risk ●●○ elevated (46 of 100): Confidential data; …`; low risk needs no reasons.

    The number is left out where one of the stages beside it says it already.
    """
    said = any(f"risk is {risk.score}," in stage.says for stage in stages)
    line = f"Risk {BANDS[risk.band]}" + ("" if said else f" ({risk.score} of 100)")
    raising = sorted((factor for factor in risk.factors if factor.points > 0), key=lambda one: -one.points)
    if risk.band is RiskBand.LOW or not raising:
        return line
    return f"{line}: " + "; ".join(typed(factor.says, 150) for factor in raising[:MOST_FACTORS])


def reason_of(says: str) -> str:
    """Why a stage is asked for, in the policy's words without an opening that names the stage."""
    return typed(_OPENING.sub("", says, count=1), 250)


def reason_sentence(says: str) -> str:
    """The same as a sentence of its own."""
    reason = reason_of(says)
    return reason[:1].upper() + reason[1:]


def change_line(change: Change | None) -> str:
    """`What would change it: Ask for 90 days or less and the manager alone decides.`; empty where nothing is known to."""
    return f"What would change it: {typed(change.says, MOST_OF_A_CHANGE)}" if change else ""


def approver_line(
    company: Company, stage: StagePicture, *, entitlement: EntitlementId, holder: PersonId, reader: PersonId
) -> str:
    """`@Jo, your manager: the data is restricted.`, and after it why it is somebody else than expected."""
    joint = "and" if stage.needed > 1 else "or"
    who = mentions(company, stage.waiting_for, joint) or "Nobody yet"
    note = f" {typed(stage.note, 200)}" if stage.note else ""
    role = _role(company, stage, entitlement, holder, reader)
    after = " They are asked once the others have said yes." if stage.after else ""
    return f"{who}, {role}: {reason_of(stage.says)}{note}{after}"


def _role(
    company: Company, stage: StagePicture, entitlement: EntitlementId, holder: PersonId, reader: PersonId
) -> str:
    """What they are to the one who would hold it; who stands in is there *for* somebody."""
    expected: set[PersonId | None]
    if stage.name is StageName.SECURITY:
        expected, word = set(company.groups.security), "Security"
    elif stage.name is StageName.OWNER:
        place = company.places.get(entitlement)
        expected, word = {place.owner if place else None}, "the owner"
    else:
        person = company.people.get(holder)
        expected = {person.manager if person else None}
        word = "your manager" if reader == holder else f"{name_of(company, holder)}’s manager"
    return word if set(stage.waiting_for) <= expected else f"for {word}"
