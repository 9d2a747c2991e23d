"""The two companies: where they are, what their providers are called, and who has a login of another form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.eval.lockouts.writing import (
    calder_access,
    calder_clouds,
    calder_directories,
    calder_mixed,
    calder_seldom,
    calder_unsure,
    nordhavn_entra,
    nordhavn_mixed,
    nordhavn_seldom,
    nordhavn_unsure,
    nordhavn_windows,
)
from tests.eval.lockouts.writing.calder_sign_ins import CALDER
from tests.eval.lockouts.writing.nordhavn_portal import NORDHAVN
from tests.eval.lockouts.writing.story import Stories
from tests.eval.lockouts.writing.world import Office, Site, people_of

HERE = Path(__file__).parents[1]
# Importing a module of stories is what adds them, in the order of these imports.
PARTS = (
    calder_access,
    calder_clouds,
    calder_directories,
    calder_mixed,
    calder_seldom,
    calder_unsure,
    nordhavn_entra,
    nordhavn_mixed,
    nordhavn_seldom,
    nordhavn_unsure,
    nordhavn_windows,
)

_CALDER_SITES = {
    "Bristol": Site("Bristol", "Bristol", "GB", "United Kingdom", 51.4545, -2.5879, "192.0.2", 64496, "Avon Fibre", "avonfibre.example"),
    "Montréal": Site("Montréal", "Quebec", "CA", "Canada", 45.5019, -73.5674, "198.51.100", 64497, "Laurentide Télécom", "laurentide.example", "10.30.4"),
    "Wellington": Site("Wellington", "Wellington", "NZ", "New Zealand", -41.2866, 174.7756, "203.0.113", 64498, "Cook Strait Net", "cookstrait.example", "10.40.4"),
    "home": Site("", "", "", "", 0, 0, "198.51.100", 64502, "Hearth Broadband", "hearth.example"),
}  # fmt: skip
_NORDHAVN_SITES = {
    "Nordhavn": Site("Nordhavn", "Vestland", "NO", "Norway", 60.794, 5.013, "192.0.2", 64503, "Fjordnett", "fjordnett.example", "10.61.2"),
    "Gdańsk": Site("Gdańsk", "Pomorskie", "PL", "Poland", 54.352, 18.6466, "203.0.113", 64504, "Bałtyk Telekom", "baltyktelekom.example", "10.62.2"),
    "home": Site("", "", "", "", 0, 0, "198.51.100", 64505, "Heimnett", "heimnett.example"),
}  # fmt: skip


@dataclass(frozen=True)
class Company:
    """One company with its stories."""

    office: Callable[[], Office]
    stories: Stories
    silent: frozenset[str]
    """People who have no ordinary days."""
    strange: tuple[str, ...]
    """People who get events of types nobody knows."""


def calder() -> Office:
    """An animation studio: Okta Classic for applications, Google for mail, AWS for the farm, Duo for the VPN."""
    logins = {"nwhitlock": {"entra": "nadia.hale@caldervoss.example"}}
    return Office("caldervoss", HERE / "caldervoss", "Calder & Voss", "studio.caldervoss.example", "STUDIO", ("CVDC01.studio.caldervoss.example", "CVDC02.studio.caldervoss.example"), "7d0b9f52-3a0e-4f64-9b1d-5c2a8f3e6d11", _CALDER_SITES, people_of(HERE / "caldervoss", _CALDER_SITES, logins, "id", "CVWS"), raw_windows=False, graph_entra=False)  # fmt: skip


def nordhavn() -> Office:
    """A shipyard: Entra and Windows for everybody, Okta's Identity Engine for the supplier portal."""
    logins = {"nv1038": {"entra": "line.haavik.moen@nordhavn.example"}}
    return Office("nordhavn", HERE / "nordhavn", "Nordhavn Verft", "verft.nordhavn.example", "VERFT", ("NVDC1.verft.nordhavn.example", "NVDC2.verft.nordhavn.example"), "c41e7a90-6b2d-4c0f-8e35-91d7f0a2b6c8", _NORDHAVN_SITES, people_of(HERE / "nordhavn", _NORDHAVN_SITES, logins, "email", "NV-PC-"), raw_windows=True, graph_entra=True, identity_engine=True)  # fmt: skip


COMPANIES = {
    "caldervoss": Company(
        calder, CALDER, frozenset({"oadeyemi", "render.svc"}), ("evoss", "tobrien", "rbouchard")
    ),
    "nordhavn": Company(nordhavn, NORDHAVN, frozenset({"nv1041", "svc-ifs"}), ("nv1001", "nv1004", "nv1037")),
}
