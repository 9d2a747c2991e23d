from __future__ import annotations

import inspect
import sys
from types import FrameType

import pytest

from catalog.connectors.scim_loading import before_scim


def importing() -> list[FrameType]:
    """The frames of `import` while something is imported."""
    seen: list[FrameType] = []

    class Watching:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            frame = sys._getframe(1)
            while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
                seen.append(frame)
                frame = frame.f_back

    watching = Watching()
    sys.meta_path.insert(0, watching)  # type: ignore[arg-type]
    try:
        with pytest.raises(ModuleNotFoundError):
            __import__("no_module_of_that_name")
    finally:
        sys.meta_path.remove(watching)  # type: ignore[arg-type]
    return seen


def test_whose_the_frames_of_an_import_are_is_known_without_looking_through_all_modules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames = importing()
    assert frames
    before_scim()
    looked_at = [frame for frame in frames if looked_through(frame, monkeypatch)]
    assert looked_at == []


def looked_through(frame: FrameType, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether `inspect` has a look at the modules to answer."""
    asked: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(sys, "modules", Noted(sys.modules, asked))
        inspect.getmodule(frame)
    return bool(asked)


class Noted(dict[str, object]):
    """All modules, and whether somebody went through them."""

    def __init__(self, modules: dict[str, object], asked: list[object]) -> None:
        super().__init__(modules)
        self._asked = asked

    def copy(self) -> dict[str, object]:
        self._asked.append(self)
        return dict(self)
