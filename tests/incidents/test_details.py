"""What is asked about an incident of each kind."""

import pytest

from compliance.incidents import details
from compliance.incidents.terms import Kind


def test_every_kind_has_its_fields_each_with_a_key_of_its_own() -> None:
    """No kind is left out, and no key stands twice in one."""
    assert set(details.FIELDS) == set(Kind)
    for fields in details.FIELDS.values():
        assert len({field.key for field in fields}) == len(fields)


@pytest.mark.parametrize(
    ("kind", "given", "wrong"),
    [
        (Kind.TRAVEL, {"departed_on": "2031-01-16", "returned_on": "2031-01-15"}, {"details_returned_on"}),
        (Kind.TRAVEL, {"departed_on": "2031-01-16", "authorisation": "not_asked", "paid_by": "host"}, set()),
        (Kind.SOCIAL_MEDIA, {"posted_at": "2031-01-16T08:30:00+01:00", "capacity": "personal"}, set()),
        (Kind.SOCIAL_MEDIA, {"posted_at": "at night"}, {"details_posted_at"}),
        (Kind.RESOURCES, {"value": 180, "currency": "EUR"}, set()),
        (Kind.FUNDING, {"amount": "7500.50", "currency": "eur"}, {"details_currency"}),
        (Kind.FUNDING, {"amount": "-1"}, {"details_amount"}),
        (Kind.CONDUCT, {"towards": "x" * 2_001}, {"details_towards"}),
        (Kind.OTHER, {"anything": ["a list"]}, {"details_anything"}),
    ],
)
def test_a_value_is_of_the_type_of_its_field(kind: Kind, given: dict[str, object], wrong: set[str]) -> None:
    """Days, choices, amounts and currencies are checked; each fault is placed at its field."""
    assert {fault.place for fault in details.faults(kind, given)} == wrong


def test_details_are_shown_in_order_with_what_a_file_had_besides() -> None:
    """Known fields come first, under their labels, then others under their own names, in words."""
    given = {
        "nights": 4,
        "paid_by": "member_state",
        "departed_on": "2031-01-16",
        "was_shared": True,
        "destination": "Lima",
    }
    assert details.shown(Kind.TRAVEL, given) == [
        *(("Destination", "Lima"), ("Departed on", "16 January 2031"), ("Paid by", "A member state")),
        *(("Nights", "4"), ("Was shared", "Yes")),
    ]
    assert details.shown(Kind.TRAVEL, {"departed_on": "in spring", "paid_by": "a friend"}) == [
        ("Departed on", "in spring"),
        ("Paid by", "a friend"),
    ]


def test_what_was_not_answered_is_left_out() -> None:
    """Empty answers are no answers; zero and no are."""
    assert details.without_empty({"a": "", "b": None, "c": 0, "d": False}) == {"c": 0, "d": False}
