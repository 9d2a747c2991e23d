"""Where the key comes from that the secrets of one-time codes are sealed with: the environment, or a file beside the database."""

from __future__ import annotations

from pathlib import Path

from approvals.step_up.vault import BadKey, Vault, key_in
from approvals.store.engine import database_url
from bot.settings import BadSetting, Settings

_MAKE_ONE = "make one with `openssl rand -base64 32`"


def vault_for(settings: Settings, *, wanted: bool) -> Vault | None:
    """The vault; None where no approval asks for codes, unless a key is set. Raises BadSetting, BadDatabaseUrl."""
    if settings.secret_key is not None:
        try:
            return Vault(*settings.secret_key.get_secret_value().split(","))
        except BadKey:
            raise BadSetting(f"USHER_SECRET_KEY cannot be used; {_MAKE_ONE}.") from None
    if not wanted:
        return None
    url = database_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        raise BadSetting(
            f"Approvals ask for one-time codes, and USHER_SECRET_KEY is not set; {_MAKE_ONE}, and give it to every process."
        )
    file = Path(f"{url.database}.key")
    try:
        return Vault(key_in(file))
    except (OSError, ValueError) as trouble:
        raise BadSetting(
            f"The key of the one-time codes, {file}, cannot be read or made ({type(trouble).__name__}); mend that, or set USHER_SECRET_KEY."
        ) from trouble
