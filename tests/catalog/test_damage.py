"""Whatever happens to the bytes of a folder, people meet a `CompanyInvalid` in single lines and nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.load import load_company
from catalog.problems import CompanyInvalid
from catalog.reading.yaml_text import read_yaml
from tests.catalog.folder import FILES, write_folder
from tests.depth import examples

_PIECES = ["\t", "  ", "\n", ":", "- ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "!!int ", "'", '"', "#", ",", ";", "=", "null", "1e999", "-1", "true", "\x00", "\ufeff", "é", "P0D", "P9999999999Y", "\U0001f600", "%", "|", ">", "? ", "---\n", "...", "9" * 30]  # fmt: skip
_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
_SETTINGS = settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def taken_or_refused(changes: dict[str, str | bytes | None]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_folder(Path(name), changes)
        try:
            load_company(folder)
        except CompanyInvalid as error:
            refused = error
        else:
            return
    told = [str(refused), *map(str, refused.problems)]
    assert refused.problems
    assert [text for text in told if "\n" in text] == []


@_SETTINGS
@given(st.sampled_from(sorted(FILES)), st.data())
def test_damaged_text_is_refused_or_read(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + data.draw(st.sampled_from(_PIECES) | st.text(max_size=3)) + text[end:]
    taken_or_refused({name: text.encode("utf-8", "surrogatepass")})


@_SETTINGS
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=6), st.integers(0, 400))
def test_damaged_bytes_are_refused_or_read(name: str, junk: bytes, at: int) -> None:
    raw = FILES[name].encode()
    taken_or_refused({name: raw[:at] + junk + raw[at + len(junk) :]})


@_SETTINGS
@given(st.sampled_from([name for name in sorted(FILES) if name.endswith(".yaml")]), _ANYTHING, st.data())
def test_any_value_in_any_place_is_refused_or_read(name: str, value: Any, data: st.DataObject) -> None:
    document = yaml.safe_load(FILES[name])
    here = document
    while True:
        keys: list[Any] = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = data.draw(st.sampled_from(keys))
        inner = here[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            here[key] = value
            break
        here = inner
    taken_or_refused({name: yaml.safe_dump(document, allow_unicode=True)})


@settings(max_examples=examples(200), deadline=None)
@given(st.recursive(st.text(max_size=12), lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=8).filter(lambda k: k != "<<"), x, max_size=3)))  # fmt: skip
def test_text_written_as_yaml_in_quotes_is_read_back_as_it_was(value: Any) -> None:
    problems: list[Any] = []
    text = yaml.dump(value, default_style='"', allow_unicode=False)
    located = read_yaml("x.yaml", text, problems)
    assert problems == []
    assert located is not None
    assert located.data == value
