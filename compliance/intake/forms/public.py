"""The reporters' forms. They carry a sealed token in place of a cookie, and ask browsers to remember nothing."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import FieldList, FormField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.terms import OPEN_KINDS, Kind
from compliance.intake.service import NewMessage, NewSubmission, Party, Upload, faults_of
from compliance.intake.service.receive import MOST_PARTIES
from compliance.intake.terms import Mode
from compliance.web.forms import DayField, Form, SometimesNeeded
from compliance.web.status import badge

UNSURE = "-"
"""Stands for "I am not sure" among the candidates, whose keys are never a hyphen alone."""
PLACE = re.compile(r"parties\[(\d+)\]\.(\w+)")
LARGE_FILES_AT_ONCE = 4
"""So many files of the largest size are read with one message; beyond that nothing is read at all."""
QUIET = {"autocomplete": "off"}


def _quiet(**attributes: Any) -> dict[str, Any]:
    return {**QUIET, **attributes}


class PublicForm(Form):
    """A form that no cookie guards: what it carries is sealed."""

    class Meta(Form.Meta):
        """No token of a session."""

        csrf = False

    token = HiddenField(render_kw=QUIET)


class PartyRow(Form):
    """One of those who report."""

    class Meta(Form.Meta):
        """The form around it is guarded."""

        csrf = False

    name = StringField(_("Name"), [Optional(), SometimesNeeded()], render_kw=QUIET)
    organisation = StringField(_("State or organisation"), [Optional()], render_kw=QUIET)
    contact = StringField(
        _("How to reach you"),
        [Optional()],
        description=_("Only if you want to be reached elsewhere than in the mailbox."),
        render_kw=QUIET,
    )


class SubmissionForm(PublicForm):
    """A report, question by question."""

    candidate = RadioField(_("Which candidate is it about?"), [InputRequired(_("Choose one."))], render_kw=QUIET)
    persons = TextAreaField(
        _("Was anybody else involved?"),
        [Optional()],
        description=_("Names or functions, if you know them. Do not name those who told you."),
        render_kw=_quiet(rows=2),
    )
    kind = SelectField(_("What sort of thing was it?"), [Optional()], render_kw=QUIET)
    what = TextAreaField(
        _("What happened?"),
        [InputRequired(_("Say in your own words what happened."))],
        description=_("In your own words, in the order in which it happened. Facts help more than judgements."),
        render_kw=_quiet(rows=10),
    )
    occurred_from = DayField(_("On which day, or from which day on?"), [Optional()], render_kw=QUIET)
    occurred_until = DayField(
        _("Until which day?"), [Optional()], description=_("Only if it lasted longer than a day."), render_kw=QUIET
    )
    occurred_words = StringField(
        _("Or in words"),
        [Optional()],
        description=_("Such as “in the week before Easter”, or “not sure”."),
        render_kw=_quiet(),
    )
    place = TextAreaField(
        _("Where was it?"),
        [Optional()],
        description=_("A place, a building, an address on the web, an account."),
        render_kw=_quiet(rows=2),
    )
    how_known = TextAreaField(
        _("How do you know?"),
        [Optional()],
        description=_("Whether you saw it yourself, read it, or were told. If few were there, this can point to you."),
        render_kw=_quiet(rows=4),
    )
    support = TextAreaField(
        _("What supports it?"),
        [Optional()],
        description=_("Documents, pictures, messages, other people. You can send files after this form."),
        render_kw=_quiet(rows=3),
    )
    mode = RadioField(_("How do you want to report?"), [InputRequired(_("Choose one."))], render_kw=QUIET)
    parties = FieldList(FormField(PartyRow), min_entries=MOST_PARTIES, max_entries=MOST_PARTIES)
    work = HiddenField(render_kw=QUIET)

    def offer(self, candidates: Iterable[tuple[str, str]], last_day: date) -> None:
        """Offer the candidates (key, name), the kinds and the modes; `last_day` is the last that it can be about."""
        self.last_day = last_day
        self.candidate.choices = [*candidates, (UNSURE, gettext("I am not sure, or it was somebody else"))]
        for number, row in enumerate(self.parties.entries, start=1):
            row.label.text = gettext("Person or state %(number)s", number=number)
        kinds = [(kind.value, str(badge("kind", kind).label)) for kind in OPEN_KINDS]
        self.kind.choices = [("", gettext("I am not sure")), *kinds]
        self.mode.choices = [
            (Mode.ANONYMOUS.value, gettext("Anonymously: I do not say who I am")),
            (
                Mode.CONFIDENTIAL.value,
                gettext("In confidence: my name is shown to nobody until two officers agree"),
            ),
            (Mode.NAMED.value, gettext("With my name: the office may use it")),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the form; if something is wrong, find what else the domain would refuse, so that all comes at once."""
        if super().validate(extra_validators):
            return True
        found = faults_of(self.to_command(), self.last_day)
        self.hang(Invalid([one for one in found if one.place not in self._fields or not self[one.place].errors]))
        return False

    def to_command(self) -> NewSubmission:
        """The report that was filled in."""
        return NewSubmission(
            mode=Mode(self.mode.data) if self.mode.data in set(Mode) else Mode.ANONYMOUS,
            what=self.what.data or "",
            candidate=None if self.candidate.data == UNSURE else self.candidate.data,
            kind=Kind(self.kind.data) if self.kind.data in set(Kind) else None,
            persons=self.persons.data,
            occurred_from=self.occurred_from.data,
            occurred_until=self.occurred_until.data,
            occurred_words=self.occurred_words.data,
            place=self.place.data,
            how_known=self.how_known.data,
            support=self.support.data,
            parties=tuple(
                Party(row.form.name.data or "", row.form.organisation.data or None, row.form.contact.data or None)
                for row in self._filled()
            ),
        )

    def hang(self, refusal: Invalid) -> None:
        """Put each fault on its field, those of a party on its row."""
        others = [fault for fault in refusal.faults if not self._hang_on_party(fault)]
        super().hang(Invalid(others))

    @property
    def has_more_parties(self) -> bool:
        """Whether something stands in the rows after the first."""
        return any(_is_filled(row.form) or row.form.errors for row in self.parties.entries[1:])

    def _filled(self) -> list[Any]:
        return [row for row in self.parties.entries if _is_filled(row.form)]

    def _hang_on_party(self, fault: Fault) -> bool:
        found = PLACE.fullmatch(fault.place)
        if not found:
            return False
        rows = self._filled() or [self.parties.entries[0]]
        field = rows[int(found[1])].form[found[2]]
        field.errors = [*field.errors, fault.message]
        self.parties.errors = [row.form.errors for row in self.parties.entries]
        return True


