"""The first options read beside the message: who comes first, what keeps its score, and what was not read."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import Mock

import pytest

from catalog.model import Company
from intents.candidates import CatalogIndex, Match
from intents.catalog_senses import Beside
from intents.engines.builtin.choice import Option
from intents.engines.builtin.side_by_side import COUNTED, FIRST, read_beside


def options(company: Company, scores: list[float]) -> list[Option]:
    places = list(company.places.values())
    return [
        Option(place, Match(0), score, 0.0, 0.0, 0.0, visible=True, offered=score + 1)
        for place, score in zip(places, scores, strict=False)
    ]


def read(ranked: list[Option], beside: Beside | None) -> list[Option]:
    index = Mock(spec=CatalogIndex, beside=Mock(return_value=beside))
    return read_beside(ranked, index, "what is wished for")


def test_what_fits_best_keeps_its_score_and_the_others_fall_by_how_much_less_they_fit(
    company: Company,
) -> None:
    first, second = options(company, [5.0, 4.5])
    found = read([first, second], Beside((0.0, 3.0), score=0.5, nothing=-20.0))
    assert [option.id for option in found] == [second.id, first.id]
    fallen = COUNTED * 3.0 / 0.5
    assert [option.score for option in found] == pytest.approx([4.5, 5.0 - fallen])
    assert [option.offered for option in found] == pytest.approx([5.5, 6.0 - fallen])
    assert [option.fits for option in found] == [3.0, 0.0]
    assert sum(option.chance for option in found) == pytest.approx(1.0, abs=1e-6)


def test_a_moved_option_differs_in_its_scores_alone(company: Company) -> None:
    [option] = options(company, [5.0])
    moved = option.moved(-1.5, 2.0, 0.5)
    assert moved == replace(option, score=3.5, offered=4.5, fits=2.0, chance=0.5)


def test_nothing_of_the_kind_has_a_chance_of_its_own(company: Company) -> None:
    found = read(options(company, [5.0, 5.0]), Beside((0.0, 0.0), score=1.0, nothing=0.0))
    assert [option.chance for option in found] == pytest.approx([1 / 3, 1 / 3])


def test_what_was_not_read_fits_no_better_than_the_least_of_what_was(company: Company) -> None:
    ranked = options(company, [9.0 - number for number in range(FIRST + 1)])
    fits = (0.0,) * (FIRST - 1) + (-2.0,)
    *_, beyond, worst = read(ranked, Beside(fits, score=1.0, nothing=0.0))
    fallen = COUNTED * 2.0
    assert [beyond.score, worst.score] == pytest.approx(
        [ranked[FIRST - 1].score - fallen, ranked[FIRST].score - fallen]
    )
    assert (worst.id, worst.chance, worst.fits) == (ranked[FIRST].id, 0.0, 0.0)


def test_where_meanings_are_not_known_all_stays_as_it_was(company: Company) -> None:
    ranked = options(company, [2.0, 1.0])
    assert read(ranked, None) == ranked
    assert read([], None) == []
