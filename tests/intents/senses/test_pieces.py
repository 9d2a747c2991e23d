"""Texts held against each other piece by piece."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.senses.model import model_of, published
from intents.senses.pieces import ADDED, MATRIX, MIXED, Meant, Projection, Texts, late, telling

SHARE, USUAL = 0.5, 0.2


def projection() -> Projection:
    """Compares a piece by its first two numbers and weighs it by the third."""
    matrix = np.zeros((3, 384), np.float32)
    matrix[[0, 1, 2], [0, 1, 2]] = 1
    return Projection(
        {MATRIX: matrix, ADDED: np.zeros(3, np.float32), MIXED: np.array([SHARE, USUAL], np.float32)}
    )


def text(rng: np.random.Generator, pieces: int) -> Meant:
    mean = rng.normal(size=384).astype(np.float32)
    return Meant(
        mean / np.linalg.norm(mean), *projection()(rng.normal(size=(pieces, 384)).astype(np.float32))
    )


def test_each_piece_of_the_message_counts_with_the_most_alike_one_of_the_text() -> None:
    message = Meant(
        np.zeros(384, np.float32), np.eye(2, dtype=np.float32), np.array([0.25, 0.75], np.float32)
    )
    pieces = np.array([[1, 0], [0.6, 0.8], [0, -1]], np.float32)
    # The first text has the first two pieces, the second the third.
    assert late(message, pieces, np.array([0, 2])) == pytest.approx([0.25 + 0.75 * 0.8, -0.75])


def test_pieces_are_of_length_one_and_their_weights_sum_to_one_whatever_they_are() -> None:
    rows = np.zeros((3, 384), np.float32)
    rows[0, :3] = 3, 4, 1000
    vectors, weights = projection()(rows)
    assert vectors[0] == pytest.approx([0.6, 0.8])
    assert not vectors[1:].any()
    assert weights.sum() == pytest.approx(1)
    assert weights[0] > 0.99
    assert (weights > 0).all()


def test_likeness_is_the_cosine_and_what_late_interaction_adds_to_it() -> None:
    rng = np.random.default_rng(0)
    message, texts = text(rng, 4), [text(rng, pieces) for pieces in (3, 1, 5)]
    found = Texts(texts, projection()).likeness(message)
    for one, alike in zip(texts, found, strict=True):
        beside = late(message, one.pieces, np.array([0]))[0] - USUAL
        assert alike == pytest.approx(one.mean @ message.mean + SHARE * beside, abs=1e-5)


@given(seed=st.integers(0, 1000), count=st.integers(1, 12), data=st.data())
def test_some_are_as_alike_as_among_all_and_the_others_gain_no_more_than_they(
    seed: int, count: int, data: st.DataObject
) -> None:
    rng = np.random.default_rng(seed)
    message, texts = text(rng, 3), [text(rng, int(rng.integers(1, 6))) for _ in range(count)]
    some = np.array(sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1))))
    every = Texts(texts, projection())
    found, whole, means = every.likeness_of_some(message, some), every.likeness(message), every.means(message)
    assert found[some] == pytest.approx(whole[some], abs=1e-5)
    assert ((found - means) >= (found - means)[some].min() - 1e-5).all()
    others = np.setdiff1d(np.arange(count), some)
    assert ((found - means)[others] <= (found - means)[some].min() + 1e-5).all()


def test_without_a_projection_likeness_is_the_cosine() -> None:
    loaded = model_of(*published())
    assert loaded.projection is None
    wish, *others = loaded.read_pieces(["see the payroll numbers", "View salary slips", "Bridge schedule"])
    every = Texts(others, None)
    assert every.likeness(wish) == pytest.approx([one.mean @ wish.mean for one in others], abs=1e-6)
    assert every.likeness_of_some(wish, np.array([1])) == pytest.approx(every.likeness(wish), abs=1e-6)


def test_marks_and_punctuation_are_not_compared() -> None:
    found = telling({"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "pay": 3, "##s": 4, "-": 5, "##-": 6, "2": 7})
    assert found.tolist() == [False, True, False, True, True, False, False, True]


def test_a_text_has_the_pieces_it_has_alone_and_one_of_punctuation_has_its_marks() -> None:
    weights, vocabulary = published()
    loaded = model_of(
        weights
        | {
            MATRIX: np.eye(9, 384, dtype=np.float32),
            ADDED: np.zeros(9, np.float32),
            MIXED: np.array([SHARE, USUAL], np.float32),
        },
        vocabulary,
    )
    texts = ["Pay slips, please!", "???", "", "payroll"]
    together = loaded.read_pieces(texts)
    assert [len(one.pieces) for one in together] == [3, 5, 2, 1]
    for one, said in zip(together, texts, strict=True):
        alone = loaded.read_pieces([said])[0]
        assert np.allclose(one.mean, alone.mean, atol=1e-4)
        assert np.allclose(one.pieces, alone.pieces, atol=1e-3)
        assert np.allclose(one.weights, alone.weights, atol=1e-3)
    assert np.allclose([one.mean for one in together], loaded.read_all(texts), atol=1e-5)
