"""What is sealed cannot be read or made without the key; a key file is made once and is its owner's."""

from __future__ import annotations

import stat
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from approvals.step_up.vault import BadKey, Unreadable, Vault, key_in, new_key


def test_what_is_sealed_opens_with_the_same_key_only() -> None:
    key = new_key()
    sealed = Vault(key).seal("JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert Vault(key).open(sealed) == "JBSWY3DP"
    with pytest.raises(Unreadable):
        Vault(new_key()).open(sealed)
    for broken in ("", sealed[:-4], sealed.replace(sealed[30], "A" if sealed[30] != "A" else "B", 1), "ü"):
        with pytest.raises(Unreadable):
            Vault(key).open(broken)


def test_a_new_key_in_front_opens_what_the_old_one_sealed() -> None:
    old, new = new_key(), new_key()
    sealed = Vault(old).seal("x")
    assert Vault(new, old).open(sealed) == "x"
    with pytest.raises(Unreadable):
        Vault(old).open(Vault(new, old).seal("x"))


def test_a_secret_is_no_ticket() -> None:
    vault = Vault(new_key())
    assert vault.read_ticket(vault.ticket("it_1", "manager")) == ["it_1", "manager"]
    for other in (vault.seal("JBSWY3DP"), vault.seal('["a"]'), "nothing"):
        with pytest.raises(Unreadable):
            vault.read_ticket(other)


def test_what_openssl_prints_is_a_key() -> None:
    key = b64encode(bytes(range(220, 252))).decode()
    assert "+" in key or "/" in key
    assert Vault(key).open(Vault(key).seal("x")) == "x"


@pytest.mark.parametrize("key", ["", "short", "ü" * 44, "A" * 44])
def test_what_is_no_key_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(BadKey) as refused:
        Vault(key)
    assert not key or key not in str(refused.value)


def test_without_a_key_there_is_no_vault() -> None:
    with pytest.raises(BadKey):
        Vault()


def test_processes_that_start_together_share_one_key_file(tmp_path: Path) -> None:
    file = tmp_path / "usher.db.key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: key_in(file), range(8)))
    assert len(keys) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]
    Vault(*keys)
