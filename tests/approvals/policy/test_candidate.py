"""A folder of policies or thresholds to try: taken whole, or refused with file, line and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from approvals.policy.candidate import NoCandidate, load_candidate
from approvals.policy.problems import PolicyInvalid
from catalog.model import PolicyFile
from tests.approvals.company import small_company
from tests.approvals.policy.asking import NORTHLIGHT
from tests.catalog.demo import quillmere

RULE = '@id("{id}")\n@says("You must not.")\nforbid (principal, action == Action::"hold", resource);\n'
HOUSE = small_company(policies=(PolicyFile(path="policies/house.cedar", text=RULE.format(id="house")),))


def folder(tmp_path: Path, *, settings: str | None = None, **policies: str) -> Path:
    if settings is not None:
        (tmp_path / "company.yaml").write_text(settings, encoding="utf-8")
    for name, text in policies.items():
        (tmp_path / "policies").mkdir(exist_ok=True)
        (tmp_path / "policies" / f"{name}.cedar").write_text(text, encoding="utf-8")
    return tmp_path


def test_its_policies_take_the_place_of_the_companys(tmp_path: Path) -> None:
    candidate = load_candidate(folder(tmp_path, other=RULE.format(id="other")), HOUSE)
    assert "other" in candidate.book.rules
    assert "house" not in candidate.book.rules
    assert candidate.company.risk == HOUSE.risk


def test_its_thresholds_take_the_place_of_the_companys_and_the_rest_stays(tmp_path: Path) -> None:
    text = "risk: {manager_from: 10}\nfreezes:\n  - {name: Year end, from: 2026-12-28, until: 2027-01-03}\n"
    candidate = load_candidate(folder(tmp_path, settings=text), HOUSE)
    assert (candidate.company.risk.manager_from, candidate.company.risk.security_from) == (10, 70)
    assert [freeze.name for freeze in candidate.company.freezes] == ["Year end"]
    assert candidate.company.limits == HOUSE.limits
    assert candidate.company.people is HOUSE.people
    assert "house" in candidate.book.rules


def test_a_whole_company_folder_can_be_tried() -> None:
    from catalog.demo import demo_folder

    company = quillmere()
    assert set(load_candidate(demo_folder(), company).book.rules) > {"year-end-freeze-on-approvers"}


@pytest.mark.parametrize(
    ("settings", "policy", "said"),
    [
        ("risk: {manager_from: 80, security_from: 20}\n", None, ["company.yaml, line 1: risk: ", "must not be lower."]),
        ("limits:\n  requests_per_day: 0\n", None, ["company.yaml, line 2: limits.requests_per_day: "]),
        ("risk: [1]\n", None, ["company.yaml, line 1: risk: "]),
        ("risks: {manager_from: 80}\n", None, ["company.yaml, line 1: ", "did you mean `risk`?"]),
        ("- 1\n", None, ["company.yaml, line 1: "]),
        ("freezes: [{name: x, from: 2027-01-02, until: 2027-01-01}]\n", None, ["ends (2027-01-01) before it begins"]),
        ("a: [\n", None, ["company.yaml, line "]),
        ("", None, ["company.yaml, line 1: is empty"]),
        (None, "forbid (principal, action, resource) when { principal.shoes == 3 };", ["policies/new.cedar, line 1: @id is missing"]),
        (None, "nonsense", ["policies/new.cedar, line 1: this rule does not read as Cedar"]),
        (None, RULE.format(id="duration-ceiling"), ["policies/new.cedar, line 1: ", "is taken by shipped/"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_line_and_remedy(
    tmp_path: Path, settings: str | None, policy: str | None, said: list[str]
) -> None:
    where = folder(tmp_path, settings=settings, **({"new": policy} if policy else {}))
    with pytest.raises(PolicyInvalid) as wrong:
        load_candidate(where, NORTHLIGHT)
    assert str(wrong.value).startswith(str(tmp_path))
    for words in said:
        assert words in wrong.value.sentence
    assert all(str(one).endswith((".", "?")) for one in wrong.value.problems)
    assert not any(str(one).endswith("?.") for one in wrong.value.problems)


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_folder_with_nothing_to_try_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoCandidate, match="name a folder with the policies or thresholds to try"):
        load_candidate(tmp_path / name, NORTHLIGHT)
