"""What is said of a scope value: wanted, ruled out, put right, or only told of."""

from __future__ import annotations

import pytest

from catalog.model import Resource, ScopeRule
from intents.passages import clauses
from intents.value_stances import lists, wanted

HALLS = Resource(
    id="s/halls", name="Halls",
    scopes={"hall": ScopeRule(values=("Oak", "Elm", "Ash"), required=True)}, entitlements=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("all halls but Elm", []),
        ("every hall bar the Elm one", []),
        ("keys of any hall other than Elm and Ash", []),
        ("Oak, with Elm excluded", ["Oak"]),
        ("Oak. Elm is excluded", ["Oak"]),
        ("the halls besides Elm", []),
        ("apart from Elm", []),
        ("Oak instead of Elm", ["Oak"]),
        ("not Oak but Elm", ["Elm"]),
        ("Oak, Elm I already have", ["Oak"]),
        ("I used to be in Elm, now in Oak", ["Oak"]),
        ("Oak, it was Elm before", ["Oak"]),
        ("Oak, moving from Elm", ["Oak"]),
        ("Oak, our caretaker sits in Elm", ["Oak"]),
        ("Oak, sorry, Elm", ["Elm"]),
        ("Oak. Actually Elm", ["Elm"]),
        ("Oak - should be Elm", ["Elm"]),
        ("Oak and, sorry, Elm", ["Oak", "Elm"]),
        ("Oak, no Elm", ["Oak"]),
        ("not only Oak", []),
        ("not Oak, Elm", []),
        ("Oak, Elm and Ash", ["Oak", "Elm", "Ash"]),
        ("I have to be in Oak, and in Elm", ["Oak", "Elm"]),
        ("no, Elm", ["Elm"]),
        ("Oak please. No, wait, they send me to Elm not Oak", ["Elm"]),
        ("Oak. On second thoughts, not Oak", []),
    ],
)
def test_what_is_left_out_is_not_wanted(text: str, left: list[str]) -> None:
    assert [one.value for one in wanted(HALLS, text)] == left


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I need the keys for Oak, Elm and Ash", [["Oak", "Elm", "Ash"]]),
        ("I need the keys for Oak and also for the Elm hall", [["Oak", "Elm"]]),
        ("I need the keys for Oak, Elm is done by Pia", [["Oak"]]),
        ("I look after Elm, but need the keys for Oak", [["Oak"]]),
        ("I need the keys for Oak, then from Monday Elm", [["Oak"], ["Elm"]]),
        ("I need the keys for Oak or Elm", [["Oak"], ["Elm"]]),
        ("we look after Oak, Elm and Ash. keys please", [["Oak", "Elm", "Ash"]]),
    ],
)
def test_only_what_is_joined_is_one_list(text: str, found: list[list[str]]) -> None:
    groups = lists(wanted(HALLS, text), text, clauses(text))
    assert [[one.value for one in group] for group in groups] == found
