"""Register and decision log tell of the same acts, or it is said which of them does not know of what."""

from __future__ import annotations

from pathlib import Path

from approvals.risk.registry.entries import KINDS, entry_of
from approvals.risk.registry.files import Folder
from approvals.risk.registry.register import Act, Register
from approvals.risk.registry.told_in_log import LoggedAct, differences
from tests.approvals.company import NOW, small_company
from tests.approvals.risk.registry.tiny import kept


def logged(number: int, act: Act) -> LoggedAct:
    entry = entry_of(act, small_company(), policy_version="1")
    return LoggedAct(
        seq=number, at=act.at, kind=entry.kind, by=act.by, model=act.model, act=str(entry.data["act"])
    )


def acted(path: Path) -> Register:
    """Promoted by Greta, then stepped down by Usher."""
    folder = Folder(path)
    id = kept(folder)
    return folder.read().promoted(id, by="greta.lund", now=NOW).stepped_down("It drifted.", now=NOW)


def test_the_same_acts_are_no_difference_and_training_is_not_missed(tmp_path: Path) -> None:
    register = acted(tmp_path)
    assert differences(register, [logged(n, act) for n, act in enumerate(register.acts[1:], 1)]) == []
    assert differences(Register(), []) == []


def test_an_act_the_log_does_not_have_is_named(tmp_path: Path) -> None:
    register = acted(tmp_path)
    (said,) = differences(register, [logged(1, register.acts[2])])
    assert said.startswith("Act 2 of the register, the promotion of model ")
    assert "by greta.lund" in said
    assert "is not in the decision log" in said


def test_an_entry_the_register_does_not_have_is_named(tmp_path: Path) -> None:
    register = acted(tmp_path)
    entries = [logged(n, act) for n, act in enumerate(register.acts[1:], 7)]
    older = register.model_copy(update={"acts": register.acts[:2]})
    (said,) = differences(older, entries)
    assert said.startswith("Entry 8 of the decision log, the step down by usher")
    assert "is not in the register" in said
    odd = LoggedAct(seq=1, at="then", kind=next(iter(KINDS.values())), by="usher", model=None, act="")
    assert len(differences(older, [odd])) == 2
