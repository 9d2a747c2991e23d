"""A variable of a system that this company does not have is refused, with the one that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import BadSetting
from bot.system_settings import refuse_unheeded
from catalog.load import load_company
from catalog.model import Company
from tests.catalog.folder import FILES, write_folder

SETTINGS = """\
sign_ins:
  feeds:
    - {provider: okta, url: "https://tern.okta.example", token_env: USHER_FEED_OKTA}
  unlock: {provider: okta, url: "https://tern.okta.example", token_env: USHER_UNLOCK_OKTA}
tickets: {kind: webhook, url: "https://tickets.example", incoming_env: USHER_TICKETS_INCOMING}
"""


def company(folder: Path, settings: str = SETTINGS) -> Company:
    return load_company(write_folder(folder, {"company.yaml": FILES["company.yaml"] + settings}))


def test_what_the_company_names_is_taken(tmp_path: Path) -> None:
    names = (
        "USHER_SCIM_URL", "USHER_SCIM_TOKEN_WAREHOUSE", "USHER_WEBHOOK_SECRET_LEDGER", "USHER_FEED_OKTA",
        "USHER_UNLOCK_OKTA", "USHER_TICKETS_SECRET", "USHER_TICKETS_INCOMING", "PATH",
    )  # fmt: skip
    refuse_unheeded(dict.fromkeys(names, "x"), company(tmp_path))


def test_what_is_empty_counts_as_not_set(tmp_path: Path) -> None:
    refuse_unheeded({"USHER_SCIM_TOKEN_NOSUCH": " ", "USHER_FEED_X": ""}, company(tmp_path))


def test_a_secret_may_stand_ready_for_what_company_yaml_will_switch_on(tmp_path: Path) -> None:
    refuse_unheeded({"USHER_UNLOCK_TOKEN": "x", "USHER_TICKETS_SECRET": "x"}, company(tmp_path, ""))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("USHER_SCIM_TOKEN_WAREHOSE", "names no system of the catalog; did you mean USHER_SCIM_TOKEN_WAREHOUSE?"),
        ("USHER_SCIM_URL_PAYROLL", "names no system of the catalog; correct the name, or take it away."),
        ("USHER_FEED_OTKA", "is named by no feed in company.yaml; did you mean USHER_FEED_OKTA?"),
        ("USHER_TICKETS_SECRETS", "is not named under `tickets` in company.yaml; did you mean USHER_TICKETS_SECRET?"),
        ("USHER_UNLOCK_X", "is not named under `sign_ins.unlock` in company.yaml; correct the name, or take it away."),
    ],
)  # fmt: skip
def test_what_nothing_reads_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(BadSetting) as refused:
        refuse_unheeded({name: "hush"}, company(tmp_path))

    assert str(refused.value) == f"{name} {sentence}"
