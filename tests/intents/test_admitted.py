"""How open a thing is: its most open level counts, and nobody to count means open to all."""

import pytest

from catalog.model import Company
from intents.admitted import Admitted


@pytest.mark.parametrize(
    ("ids", "share"),
    [
        (["stageplan/light-cues:view", "stageplan/light-cues:write"], 3 / 6),
        (["ticketdesk/bookings:edit"], 3 / 6),
        (["ticketdesk/bookings:edit", "ticketdesk/bookings:view"], 1.0),
        ([], 1.0),
    ],
)
def test_the_most_open_level_says_how_many_may_have_it(
    ids: list[str], share: float, company: Company
) -> None:
    admitted = Admitted(company.people.values())
    assert admitted.share([company.places[one] for one in ids]) == share


def test_without_people_everything_is_open(company: Company) -> None:
    assert Admitted([]).share([company.places["stageplan/light-cues:view"]]) == 1.0
