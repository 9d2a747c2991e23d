"""The picker finds what was meant, and only what the person may see."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.demo import demo_folder
from catalog.load import load_company
from catalog.model import Company
from catalog.search import CatalogSearch, search
from tests.catalog.folder import FILES, changed, write_folder
from tests.depth import examples

DEMO = demo_folder()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    holdings = FILES["holdings.csv"] + "ines.holt,ledger/books:view,,,,\nper.dahl,ledger/books:view,,,,\n"
    return load_company(write_folder(tmp_path_factory.mktemp("company"), {"holdings.csv": holdings}))


def ids(company: Company, person: str, query: str, limit: int = 20) -> list[str]:
    return [place.entitlement.id for place in search(company, company.people[person], query, limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sales rep", "warehouse/sales:read"),
        ("viewer", "warehouse/sales:read"),
        ("dwh look", "warehouse/sales:read"),
        ("approve sales", "warehouse/sales:approve"),
        ("warehouse/sales:approve", "warehouse/sales:approve"),
        ("bookkeper", "ledger/books:post"),
        ("LEDGER réader", "ledger/books:view"),
        ("export", "warehouse/sales:read"),
        ("please post", "ledger/books:post"),
    ],
)
def test_the_wanted_entitlement_comes_first(company: Company, query: str, first: str) -> None:
    assert ids(company, "mara.lind", query)[0] == first


def test_nobody_finds_what_they_may_not_see(company: Company) -> None:
    assert "warehouse/sales:approve" not in ids(company, "jon.bell", "approver")
    assert "warehouse/sales:approve" not in ids(company, "jon.bell", "")


def test_words_that_fit_nothing_find_nothing(company: Company) -> None:
    assert ids(company, "mara.lind", "zzzz") == []


def test_all_words_must_fit_when_something_fits_them_all(company: Company) -> None:
    assert ids(company, "mara.lind", "books reader") == ["ledger/books:view"]


def test_nothing_typed_gives_what_others_hold_most_and_what_one_holds_last(company: Company) -> None:
    assert ids(company, "jon.bell", "")[0] == "ledger/books:view"
    assert ids(company, "jon.bell", "  ")[-1] == "warehouse/sales:read"


def test_the_limit_is_kept(company: Company) -> None:
    assert len(ids(company, "mara.lind", "", 2)) == 2
    assert len(ids(company, "mara.lind", "e", 1)) == 1


def test_two_companies_do_not_share_an_index(company: Company, tmp_path: Path) -> None:
    other = load_company(
        write_folder(tmp_path, changed("catalog/ledger.yaml", "name: Bookkeeper", "name: Scribe"))
    )
    assert ids(other, "mara.lind", "scribe") == ["ledger/books:post"]
    assert ids(company, "mara.lind", "scribe") == []


@settings(max_examples=examples(150), deadline=None)
@given(query=st.text(max_size=30), data=st.data())
def test_whatever_is_typed_only_visible_entitlements_come_back_each_once(
    query: str, data: st.DataObject
) -> None:
    demo = _demo()
    person = data.draw(st.sampled_from(sorted(demo[0].people)))
    found = demo[1].find(demo[0].people[person], query, 50)
    visible = {place.entitlement.id for place in demo[0].visible_to(demo[0].people[person])}
    answer = [place.entitlement.id for place in found]
    assert set(answer) <= visible
    assert len(set(answer)) == len(answer) <= 50


_kept: list[tuple[Company, CatalogSearch]] = []


def _demo() -> tuple[Company, CatalogSearch]:
    if not _kept:
        company = load_company(DEMO)
        _kept.append((company, CatalogSearch(company)))
    return _kept[0]
