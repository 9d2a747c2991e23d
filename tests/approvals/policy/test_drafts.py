"""A draft is one rule that forbids and observes; whatever else an engine or a hand makes of it is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from approvals.model import PolicyAnswer
from approvals.policy.book import PolicyBook
from approvals.policy.drafts import Draft, NotADraft, accepted, draft_in, draft_of
from approvals.policy.problems import PolicyInvalid
from catalog.model import Company, PolicyFile
from tests.approvals.company import small_company
from tests.approvals.policy.asking import facts

CEDAR = 'forbid (principal, action == Action::"hold", resource)\nwhen { principal.employment == "intern" };'
ANSWER = {"cannot": None, "id": "no-interns", "says": 'You must be "more" than an\nintern.', "needs": None, "cedar": CEDAR}  # fmt: skip


def made(company: Company | None = None, **changes: Any) -> Draft:
    return draft_of(
        ANSWER | changes,
        company or small_company(),
        words="interns may\nhold nothing",
        engine="openai:m, policy/v1",
        on=date(2026, 12, 1),
    )


def test_a_draft_observes_and_says_who_asked_for_it() -> None:
    assert made().text == (
        "// Asked for in these words: interns may hold nothing\n"
        "// Drafted by openai:m, policy/v1, 2026-12-01\n"
        '@mode("observe")\n'
        '@id("no-interns")\n'
        '@says("You must be \\"more\\" than an intern.")\n'
        f"{CEDAR}\n"
    )


def test_its_file_decides_nothing_and_its_effect_can_be_seen() -> None:
    company, draft = small_company(), made()
    intern = facts(person="jo.park")

    observing = accepted(draft, company).decide(intern)
    assert observing.answer is PolicyAnswer.GRANTED
    assert [reason.policy for reason in observing.observed] == ["no-interns"]
    deciding = draft.deciding(company).book.decide(intern)
    assert [(reason.policy, reason.says) for reason in deciding.reasons] == [
        ("no-interns", 'You must be "more" than an intern.')
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "No Interns"}, "id must be two to six lower-case words"),
        ({"id": "../policies/x"}, "id must be"),
        ({"id": None}, "id must be"),
        ({"id": "a-" * 9 + "a" * 60}, "id must be"),
        ({"id": "duration-ceiling"}, "is taken by shipped/"),
        ({"says": " "}, "says must be one sentence"),
        ({"says": "x" * 700}, "at most 600 characters"),
        ({"says": "You must ask {everybody}."}, "@says uses {everybody}"),
        ({"needs": "king"}, "@needs must be one of manager, owner, security"),
        ({"needs": "manager"}, "can never be met"),
        ({"needs": ["manager"]}, "needs must be"),
        ({"cedar": ""}, "cedar must be one rule"),
        ({"cedar": "forbid"}, "does not read as Cedar"),
        ({"cedar": CEDAR.replace("employment", "shoes")}, "shoes"),
        (
            {"cedar": CEDAR.replace("resource)", 'resource in System::"datalake")')},
            'cedar names System::"datalake", which the company does not have',
        ),
        (
            {
                "cedar": CEDAR.replace(
                    "employment ==", 'manager == Person::"tim" || principal.employment =='
                ).replace("when {", "when { principal has manager &&")
            },
            'Person::"tim"',
        ),
        ({"cedar": CEDAR + CEDAR}, "cedar holds 2 rules"),
        ({"cedar": '@mode("enforce")\n' + CEDAR}, "cedar holds annotations"),
        ({"cedar": "// nothing"}, "cedar holds 0 rules"),
    ],
)
def test_what_can_be_mended_is_said(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(PolicyInvalid) as wrong:
        made(**changes)
    assert said in wrong.value.sentence
    assert wrong.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "cedar",
    [
        CEDAR.replace("forbid", "permit"),
        CEDAR + 'permit (principal, action == Action::"hold", resource);',
        '@opens("duration-ceiling")\n@reason("x")\n' + CEDAR.replace("forbid", "permit"),
        '@opens("duration-ceiling")\n' + CEDAR,
        CEDAR.replace('Action::"hold"', 'Action::"approve"'),
        CEDAR.replace('action == Action::"hold"', "action"),
        CEDAR.replace('action == Action::"hold"', 'action in [Action::"hold", Action::"approve"]'),
    ],
)
def test_what_permits_opens_or_is_about_deciding_is_no_draft(cedar: str) -> None:
    with pytest.raises(NotADraft) as wrong:
        made(cedar=cedar)
    assert str(wrong.value).endswith(".")


def test_words_and_sentences_cannot_leave_their_line() -> None:
    sneaky = draft_of(
        ANSWER | {"says": 'You must not.")\npermit (principal, action, resource);//'},
        small_company(),
        words="x\n\u2028permit (principal, action, resource);\r\nforbid",
        engine="m\npermit",
        on=date(2026, 12, 1),
    )
    book = PolicyBook.load(small_company(policies=(PolicyFile(path="policies/x.cedar", text=sneaky.text),)))
    assert [rule.id for rule in book.rules.values() if not rule.ours] == ["no-interns"]


def test_words_that_look_like_the_mark_do_not_hide_the_effect() -> None:
    draft = draft_of(
        ANSWER, small_company(), words='no interns @mode("observe")', engine="m", on=date(2026, 12, 1)
    )
    decided = draft.deciding(small_company()).book.decide(facts(person="jo.park"))
    assert decided.answer is PolicyAnswer.REFUSED


def test_a_draft_comes_back_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    draft = made()
    (tmp_path / draft.path).write_text(draft.text, encoding="utf-8")
    assert draft_in(tmp_path, "no-interns") == draft


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("@mode", "// @mode"), "put @mode"),
        (("// Asked", "// Told"), "does not begin with the words"),
        (('@id("no-interns")', '@id("others")'), "must hold the one rule"),
        (("employment", "shoes"), "shoes"),
        (('@mode("observe")\n', ""), "put @mode"),
        (("forbid", 'permit (principal, action, resource);\n@id("b")\n@says("x")\nforbid'), "only permit what it says it opens"),
    ],
)  # fmt: skip
def test_a_draft_that_was_spoilt_by_hand_is_refused(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    (tmp_path / "drafts").mkdir()
    draft = made()
    (tmp_path / draft.path).write_text(draft.text.replace(*change), encoding="utf-8")
    with pytest.raises((NotADraft, PolicyInvalid)) as wrong:
        draft_in(tmp_path, "no-interns")
    assert said in str(wrong.value)


@pytest.mark.parametrize("id", ["../x", "none", "a/b", ""])
def test_no_file_is_no_draft(tmp_path: Path, id: str) -> None:
    with pytest.raises(FileNotFoundError):
        draft_in(tmp_path, id)


def test_an_id_that_waits_already_is_taken(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "no-interns.cedar").write_text("", encoding="utf-8")
    with pytest.raises(PolicyInvalid, match=r"is taken by drafts/no-interns\.cedar"):
        made(small_company(folder=tmp_path))
