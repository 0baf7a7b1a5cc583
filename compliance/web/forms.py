"""The base of all forms: shape, labels and field checks, and a place to hang what the domain refused."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from flask import Response, make_response, render_template
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, PasswordField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its stubs are older
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import lazy

UNUSABLE = 422
"""A form that is shown again: what was sent was understood but cannot be used (RFC 9110, section 15.5.21)."""

FIRST_YEAR = 1800
LAST_YEAR = 2999
CONTROLS = dict.fromkeys({*range(32), 127, 0x202D, 0x202E} - {ord("\n"), ord("\t")})
"""Characters that nobody types: controls, and the two that turn the direction of all that follows."""


def strip(value: Any) -> Any:
    """A filter: text without white space around it or control characters in it, and with plain line ends.

    PostgreSQL takes no NUL, no font shows the others, and nobody types them.
    """
    return value.replace("\r\n", "\n").translate(CONTROLS).strip() if isinstance(value, str) else value


def none_if_empty(value: Any) -> Any:
    """A filter: None for what was left empty."""
    return None if value == "" else value


class DayField(DateField):
    """A calendar day. Its data is a date or None; a year outside of four plausible digits is refused."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent, as `2031-05-15`."""
        text = " ".join(valuelist).strip()
        self.data = None
        if not text:
            return
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise ValueError(_("Give a day that is in the calendar, written as 2031-05-15.")) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(_("Check the year: it lies too far away."))
        self.data = day


class SometimesNeeded:
    """Says that a field is needed with some answers, so that it is not called optional. The domain finds it missing."""

    field_flags: ClassVar[dict[str, bool]] = {"sometimes_needed": True}

    def __call__(self, form: Any, field: Field) -> None:
        """Find nothing wrong."""


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form. It takes only the fields that it declares; nothing is ever copied onto an object wholesale."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Trim all text but passwords, whatever kind of field it comes from."""

        def bind_field(self, form: Any, unbound_field: "UnboundField[Any]", options: dict[str, Any]) -> Field:
            """Bind a field with our filter first."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                others = [one for one in unbound_field.kwargs.get("filters", []) if one is not strip]
                unbound_field.kwargs["filters"] = [strip, *others]
            bound: Field = super().bind_field(form, unbound_field, options)
            return bound

    def carry_out(self, verb: Callable[[], object]) -> bool:
        """Check the form, then act; whether both went well. What the domain finds wrong is put on the fields."""
        if not self.validate():
            return False
        try:
            verb()
        except Invalid as refusal:
            self.hang(refusal)
            return False
        return True

    def hang(self, refusal: Invalid) -> None:
        """Put each fault on the field that it names, the others above the form."""
        for fault in refusal.faults:
            self._hang_one(fault)

    def _hang_one(self, fault: Fault) -> None:
        field = self._fields.get(fault.place)
        if field is not None:
            field.errors = [*field.errors, fault.message]
        else:
            self.form_errors.append(str(fault))


class RevisedForm(Form):
    """A form that edits something: it remembers the revision that it was made from."""

    revision = HiddenField()

    @property
    def expected_revision(self) -> int:
        """The revision that the person saw; -1 (which nothing has) if it was tampered with."""
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdigit() else -1


class SecondForm(Form):
    """What a second person says to a proposal (`core.two_people`). `seen`: when what they read was proposed."""

    seen = HiddenField(filters=[none_if_empty])
    answer = RadioField(lazy("Your answer"), [InputRequired(lazy("Choose one."))])
    reason = TextAreaField(lazy("Reason"), [SometimesNeeded(), Length(max=20_000)], render_kw={"rows": 4})

    @classmethod
    def on(cls, proposed_at: datetime | None, *, agree: str, refuse: str) -> "SecondForm":
        """The form for a proposal of an instant, with the two answers in words."""
        form = cls(data={"seen": None if proposed_at is None else proposed_at.isoformat()})
        form.answer.choices = [SelectChoice("yes", agree), SelectChoice("no", refuse)]
        return form

    @property
    def agreed(self) -> bool:
        """Whether the second person agrees."""
        return bool(self.answer.data == "yes")

    def to_answer(self) -> dict[str, Any]:
        """The answer, as `core.two_people.decide` takes it."""
        return {"agreed": self.agreed, "reason": self.reason.data or "", "seen": self.seen.data}


def show_again(template: str, **context: Any) -> Response:
    """Show a form again with what is wrong with it."""
    return make_response(render_template(template, **context), UNUSABLE)
