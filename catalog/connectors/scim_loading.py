"""Has the SCIM library load in half the time; called before the first import of it, wherever that may be.

Its models describe their fields in docstrings. To find those, pydantic goes up the stack for each model and asks
`inspect.getmodule` whose frame that is (before Python 3.13). The frames of `import` itself are in no file, and for each
of them `inspect` looks through all modules that are loaded, of which a running Usher has thousands.
"""

from __future__ import annotations

import inspect
import os

_IMPORTING = ("importlib._bootstrap", "importlib._bootstrap_external")


def before_scim() -> None:
    """Tells `inspect` where the frames of `import` belong: its own notes of that are by file name."""
    notes = getattr(inspect, "modulesbyfile", None)
    if isinstance(notes, dict):
        for name in _IMPORTING:
            notes.setdefault(os.path.normcase(os.path.abspath(f"<frozen {name}>")), name)
