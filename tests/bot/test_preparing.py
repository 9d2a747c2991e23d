"""What is wrong on the machine itself is found before anybody else is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.preparing import prepare
from bot.settings import BadSetting, read_settings
from tests.approvals.company import northlight


def prepared(folder: Path, **changes: str) -> None:
    around = {"USHER_DATABASE_URL": f"sqlite:///{folder / 'usher.db'}", "USHER_SECRET_KEY": "A" * 43 + "="}
    prepare(read_settings(around | changes), northlight(), {})


def test_a_machine_on_which_all_is_well_gets_its_database(tmp_path: Path) -> None:
    prepared(
        tmp_path,
        USHER_RISK_REGISTRY=str(tmp_path / "later" / "models"),
        USHER_SIGNINS_MODEL=str(tmp_path / "later" / "signins.json"),
    )

    assert (tmp_path / "usher.db").exists()
    assert not (tmp_path / "later").exists()


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        ("USHER_RISK_REGISTRY", "file", "which is no folder; set it to the path of a folder for risk models."),
        ("USHER_RISK_REGISTRY", "file/models", "is no folder; set it to the path of a folder for risk models."),
        ("USHER_SIGNINS_MODEL", "", "which is a folder; set it to the path of a file for the model of sign-ins."),
        ("USHER_SIGNINS_MODEL", "file/x.json", "is no folder; set it to the path of a file for the model of sign-ins."),
    ],
)  # fmt: skip
def test_a_path_that_leads_to_something_else_is_refused(
    tmp_path: Path, name: str, path: str, words: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting) as refused:
        prepared(tmp_path, **{name: str(tmp_path / path)})

    assert str(refused.value).startswith(f"{name} is {tmp_path / path}, ")
    assert str(refused.value).endswith(words)
    assert not (tmp_path / "usher.db").exists(), "nothing has been begun"
