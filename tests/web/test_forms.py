"""Fields and forms that every area builds on."""

from datetime import date

import pytest
from flask import Flask
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its stubs are older
from wtforms.validators import InputRequired, Optional

from compliance.core.errors import Fault, Invalid
from compliance.web.forms import DayField, Form, SometimesNeeded
from tests.web.markup import render, use


class _Trip(Form):
    """A form for these tests."""

    class Meta(Form.Meta):
        """Nothing to protect."""

        csrf = False

    place = StringField("Place", [InputRequired("Name the place.")])
    day = DayField("Day")


def _sent(**values: str) -> _Trip:
    with Flask(__name__).test_request_context(method="POST", data=values):
        return _Trip()


@pytest.mark.parametrize(
    ("text", "day"), [("2031-05-15", date(2031, 5, 15)), (" 2031-05-15 ", date(2031, 5, 15)), ("", None)]
)
def test_a_day_is_read_as_it_is_written(text: str, day: date | None) -> None:
    """A calendar day becomes a date, and nothing becomes none."""
    form = _sent(place="Port Azure", day=text)
    assert form.validate()
    assert form.day.data == day


@pytest.mark.parametrize("text", ["2031-02-30", "15 May", "0031-05-15", "9999-01-01", "2031-05-15\x00"])
def test_what_is_no_day_is_refused_and_shown_again(text: str) -> None:
    """A day that is in no calendar, or far away, is a fault of its field, which keeps what was typed."""
    form = _sent(place="Port Azure", day=text)
    assert not form.validate()
    assert list(form.errors) == ["day"]
    assert form.day.raw_data == [text]


def test_text_is_trimmed() -> None:
    """White space around a text and the line ends of browsers do not reach a verb."""
    assert _sent(place="  Port\r\nAzure \r\n").place.data == "Port\nAzure"


def test_a_form_carries_out_its_verb_once_it_is_in_order() -> None:
    """A faulty form calls no verb, and what the verb refuses stands on the fields that it names."""
    called = []

    def verb() -> None:
        called.append(1)
        raise Invalid([Fault("place", "No such place."), Fault("", "It is too late.")])

    assert not _sent(place="").carry_out(verb)
    assert called == []
    form = _sent(place="Port Azure")
    assert not form.carry_out(verb)
    assert (list(form.place.errors), form.form_errors) == (["No such place."], ["It is too late."])
    assert _sent(place="Port Azure").carry_out(lambda: None)


def test_what_turns_the_direction_of_writing_is_not_taken() -> None:
    """An override is left out of a text, as controls are; marks that Arabic and Hebrew need are kept."""
    form = _sent(place="Port\u202e Azure\u202d\u0007", day="2031-05-15")
    assert form.place.data == "Port Azure"
    assert _sent(place="\u200fחיפה\u200e").place.data == "\u200fחיפה\u200e"


def test_a_field_that_is_needed_with_some_answers_is_not_called_optional() -> None:
    """Neither is a select, which always says something; what can be left out is."""

    class Mixed(_Trip):
        why = StringField("Why", [SometimesNeeded()])
        way = SelectField("Way", [Optional()], choices=[SelectChoice("", "Any way")])
        note = StringField("Note", [Optional()])

    with Flask(__name__).test_request_context():
        form = Mixed()
    shown = {one.name: render(use("field") + "{{ field(one) }}", one=one) for one in (form.why, form.way, form.note)}
    assert [name for name, html in shown.items() if "(optional)" in html] == ["note"]
