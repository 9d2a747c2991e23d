"""Histories that were bent are found, and ordinary ones are left alone."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from approvals.risk.model.history import HistoryInvalid, parse_history
from approvals.risk.registry.poisoning import two_proportions, warnings
from catalog.demo import demo_folder
from tests.approvals.risk.model.past import past_decisions

START = datetime(2026, 1, 1, tzinfo=UTC)


def rows(number: int = 1000, *, late: float = 0.1, chief: float = 0.2) -> list[list[str]]:
    """Decisions every hour; a tenth denied, `late` in the last fifth; `chief` of them by one reviewer."""
    chance = random.Random(11)
    made = []
    for place in range(number):
        denied = chance.random() < (late if place >= number * 0.8 else 0.1)
        reviewer = "mara" if chance.random() < chief else chance.choice(["jon", "tom", "sana", "lena", "ida"])
        made.append(
            [
                (START + timedelta(hours=place)).isoformat(),
                "denied" if denied else "approved",
                chance.choice(["wiki", "crm", "builds"]),
                chance.choice(["Sales", "Finance", "Data", "Support"]),
                str(chance.randrange(400)),
                reviewer,
            ]
        )
    return made


def found(made: list[list[str]]) -> tuple[str, ...]:
    header = "at,outcome,entitlement,department,title,reviewer"
    return warnings(parse_history("\n".join([header, *(",".join(row) for row in made)]).encode()))


def test_ordinary_histories_are_left_alone() -> None:
    assert found(rows()) == ()
    assert found(list(reversed(rows()))) == ()
    assert warnings(parse_history(past_decisions())) == ()
    assert warnings(parse_history((demo_folder() / "decisions.csv").read_bytes())) == ()


@pytest.mark.parametrize(("late", "to"), [(0.4, "to 4"), (0.0, "to 0.0%")])
def test_a_sudden_shift_is_found_in_either_direction(late: float, to: str) -> None:
    (said,) = found(rows(4000, late=late))
    assert "the share of denials went from" in said
    assert to in said


def test_a_shift_is_seen_in_time_and_not_in_the_order_of_lines() -> None:
    made = rows(late=0.4)
    random.Random(1).shuffle(made)
    assert len(found(made)) == 1


def test_one_reviewer_who_decides_most_is_named() -> None:
    (said,) = found(rows(chief=0.7))
    assert said.startswith("mara decided 7")
    two = [[*row[:-1], "mara" if place % 9 else "jon"] for place, row in enumerate(rows())]
    assert found(two) == (), "two people are a small company"


def test_rows_put_in_again_are_found() -> None:
    made = rows()
    (said,) = found(made + made[:120])
    assert "120 of 1,120 rows repeat another one" in said


def test_one_row_put_in_again_and_again_is_found_without_times() -> None:
    made = [row[1:5] for row in rows()]
    header = "outcome,entitlement,department,title"
    copies = [["approved", "crm", "Sales", "7"]] * 200
    (said,) = warnings(parse_history("\n".join([header, *(",".join(row) for row in made + copies)]).encode()))
    assert "one row stands in it 20" in said


def test_turned_answers_are_found() -> None:
    other = {"approved": "denied", "denied": "approved"}
    made = rows()
    later = [[(START + timedelta(days=-9, hours=place)).isoformat(), other[row[1]], *row[2:]] for place, row in enumerate(made[:300])]  # fmt: skip
    assert any("both approved and denied" in said for said in found(made + later))


def test_the_test_of_two_proportions() -> None:
    assert two_proportions(50, 100, 50, 100) == 0
    assert two_proportions(45, 100, 62, 100) == pytest.approx(2.410, abs=0.001)
    assert two_proportions(0, 50, 0, 50) == 0


def test_a_time_that_is_none_is_refused_with_its_line() -> None:
    text = "at,outcome,entitlement\n2026-01-01,approved,wiki\nyesterday,denied,wiki\n"
    with pytest.raises(HistoryInvalid, match="line 3: the time is “yesterday”; write it like"):
        parse_history(text.encode())


def test_neither_time_nor_reviewer_nor_person_is_learned_from() -> None:
    from approvals.risk.model.attributes import usable_attributes

    history = parse_history((demo_folder() / "decisions.csv").read_bytes())
    kept = {history.columns[place] for place in usable_attributes(history).places}
    assert "person" not in kept
    assert "at" not in history.columns
    reviewed = parse_history(b"outcome,entitlement,Reviewer\napproved,wiki,mara\n")
    assert reviewed.columns == ("entitlement",)
    assert reviewed.reviewer == ("mara",)
