"""The register and its models as files in a folder: written whole or not at all, and refused when altered.

`registry.json` holds the register under a hash of its own, `models/<id>.json` one sealed model each. Writers take
turns by a lock on the folder; a reader always finds either the old register or the new one.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import ValidationError

from approvals.errors import BadInput
from approvals.log.entry import canonical
from approvals.risk.model.trained import TrainedModel, load_model, save_model
from approvals.risk.registry.register import Register

NAME, MODELS = "registry.json", "models"
_REMEDY = "put the last good file back, or move the folder away and train again"


class RegistryInvalid(BadInput):
    """The register may not be used; the last good model stays in force, and without one the scorecard decides."""


class Folder:
    """Where a company's models are."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def file(self) -> Path:
        """The register's file."""
        return self.path / NAME

    def model_file(self, id: str) -> Path:
        """Where the model with that id is."""
        return self.path / MODELS / f"{id}.json"

    def read(self) -> Register:
        """The register; an empty one where there is none yet. Raises RegistryInvalid."""
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            return Register()
        except OSError as error:
            reason = (error.strerror or "cannot be read").lower()
            raise RegistryInvalid(f"{self.file}: {reason}; make it readable for Usher.") from None
        return self._checked(data)

    def load(self, id: str) -> TrainedModel:
        """The model with that id, if its file is the one that was sealed. Raises ModelInvalid."""
        return load_model(self.model_file(id), seal=id)

    def keep(self, model: TrainedModel) -> str:
        """Writes the model into the folder and returns its id. Raises RegistryInvalid."""
        try:
            (self.path / MODELS).mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.path / MODELS, suffix=".part", delete=False) as part:
                written = Path(part.name)
            try:
                id = save_model(model, written)
                written.chmod(0o644)
                written.replace(self.model_file(id))
            finally:
                written.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from None
        return id

    def write(self, register: Register) -> None:
        """Replaces the register, whole. Only inside `changing`."""
        content = register.model_dump(mode="json")
        text = json.dumps({"hash": _hash(content), "registry": content}, ensure_ascii=False, indent=1)
        self._replace(text.encode())

    @contextmanager
    def changing(self) -> Iterator[Register]:
        """The register, while nobody else changes it; what went wrong later is undone. Raises RegistryInvalid."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / ".lock").open("w")
        except OSError as error:
            raise self._unwritable(error) from None
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            before = self.read()
            data = self.file.read_bytes() if self.file.exists() else None
            try:
                yield before
            except BaseException:
                if data is None:
                    self.file.unlink(missing_ok=True)
                else:
                    self._replace(data)
                raise

    def _replace(self, data: bytes) -> None:
        part = self.path / f"{NAME}.part"
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.file)

    def _checked(self, data: bytes) -> Register:
        try:
            outer = json.loads(data.decode("utf-8"))
            content, own = outer["registry"], outer["hash"]
            known = _hash(content)
        except json.JSONDecodeError as error:
            raise RegistryInvalid(f"{self.file}, line {error.lineno}: is not JSON; {_REMEDY}.") from None
        except (UnicodeDecodeError, KeyError, TypeError, RecursionError):
            raise RegistryInvalid(f"{self.file}: is not a register of risk models; {_REMEDY}.") from None
        if known != own:
            raise RegistryInvalid(f"{self.file}: was altered, its hash no longer fits; {_REMEDY}.")
        try:
            register = Register.model_validate_json(canonical(content))
        except ValidationError:
            raise RegistryInvalid(f"{self.file}: was written by another version; {_REMEDY}.") from None
        if (fault := register.fault) is not None:
            raise RegistryInvalid(f"{self.file}: was altered, {fault}; {_REMEDY}.")
        return register

    def _unwritable(self, error: OSError) -> RegistryInvalid:
        reason = (error.strerror or type(error).__name__).lower()
        return RegistryInvalid(
            f"{self.path}: {reason}; name a folder Usher may write to with --registry or USHER_RISK_REGISTRY."
        )


def _hash(content: object) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()
