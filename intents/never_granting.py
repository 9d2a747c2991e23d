"""What no reading may come to, whichever engine it is from: access for a message that takes access away, and more time
for access that nobody has.
"""

from __future__ import annotations

from dataclasses import replace

from intents.engines.port import Inquiry
from intents.grounded import DOUBTED, Grounded
from intents.understanding import Intent


def never_granting(found: Grounded, inquiry: Inquiry) -> Grounded:
    """The same reading, but as one about ending access where that is what the message does; else offered where it
    would prolong what is not held, or where something is taken away beside what is wished for.
    """
    if found.intent is None:
        return found
    act = inquiry.ending
    if act is not None and act.is_meant_by(found.intent):
        return replace(found, intent=Intent.RETURN)
    beside = act is not None and act.sure and found.intent in {Intent.REQUEST, Intent.EXTEND}
    unheld = found.intent is Intent.EXTEND and not _all_held(found, inquiry)
    if beside or unheld:
        return replace(found, confidence=min(found.confidence, DOUBTED))
    return found


def _all_held(found: Grounded, inquiry: Inquiry) -> bool:
    """Whether all of it is held by the company's record; where that knows nothing of a person it tells nothing."""
    holder = found.beneficiary or inquiry.person.id
    held = {one.entitlement for one in inquiry.company.holdings_of(holder)}
    return not held or all(item.entitlement in held for item in found.items)
