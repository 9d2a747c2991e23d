"""Where the key of the one-time codes comes from, and what is refused at the start."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from approvals.step_up.vault import new_key
from bot.keys import vault_for
from bot.settings import BadSetting, Settings, read_settings


def settings(database: str, **more: str) -> Settings:
    return read_settings({"USHER_DATABASE_URL": database} | more)


def test_a_key_that_is_set_is_used_everywhere() -> None:
    old, new = new_key(), new_key()
    before = vault_for(settings("postgresql://db/usher", USHER_SECRET_KEY=old), wanted=True)
    after = vault_for(settings("sqlite:///x.db", USHER_SECRET_KEY=f"{new}, {old}"), wanted=False)
    assert before is not None
    assert after is not None
    assert after.open(before.seal("x")) == "x"


def test_sqlite_gets_a_key_file_of_its_own_only_where_codes_are_asked_for(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path / 'usher.db'}", tmp_path / "usher.db.key"
    assert vault_for(settings(url), wanted=False) is None
    assert not file.exists()
    first, second = (vault_for(settings(url), wanted=True) for _ in range(2))
    assert first is not None
    assert second is not None
    assert second.open(first.seal("x")) == "x"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_postgresql_needs_one_to_be_set() -> None:
    assert vault_for(settings("postgresql://db/usher"), wanted=False) is None
    with pytest.raises(
        BadSetting, match="USHER_SECRET_KEY is not set; make one with `openssl rand -base64 32`"
    ):
        vault_for(settings("postgresql://db/usher"), wanted=True)


def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as refused:
        vault_for(settings("sqlite:///x.db", USHER_SECRET_KEY="correct horse"), wanted=True)
    assert "USHER_SECRET_KEY cannot be used" in str(refused.value)
    assert "horse" not in str(refused.value)
    (tmp_path / "usher.db.key").write_text("not a key")
    with pytest.raises(BadSetting, match="cannot be read or made"):
        vault_for(settings(f"sqlite:///{tmp_path / 'usher.db'}"), wanted=True)
    with pytest.raises(BadSetting, match="cannot be read or made"):
        vault_for(settings(f"sqlite:///{tmp_path / 'nowhere' / 'usher.db'}"), wanted=True)
