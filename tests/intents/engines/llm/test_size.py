from hypothesis import given
from hypothesis import strategies as st

from intents.engines.llm.size import shortened, tokens


def test_pieces_cost_what_a_small_vocabulary_would_need() -> None:
    assert tokens("") == 0
    assert tokens("read access") == 2
    assert tokens("entitlements") == 2
    assert tokens("2026") == 2
    assert tokens('{"a":1}') == 5
    assert tokens("访问权限") == 4


@given(st.text(max_size=200), st.text(max_size=200))
def test_more_text_never_costs_less(one: str, other: str) -> None:
    assert tokens(one + " " + other) >= max(tokens(one), tokens(other)) - 1


@given(st.text(max_size=600), st.integers(10, 100))
def test_a_shortened_text_keeps_to_its_limit_its_beginning_and_its_end(text: str, limit: int) -> None:
    short = shortened(text, limit)
    if tokens(text) <= limit:
        assert short == text
    else:
        beginning, _, end = short.partition("\n[...]\n")
        assert tokens(short) <= limit
        assert text.startswith(beginning)
        assert text.endswith(end)