def _is_filled(row: PartyRow) -> bool:
    return bool(row.name.data or row.organisation.data or row.contact.data)


class DoorForm(PublicForm):
    """The way into a mailbox. `draft` keeps what was written when the mailbox closed over it."""

    code = StringField(
        _("Your receipt code"),
        [InputRequired()],
        description=_("16 digits. Spaces do not matter."),
        render_kw=_quiet(inputmode="numeric", maxlength=40),
    )
    draft = HiddenField(render_kw=QUIET)


class OpenForm(PublicForm):
    """What an open mailbox is asked for: letters from one on, or a file."""

    skip = IntegerField(default=0)
    file = HiddenField()

    @property
    def left_out(self) -> int:
        """How many letters the page leaves out."""
        return min(max(self.skip.data or 0, 0), 100_000)


class MessageForm(PublicForm):
    """A message to the office."""

    text = TextAreaField(
        _("Your message"),
        [Optional()],
        description=_("Do not write who you are if you want to stay anonymous."),
        render_kw=_quiet(rows=6),
    )
    files = MultipleFileField(_("Files"), [Optional()], render_kw={"multiple": True, **QUIET})

    def limit(self, most: int, largest: int) -> None:
        """Say how many files, and let the browser refuse one of more than `largest` MiB before it is sent."""
        self.files.description = gettext(
            "Up to %(most)s at a time, each of up to %(largest)s MiB, %(together)s MiB together. Documents, pictures "
            "and recordings are taken.",
            most=most,
            largest=largest,
            together=largest * LARGE_FILES_AT_ONCE,
        )
        too_large = gettext(
            "A file has more than %(most)s MiB. Choose a smaller one, or send it in parts.", most=largest
        )
        self.files.render_kw = {
            "multiple": True,
            "data-most-bytes": largest * 1024 * 1024,
            "data-too-large-text": too_large,
        }

    def to_command(self, key_digest: str) -> NewMessage:
        """The message."""
        sent = [one for one in self.files.data or () if one and one.filename]
        return NewMessage(
            self.text.data or "", key_digest, tuple(Upload(one.filename or "", one.stream) for one in sent)
        )
