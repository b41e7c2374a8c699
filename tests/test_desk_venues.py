"""The zone of the place that a report comes from."""

import zoneinfo

import pytest

from articles.desk.venues import PLACES, venue_of, zone_of


@pytest.mark.parametrize(
    "place, zone",
    [
        ("TOKYO", "Asia/Tokyo"),
        ("Washington, D.C.", "America/New_York"),
        ("Addison (Dallas), Texas", "America/Chicago"),
        ("Viña del Mar", "America/Santiago"),
        ("Maui, Hawaii", "Pacific/Honolulu"),
        ("Ho Chi Minh City", "Asia/Ho_Chi_Minh"),
        ("Singapore", "Asia/Singapore"),
        ("", ""),
        ("Nowhere", ""),
        ("GMT", ""),
    ],
)
def test_a_place_has_the_zone_of_its_clocks(place, zone):
    assert zone_of(place) == zone


def test_every_zone_of_the_list_exists():
    assert set(PLACES.values()) <= zoneinfo.available_timezones()


def test_the_first_place_that_has_a_zone_is_the_venue():
    venue = venue_of("", "Nowhere", "Lima", "Tokyo")
    assert (venue.name, venue.zone) == ("Lima", "America/Lima")
    assert venue_of("", "Nowhere") is None
