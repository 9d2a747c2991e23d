"""Floors under what warning signs find in a small made-up company; the full figures are in docs/warning-signs.md."""

from tests.eval.signin_attacks import KINDS
from tests.eval.signin_signs import measure


def test_each_attack_is_found_by_what_is_meant_for_it() -> None:
    found = measure(people=60, days=30, seed=5, of_each=3)
    rules = found["found"]
    assert set(rules) == set(KINDS)
    for kind, rule in (
        ("spraying", "spraying"),
        ("spraying, got in", "after_spraying"),
        ("one account, many addresses", "many_addresses"),
        ("leaver", "leaver"),
        ("prompts until accepted", "fatigue"),
    ):
        assert rules[kind].get(rule, 0) >= 0.66, kind
    assert rules["abroad at night"]["any rule"] >= 0.66
    assert rules["next door at night"].get("unusual", 0) >= 0.33
    for rule in ("spraying", "after_spraying", "many_addresses", "leaver", "fatigue"):
        assert found["false_alarms_a_day"].get(rule, 0) == 0
    assert found["false_alarms_a_day"].get("unusual", 0) <= 3
