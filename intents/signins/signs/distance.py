"""How far apart two places are, and how fast somebody would have had to travel between them."""

from __future__ import annotations

from datetime import timedelta
from math import asin, cos, inf, radians, sin, sqrt

from intents.signins.event import Place

EARTH_KM = 6_371.0
"""The mean radius (IUGG)."""


def located(place: Place) -> bool:
    """Whether the place has coordinates that mean something."""
    return _point(place) is not None


def kilometres(one: Place, other: Place) -> float | None:
    """The great-circle distance by the haversine formula; None where a place has no usable coordinates."""
    if (a := _point(one)) is None or (b := _point(other)) is None:
        return None
    (lat_a, lon_a), (lat_b, lon_b) = a, b
    half = (
        sin((lat_b - lat_a) / 2) ** 2
        + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    )  # fmt: skip
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def speed(distance: float, between: timedelta) -> float:
    """Kilometres an hour; two places at one moment are infinitely fast."""
    hours = abs(between.total_seconds()) / 3600
    return distance / hours if hours > 0 else inf


def _point(place: Place) -> tuple[float, float] | None:
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    if latitude == 0 and longitude == 0:
        return None  # what look-ups write when they know nothing; nobody signs in from the Gulf of Guinea
    return radians(latitude), radians(longitude)
