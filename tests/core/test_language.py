"""The writing of days and instants."""

from datetime import UTC, datetime

import pytest

from compliance.core.language import long_instant


@pytest.mark.parametrize(
    ("month", "timezone", "written"),
    [
        (2, "Europe/Zurich", "24 February 2031, 14:05 (CET)"),
        (7, "Europe/Zurich", "24 July 2031, 15:05 (CEST)"),
        (2, "UTC", "24 February 2031, 13:05 (UTC)"),
        (2, "Asia/Kathmandu", "24 February 2031, 18:50 (UTC+05:45)"),
        (2, "America/Sao_Paulo", "24 February 2031, 10:05 (UTC-03:00)"),
    ],
)
def test_an_instant_names_its_zone_as_people_there_do(month: int, timezone: str, written: str) -> None:
    """An instant is written on the clock of the zone, with the zone's own abbreviation or its distance from UTC."""
    assert long_instant(datetime(2031, month, 24, 13, 5, tzinfo=UTC), timezone) == written
