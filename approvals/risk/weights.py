"""Every number of the risk scorecard, in one place, with why it is what it is.

Points are whole, so that the factors sum to the score to the digit. They were set so that low-risk access to internal
data stays under the manager's threshold of 30 whatever the hour and the peers, moderate access to confidential data
lands between the thresholds, and privileged high-risk access to restricted data reaches Security's 70 by itself.
Within a table the points never fall as the risk rises.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from catalog.kinds import DataClass, Employment, RiskLevel

RISK_LEVEL: Mapping[RiskLevel, int] = {
    RiskLevel.LOW: 3,
    RiskLevel.MODERATE: 16,
    RiskLevel.HIGH: 30,
    RiskLevel.CRITICAL: 42,
}
"""The catalog's own judgement weighs most: somebody who knows the system made it."""

DATA_CLASS: Mapping[DataClass, int] = {
    DataClass.PUBLIC: 0,
    DataClass.INTERNAL: 3,
    DataClass.CONFIDENTIAL: 14,
    DataClass.RESTRICTED: 24,
}
"""What a leak would cost."""

PRIVILEGED = 16
"""Privileged access can undo other controls."""

REGULATED = 6
"""A mistake has to be reported to somebody outside."""

PRODUCTION = 4
"""A mistake is felt by customers at once."""

DURATION: tuple[tuple[timedelta, int], ...] = (
    (timedelta(days=1), 0),
    (timedelta(days=14), 3),
    (timedelta(days=30), 4),
    (timedelta(days=90), 6),
    (timedelta(days=180), 10),
)
"""Up to that long, that many points: access that is not needed any more is the access that gets abused."""
DURATION_LONGER = 14
DURATION_OPEN_ENDED = 18

EMPLOYMENT: Mapping[Employment, int] = {
    Employment.EMPLOYEE: 0,
    Employment.INTERN: 6,
    Employment.CONTRACTOR: 8,
    Employment.SERVICE: 10,
}
"""Who is less bound to the company, or whose credentials nobody types in."""

TENURE: tuple[tuple[int, int], ...] = ((30, 6), (90, 3))
"""Under so many days here, so many points."""
TENURE_UNKNOWN = 3

OTHER_ENTITY = 4
"""A merged company's people and accounts are known less well."""

PEERS: tuple[tuple[float, int], ...] = ((0.25, 0), (0.10, 2), (0.0, 5))
"""From that share of the department on who hold it (above the last one), that many points."""
PEERS_NOBODY = 8
PEERS_TOO_FEW = 4
PEERS_AT_LEAST = 4
"""Fewer colleagues than this say nothing; their silence costs half of the most."""

SPRAWL: tuple[tuple[float, int], ...] = ((3.0, 5), (2.0, 3))
"""Holding so many times the department's average, so many points."""
SPRAWL_FROM = 8
"""Fewer entitlements than this are never too many."""

NEAR_CONFLICT = 4
"""Both halves of a control are one level apart; the rule itself refuses the last step."""

NOT_NARROWED = 2
"""For scopes that could have narrowed the request and do not."""

ON_BEHALF = 3
"""Somebody else than the one who will hold it asks."""

OUTSIDE_HOURS = 2
"""Stolen accounts work at night as well."""

HISTORY = 20
HISTORY_ALL_FROM = 0.5
"""At most that much for what reviewers denied before: none up to the history's own share of denials, all of it from
that probability on, by log-odds in between. Half of what lies between the usual thresholds: it calls in one reviewer
more at most, and refuses nothing."""

SIGN_IN_WARNING: Mapping[str, int] = {"low": 3, "medium": 10, "high": 30}
"""For each warning sign at sign-in about the one who would hold it or who asks, by severity. A serious one reaches the
manager's usual threshold by itself: whatever is asked for, a person looks first."""
SIGN_IN_WARNINGS_AT_MOST = 40

RECENT_DENIAL = 3
RECENT_DENIALS_AT_MOST = 9
"""For each no in a row: asking again until somebody says yes."""
