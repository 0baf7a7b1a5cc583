"""Forms of codes: an instrument, a text to start from, a version under review, and the end of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import request
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import InputRequired, Length, Optional

from compliance.codes import review, service
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.outline import ClauseNode
from compliance.codes.review import Details
from compliance.codes.service.wording import LONGEST_KEY, LONGEST_LINE, LONGEST_NUMBER
from compliance.codes.starters import starters
from compliance.codes.terms import BindsBy, Modality
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.web.forms import CONTROLS, Form, RevisedForm, none_if_empty, strip

BINDING = (
    SelectChoice(BindsBy.ACKNOWLEDGEMENT.value, _("Acknowledgement: it binds who signs it, from the day of signature")),
    SelectChoice(BindsBy.OFFICE.value, _("Office: it binds who holds office in the organisation")),
    SelectChoice(BindsBy.CANDIDACY.value, _("Candidacy: it binds every declared candidate, signed or not")),
)
TEXT_FILES = (".txt", ".md", ".markdown", ".text")


def _day(field: DateField) -> date:
    """The day in a required field of a form that was found valid."""
    if field.data is None:
        raise ValueError(f"{field.name} was not validated")
    return field.data


def _plain_lines(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS) if isinstance(value, str) else value


class WordingField(TextAreaField):
    """A text whose indentation has a meaning, from its first line on."""

    def __init__(self, label: str, **options: Any) -> None:
        options["filters"] = [_plain_lines]  # not the filter of all other texts, which takes away the first indentation
        super().__init__(label, **options)


class InstrumentForm(RevisedForm):
    """What is said of an instrument."""

    title = StringField(_("Title"), [InputRequired(_("Give the title.")), Length(max=LONGEST_LINE)])
    binds_by = RadioField(_("What makes it bind"), [InputRequired(_("Choose one."))], choices=list(BINDING))
    authority = StringField(_("Issued by"), [Optional(), Length(max=LONGEST_LINE)], filters=[strip, none_if_empty])

    def fill(self, instrument: Instrument) -> "InstrumentForm":
        """Begin with how the instrument stands now."""
        self.title.data = instrument.title
        self.binds_by.data = instrument.binds_by.value
        self.authority.data = instrument.authority
        self.revision.data = str(instrument.revision)
        return self

    def to_command(self) -> service.InstrumentEdit:
        """What to change."""
        return service.InstrumentEdit(self.title.data or "", BindsBy(self.binds_by.data), self.authority.data)


class NewInstrumentForm(InstrumentForm):
    """A new instrument, and what its text is to start from."""

    key = StringField(
        _("Short name"),
        [InputRequired(_("Give a short name.")), Length(max=LONGEST_KEY)],
        description=_("It stands in addresses and files and cannot be changed later: pledge, or standards-2014."),
    )
    starter = SelectField(_("Start from"), [Optional()], description=_("You can change every word before it is saved."))

    def __init__(self) -> None:
        super().__init__()
        self.starter.choices = [
            SelectChoice("", gettext("A text of my own, pasted or uploaded")),
            *(SelectChoice(known.key, gettext("Template: %(title)s", title=known.title)) for known in starters()),
        ]

    def prefill(self, key: str | None) -> "NewInstrumentForm":
        """Begin with what a template says of itself, if there is one with this key."""
        for known in starters():
            if known.key == key:
                self.key.data, self.title.data, self.authority.data = known.key, known.title, known.authority
                self.binds_by.data, self.starter.data = known.binds_by.value, known.key
        return self

    def to_new(self) -> service.NewInstrument:
        """What to add."""
        return service.NewInstrument(
            self.key.data or "", self.title.data or "", BindsBy(self.binds_by.data), self.authority.data
        )


class SourceForm(Form):
    """A code as plain text, pasted or as a file."""

    source = WordingField(
        _("Paste the text"),
        description=_("Numbered clauses in any usual style: 1., (a), i), Article 4, or Markdown headings."),
    )
    file = FileField(
        _("Or choose a file"),
        description=_("A text file (.txt or .md) in UTF-8, of 1 MiB at most."),
        render_kw={"accept": ".txt,.md,.markdown,text/plain,text/markdown"},
    )

    def text(self) -> str:
        """The text that was sent. Raises Invalid if there is none, or two, or it cannot be read."""
        given = (self.source.data or "").strip("\n")
        chosen = self.file.data if self.file.data and self.file.data.filename else None
        content = b""
        if chosen:
            with chosen.stream as stream:
                content = stream.read(review.MOST_BYTES + 1)
        if given.strip() and chosen:
            raise Invalid([Fault("file", gettext("Paste a text or choose a file, not both."))])
        if chosen:
            return _decoded(chosen.filename, content)
        if not given.strip():
            raise Invalid([Fault("source", gettext("Paste a text or choose a file."))])
        if len(given.encode("utf-8", "replace")) > review.MOST_BYTES:
            raise Invalid([Fault("source", gettext("The text is longer than 1 MiB. Shorten it, or import a file."))])
        return given


def _decoded(name: str, content: bytes) -> str:
    if not name.lower().endswith(TEXT_FILES):
        message = gettext(
            "This is no text file. Save the document as plain text (.txt), or copy its text and paste it."
        )
        raise Invalid([Fault("file", message)])
    if len(content) > review.MOST_BYTES:
        raise Invalid([Fault("file", gettext("The file is larger than 1 MiB. Keep the text of the code only."))])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise Invalid([Fault("file", gettext("The file is not text in UTF-8. Save it again with that encoding."))])
    if not text.strip():
        raise Invalid([Fault("file", gettext("The file is empty."))])
    return text


class ReviewForm(RevisedForm):
    """A version under review: its text, what was changed clause by clause, its label and dates."""

    text = WordingField(_("Text of the code"))
    label = StringField(
        _("Version"),
        [InputRequired(_("Give the version a label.")), Length(max=LONGEST_NUMBER)],
        description=_("As people call it: 1, 2014, or Revision of March."),
    )
    in_force_from = DateField(_("In force from"), [InputRequired(_("Give the first day on which it is in force."))])
    in_force_until = DateField(
        _("In force until"), [Optional()], description=_("The last day on which it is in force. Empty: without end.")
    )
    language = StringField(
        _("Language"), [InputRequired(_("Give the language."))], description=_("Its tag, such as en, fr or es.")
    )
    end_previous = BooleanField(_("End the previous version on the day before"))

    def suggest(self, versions: Sequence[InstrumentVersion]) -> "ReviewForm":
        """Begin with what a version after these is likely to be."""
        self.label.data = str(len(versions) + 1)
        self.language.data = versions[-1].language if versions else "en"
        self.end_previous.data = True
        return self

    def fill(self, version: InstrumentVersion) -> "ReviewForm":
        """Begin with how a version stands now."""
        self.label.data, self.language.data = version.label, version.language
        self.in_force_from.data, self.in_force_until.data = version.in_force_from, version.in_force_until
        self.revision.data = str(version.revision)
        return self

    @property
    def is_save(self) -> bool:
        """Whether the version is to be saved, rather than read again."""
        return "save" in request.form

    def reviewed(self) -> review.Review:
        """Read what was sent; the text field then holds the text as it stands."""
        found = review.reviewed(
            self.text.data or "", _changes(), request.form.getlist("note"), request.form.get("split")
        )
        self.text.data = found.text
        return found

    def to_new(self, nodes: tuple[ClauseNode, ...]) -> service.NewVersion:
        """What to add."""
        return service.NewVersion(
            self.label.data or "",
            _day(self.in_force_from),
            self.in_force_until.data,
            self.language.data or "",
            nodes,
            end_previous=self.end_previous.data,
        )

    def to_edit(self, nodes: tuple[ClauseNode, ...]) -> service.VersionEdit:
        """What to change."""
        start, until = _day(self.in_force_from), self.in_force_until.data
        return service.VersionEdit(self.label.data or "", start, until, self.language.data or "", nodes)


def _changes() -> dict[str, Details]:
    """What was changed beside the text, by clause number: each row says from what it was made."""
    changes = {}
    for name, number in request.form.items():
        head, dash, index = name.partition("-")
        if head != "number" or not dash:
            continue
        asked = request.form.get(f"asks-{index}", "")
        if asked not in set(Modality):
            continue
        topics = tuple(word.strip() for word in request.form.get(f"topics-{index}", "").split(",") if word.strip())
        when = frozenset(request.form.getlist(f"when-{index}")) or None
        made = Details(Modality(asked), topics, when)
        if written(made) != request.form.get(f"was-{index}"):
            changes[number] = made
    return changes


def written(made: Details) -> str:
    """Details as one text, to tell whether somebody changed them."""
    topics = [word.strip() for topic in made.topics for word in topic.split(",")]
    return ";".join((made.modality.value, ",".join(topics), ",".join(sorted(made.applies_when or ()))))


class EndForm(Form):
    """The last day of a version."""

    in_force_until = DateField(_("Last day in force"), [InputRequired(_("Give the last day on which it is in force."))])

    def day(self) -> date:
        """The day."""
        return _day(self.in_force_until)
