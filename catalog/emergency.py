"""What a company sets for emergencies in company.yaml: who may break the glass, for how long, until when that is
reviewed, and for how long it counts when it was found not right.
"""

from __future__ import annotations

from datetime import timedelta

from catalog.durations import Duration
from catalog.settings import Setting


class Called(Setting):
    """Who may break the glass: the people of these departments, and of these groups of company.yaml."""

    departments: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class Emergency(Setting):
    """Break-glass: access at once in an emergency, short, and reviewed afterwards."""

    longest: Duration = timedelta(hours=4)
    who: Called = Called()
    review_within: Duration = timedelta(hours=24)
    """Within which time, by the clock on the wall, Security has to say whether it was right."""
    not_right_binds: Duration = timedelta(days=30)
    """For how long a "not right" keeps the same person from breaking the glass for the same resource."""
