"""Entitlements by what they mean: near ones first, nothing where meanings are not known."""

from __future__ import annotations

import pytest

from intents import catalog_senses
from intents.candidates import CatalogIndex, weigh
from intents.catalog_senses import CatalogSenses
from tests.intents.company import theatre

COMPANY = theatre()
RESOURCES = [
    [COMPANY.places[entitlement.id] for entitlement in resource.entitlements]
    for system in COMPANY.systems
    for resource in system.resources
]


def test_the_resource_that_is_meant_is_the_nearest() -> None:
    senses = CatalogSenses(RESOURCES)
    likeness = senses.likeness("what tickets cost")
    nearest = senses.nearest(likeness, 3)
    assert RESOURCES[nearest[0]][0].resource.id == "ticketdesk/prices"
    assert len(nearest) == len(set(nearest)) == 3
    assert all(len(senses.of(number, likeness)) == len(levels) for number, levels in enumerate(RESOURCES))


def test_what_shares_no_word_is_found_after_what_does() -> None:
    found = CatalogIndex(COMPANY).search([], "what tickets cost")
    assert found
    assert all(match.score == 0 for match in found)


def test_a_resource_is_as_alike_as_its_most_alike_level() -> None:
    senses = CatalogSenses(RESOURCES)
    likeness = senses.likeness("what tickets cost")
    assert likeness is not None
    best = senses.best(likeness)
    assert [round(float(one), 5) for one in best] == [
        round(max(senses.of(number, likeness)), 5) for number in range(len(RESOURCES))
    ]


def test_meaning_puts_a_resource_before_one_that_only_shares_a_word_with_the_message() -> None:
    index = CatalogIndex(COMPANY)
    words = weigh("see what a ticket costs on stage", lambda word: 0.2 * (word.word == "stage"))
    found = [
        index.spots[match.resource].resource.id for match in index.search(words, "see what a ticket costs")
    ]
    assert found[0] == "ticketdesk/prices"


def test_a_catalog_too_large_is_read_by_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog_senses, "MOST", 3)
    senses = CatalogSenses(RESOURCES)
    assert senses.likeness("what tickets cost") is None
    assert senses.nearest(None, 3) == []
    assert senses.of(0, None) == (0.0,) * len(RESOURCES[0])


def test_in_a_large_catalog_the_nearest_and_those_asked_for_are_looked_at_piece_by_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = CatalogSenses(RESOURCES)
    whole = every.likeness("what tickets cost")
    assert whole is not None
    monkeypatch.setattr(catalog_senses, "ALL_BY_PIECES", 1)
    monkeypatch.setattr(catalog_senses, "NEAREST", 3)
    last = len(RESOURCES) - 1
    some = CatalogSenses(RESOURCES).likeness("what tickets cost", [last])
    assert some is not None
    assert every.nearest(some, 1) == every.nearest(whole, 1)
    assert every.of(last, some) == pytest.approx(every.of(last, whole), abs=1e-5)
    assert sum(abs(some - whole) < 1e-5) >= 3


def test_a_message_without_words_means_nothing() -> None:
    assert CatalogSenses(RESOURCES).likeness("  ") is None


def test_what_is_known_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = CatalogSenses(RESOURCES).likeness("prices")
    model = catalog_senses.sentence_model()
    assert model is not None
    read: list[list[str]] = []

    class Watched:
        projection = model.projection
        sides = model.sides

        def read_pieces(self, texts: list[str]) -> object:
            read.append(texts)
            return model.read_pieces(texts)

    monkeypatch.setattr(catalog_senses, "sentence_model", Watched)
    changed = RESOURCES[0][0].model_copy(
        update={
            "entitlement": RESOURCES[0][0].entitlement.model_copy(update={"description": "Quite another."})
        }
    )
    CatalogSenses([[changed, *RESOURCES[0][1:]], *RESOURCES[1:]])
    assert read == [[catalog_senses.described(changed)]]
    assert before is not None


def test_texts_read_ahead_are_read_in_one_go_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    senses = CatalogSenses(RESOURCES)
    alone = senses.likeness("what a seat in the stalls costs")
    model = catalog_senses.sentence_model()
    assert model is not None
    read: list[list[str]] = []

    class Watched:
        projection = model.projection
        sides = model.sides

        def read_pieces(self, texts: list[str]) -> object:
            read.append(texts)
            return model.read_pieces(texts)

    monkeypatch.setattr(catalog_senses, "sentence_model", Watched)
    monkeypatch.setattr(catalog_senses, "_said", {})
    senses.read_ahead(["what a seat in the stalls costs", "who dims the lamps", "who dims the lamps", " "])
    again = senses.likeness("what a seat in the stalls costs")
    senses.likeness("who dims the lamps")
    assert read == [["what a seat in the stalls costs", "who dims the lamps"]]
    assert alone is not None
    assert again == pytest.approx(alone, abs=1e-4)


def test_only_so_many_texts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog_senses, "REMEMBERED", 2)
    monkeypatch.setattr(catalog_senses, "_said", {})
    senses = CatalogSenses(RESOURCES)
    assert all(senses.likeness(text) is not None for text in ("one", "two", "three"))
    assert len(catalog_senses._said) <= 2
