"""Evidence and sources."""

from pathlib import PurePath

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import CREDIBILITIES, RELIABILITIES, SOURCE_KINDS, choices
from compliance.incidents.models import EvidenceItem
from compliance.incidents.service import Disclosure, NewSource
from compliance.incidents.terms import Credibility, Reliability, SourceKind
from compliance.web.forms import Form, strip


class EvidenceForm(Form):
    """A file with what it shows."""

    file = FileField(_("File"), [FileRequired(_("Choose a file."))])
    description = TextAreaField(
        _("What it shows"),
        [InputRequired(_("Say what this shows.")), Length(max=5_000)],
        description=_("Where it comes from, if that gives no source away, and what it proves or refutes."),
    )
    disclosed = BooleanField(
        _("Disclose it to the candidate"),
        description=_("They can open it once the allegations are put to them. What was disclosed is not taken back."),
    )

    def limit(self, most: int) -> None:
        """Let the browser say, before anything is sent, that a file has more than `most` MiB."""
        message = gettext("This file has more than %(most)s MiB. Choose a smaller one, or send it in parts.", most=most)
        self.file.render_kw = {"data-most-bytes": most * 1024 * 1024, "data-too-large-text": message}


class DisclosureForm(Form):
    """What the candidate will read of a file, and that it was looked through."""

    name = StringField(
        _("Name of the file"),
        [InputRequired(_("Say what the file is to be called.")), Length(max=200)],
        filters=[strip],
        description=_("Whoever sent it chose the name it has so far. The candidate sees this one in its place."),
    )
    description = TextAreaField(
        _("What it shows"),
        [InputRequired(_("Say what this shows.")), Length(max=5_000)],
        description=_("For the candidate to read. Do not write where it comes from, if that gives a source away."),
    )
    looked = BooleanField(
        _("I have looked through the file for anything that tells who made or sent it"),
        [InputRequired(_("Open the file and look through it first."))],
        description=_(
            "Names in the text, the author in a document’s properties, place and device in a photograph. The candidate "
            "gets the file as it is. If it tells who the source is, disclose a copy without that, or quote it in the "
            "notice."
        ),
    )

    def propose(self, item: EvidenceItem) -> None:
        """Propose a name that tells nothing."""
        self.name.data = f"{item.reference}{PurePath(item.name).suffix}"

    def to_command(self) -> Disclosure:
        """What the candidate will read."""
        return Disclosure(self.name.data or "", self.description.data or "")


class Grades(Form):
    """Two questions, answered independently: how far a source, and what it says, can be relied on."""

    reliability: SelectField
    credibility: SelectField

    @property
    def grades(self) -> tuple[Reliability, Credibility]:
        """Both grades."""
        return Reliability(self.reliability.data), Credibility(self.credibility.data)


def _reliability() -> SelectField:
    return SelectField(
        _("Reliability of the source"),
        choices=choices(RELIABILITIES),
        default=Reliability.F.value,
        description=_("What is known of the source, whatever it says this time."),
    )


def _credibility() -> SelectField:
    return SelectField(
        _("Credibility of the information"),
        choices=choices(CREDIBILITIES),
        default=Credibility.UNKNOWN.value,
        description=_("What is said, whoever says it."),
    )


class GradesForm(Grades):
    """A source that is already on record, graded anew."""

    reliability = _reliability()
    credibility = _credibility()


class SourceForm(Grades):
    """Who says so, and what."""

    kind = RadioField(
        _("Kind of source"), [InputRequired(_("Choose one."))], choices=choices(SOURCE_KINDS), default="confidential"
    )
    name = StringField(
        _("Name"),
        [Optional(), Length(max=300)],
        filters=[strip],
        description=_(
            "The best protection is not to keep a name at all. That of a confidential source is sealed at once: "
            "nobody reads it before two officers of this case have agreed to."
        ),
    )
    contact = StringField(_("How to reach them"), [Optional(), Length(max=300)], filters=[strip])
    statement = TextAreaField(
        _("What the source says"), [InputRequired(_("Write what the source says.")), Length(max=50_000)]
    )
    reliability = _reliability()
    credibility = _credibility()

    def to_command(self) -> NewSource:
        """The source."""
        reliability, credibility = self.grades
        return NewSource(
            SourceKind(self.kind.data),
            self.name.data or None,
            self.contact.data or None,
            self.statement.data or "",
            reliability,
            credibility,
        )
