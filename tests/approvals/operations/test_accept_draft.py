"""Accepting a draft: who may, what moves, what the log keeps, and that nothing half happens."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.log.verify import verify
from approvals.operations import accept_draft as module
from approvals.operations.accept_draft import accept_draft
from approvals.policy.drafts import Draft, draft_of
from approvals.store.tables import LogRow
from catalog.model import Company
from tests.approvals.company import small_company, small_people
from tests.approvals.policy.test_drafts import ANSWER


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return small_company(folder=tmp_path)


@pytest.fixture
def draft(company: Company) -> Draft:
    made = draft_of(ANSWER, company, words="interns may hold nothing", engine="m", on=date(2026, 12, 1))
    (company.folder / "drafts").mkdir()
    (company.folder / made.path).write_text(made.text, encoding="utf-8")
    return made


async def entries(desk: Desk) -> list[LogRow]:
    async with desk.store.reading() as session:
        return list((await session.exec(select(LogRow))).all())


@pytest.mark.parametrize("by", ["ida.berg", "greta.lund"])
async def test_an_admin_or_security_takes_it_in_and_the_log_says_so(
    desk: Desk, company: Company, draft: Draft, by: str
) -> None:
    path = await accept_draft(desk.store, company, draft, by=by)

    assert path == "policies/no-interns.cedar"
    assert (company.folder / path).read_text(encoding="utf-8") == draft.text
    assert not (company.folder / draft.path).exists()
    (entry,) = await entries(desk)
    assert (entry.kind, entry.actor) == ("policy.accepted", by)
    data = json.loads(entry.data)
    assert data["text_sha256"] == hashlib.sha256(draft.text.encode()).hexdigest()
    assert (data["words"], data["rule"], data["mode"]) == (
        "interns may hold nothing",
        "no-interns",
        "observe",
    )
    assert entry.policy_version != desk.policies.version
    assert (await verify(desk.store)).whole


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("lena.osei", "Lena Osei is neither an IAM admin nor of Security, so cannot accept a rule; ask ida.berg."),
        ("fay.moss", "neither an IAM admin nor of Security"),
        ("nobody", "nobody is nobody in people.csv"),
        ("nils.aker", "Nils Aker does not work here at present"),
    ],
)  # fmt: skip
async def test_nobody_else_does(desk: Desk, company: Company, draft: Draft, by: str, said: str) -> None:
    people = small_people()
    people["nils.aker"] = people["nils.aker"].model_copy(update={"ends": date(2026, 11, 30)})
    with pytest.raises(NotAllowed) as refused:
        await accept_draft(desk.store, company.model_copy(update={"people": people}), draft, by=by)
    assert said in refused.value.sentence
    assert (company.folder / draft.path).exists()
    assert await entries(desk) == []


async def test_a_policy_of_that_name_is_not_replaced(desk: Desk, company: Company, draft: Draft) -> None:
    (company.folder / "policies").mkdir()
    (company.folder / "policies" / "no-interns.cedar").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        await accept_draft(desk.store, company, draft, by="ida.berg")
    assert (company.folder / "policies" / "no-interns.cedar").read_text(encoding="utf-8") == "mine"
    assert (company.folder / draft.path).exists()
    assert await entries(desk) == []


async def test_what_cannot_be_logged_is_not_moved(
    desk: Desk, company: Company, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unsayable:
        kind = "policy.accepted"
        data = object()

    monkeypatch.setattr(module, "Entry", lambda **_: Unsayable())
    with pytest.raises(TypeError):
        await accept_draft(desk.store, company, draft, by="ida.berg")
    assert not (company.folder / "policies" / "no-interns.cedar").exists()
    assert (company.folder / draft.path).exists()
    assert await entries(desk) == []


async def test_what_was_checked_is_what_is_accepted(desk: Desk, company: Company, draft: Draft) -> None:
    (company.folder / draft.path).write_text("permit (principal, action, resource);", encoding="utf-8")
    path = await accept_draft(desk.store, company, draft, by="ida.berg")
    assert (company.folder / path).read_text(encoding="utf-8") == draft.text
