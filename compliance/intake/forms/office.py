"""Forms of the office: to narrow the list, to write to a reporter, to make or join a case, to put a report aside."""

from collections.abc import Iterable, Sequence
from datetime import date

from wtforms import HiddenField, RadioField, SearchField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from compliance.candidates.models import Candidacy
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import CREDIBILITIES, GROUNDS, RELIABILITIES, badged, choice, choices
from compliance.incidents.forms.links import Several
from compliance.incidents.service import NewIncident
from compliance.incidents.terms import Credibility, InadmissibilityGround, Kind, Reliability
from compliance.intake.models import MailboxFile, Submission
from compliance.intake.queries.office import UNNAMED, Filter
from compliance.intake.service.mailbox import LONGEST_MESSAGE
from compliance.intake.service.triage import Dismissal, Letter, Taking
from compliance.intake.terms import Mode, Purpose, SubmissionState
from compliance.web.forms import DayField, Form, strip


class Search(Form):
    """A form sent by GET; whatever in it cannot be used narrows nothing."""

    class Meta(Form.Meta):
        """A search changes nothing and needs no token."""

        csrf = False


class FilterForm(Search):
    """What the list is narrowed to."""

    state = SelectField(_("Stage"), [Optional()])
    candidate = SelectField(_("Candidate"), [Optional()])
    mode = SelectField(_("How it was sent"), [Optional()])

    def offer(self, candidates: Iterable[tuple[str, str]]) -> None:
        """Fill in the choices; `candidates` are keys and names."""
        self.state.choices = [choice("", gettext("All stages")), *badged("submission", SubmissionState)]
        self.candidate.choices = [
            choice("", gettext("All candidates")),
            *(choice(key, name) for key, name in candidates),
            choice(UNNAMED, gettext("None named")),
        ]
        self.mode.choices = [choice("", gettext("All ways")), *badged("submission_mode", Mode)]

    def to_filter(self) -> Filter:
        """What to narrow the list to."""
        self.validate()
        state, candidate, mode = (
            field.data if field.data and not field.errors else None for field in (self.state, self.candidate, self.mode)
        )
        return Filter(SubmissionState(state) if state else None, candidate, Mode(mode) if mode else None)


class CaseSearch(Search):
    """Looking for the case that a report belongs to."""

    q = SearchField(_("Words of its title, or its reference"), [Optional()], filters=[strip])


class LetterForm(Form):
    """A message to the reporter. It is shown once more, as it will be read, before it is sent."""

    step = HiddenField(default="check")
    text = TextAreaField(
        _("The reporter will read this"),
        [InputRequired(_("Write what the reporter is to read.")), Length(max=LONGEST_MESSAGE)],
        render_kw={"rows": 14},
    )

    def to_command(self, purpose: Purpose) -> Letter:
        """The message."""
        return Letter(purpose, self.text.data or "")


class TakingForm(Form):
    """How a report enters a case: graded as a source, with the files that become evidence."""

    reliability = SelectField(
        _("Reliability of the source"), choices=choices(RELIABILITIES), default=Reliability.F.value
    )
    credibility = SelectField(
        _("Credibility of the information"), choices=choices(CREDIBILITIES), default=Credibility.UNKNOWN.value
    )
    files = Several(
        _("Files that become evidence"),
        [Optional()],
        description=_("They are not disclosed to the candidate unless you decide so, file by file, in the case."),
    )

    def offer_files(self, files: Sequence[MailboxFile]) -> None:
        """Fill in the choices."""
        self.files.choices = [choice(file.reference, file.name) for file in files]

    def to_taking(self) -> Taking:
        """How it enters the case."""
        graded = Reliability(self.reliability.data), Credibility(self.credibility.data)
        return Taking(*graded, tuple(self.files.data or ()))


class CaseForm(TakingForm):
    """A case made of a report: its facts are proposed from it, in words that the office answers for."""

    candidate = SelectField(_("Candidate"), [InputRequired(_("Choose the candidate."))])
    kind = SelectField(_("Kind"), [InputRequired(_("Choose the kind."))])
    title = StringField(
        _("Title"),
        [InputRequired(_("Give the incident a title.")), Length(max=300)],
        filters=[strip],
        description=_("A few neutral words. The candidate, and after publication the public, will read them."),
    )
    occurred_from = DayField(_("First day"), [InputRequired(_("Give the day on which it happened, or began."))])
    occurred_until = DayField(_("Last day"), [Optional()], description=_("Leave empty if it was one day."))
    reported_on = DayField(_("Reported on"), [InputRequired(_("Give the day on which the office was told."))])
    summary = TextAreaField(
        _("Summary"),
        [InputRequired(_("Describe what is said to have happened.")), Length(max=20_000)],
        description=_(
            "Proposed from the report. Put it into the office's own words: how somebody writes can tell who it is."
        ),
        render_kw={"rows": 10},
    )

    def offer(self, candidates: Sequence[Candidacy]) -> None:
        """Fill in the choices."""
        self.candidate.choices = [
            choice("", gettext("Choose…")),
            *(choice(one.key, one.name) for one in candidates),
        ]
        self.kind.choices = [choice("", gettext("Choose…")), *badged("kind", Kind)]

    @staticmethod
    def proposed(submission: Submission, candidates: Sequence[Candidacy], received_on: date) -> dict[str, object]:
        """What the form begins with."""
        named = next((one.key for one in candidates if one.id == submission.candidacy_id), "")
        return {
            "candidate": named,
            "kind": submission.kind.value if submission.kind else "",
            "occurred_from": submission.occurred_from,
            "occurred_until": submission.occurred_until,
            "reported_on": received_on,
            "summary": submission.what,
        }

    def to_facts(self, candidates: Sequence[Candidacy]) -> NewIncident:
        """The facts of the case. What its kind asks besides, and the clauses, are added on its page."""
        if self.occurred_from.data is None or self.reported_on.data is None:
            raise ValueError("the form was not checked")
        return NewIncident(
            candidacy_id=next(one.id for one in candidates if one.key == self.candidate.data),
            kind=Kind(self.kind.data),
            title=self.title.data or "",
            occurred_from=self.occurred_from.data,
            occurred_until=self.occurred_until.data,
            reported_on=self.reported_on.data,
            summary=self.summary.data or "",
        )


class DismissalForm(Form):
    """Why the office does not deal with a report."""

    ground = RadioField(
        _("Ground"),
        [InputRequired(_("Choose the ground on which the report is inadmissible."))],
        choices=choices(GROUNDS),
        description=_("The first of these that holds. The reporter is not told which."),
    )
    other = StringField(
        _("Reference of the other case"),
        [Optional(), Length(max=40)],
        description=_("For a duplicate, the case that it repeats. For bad faith, the case of its own about it."),
    )
    reason = TextAreaField(_("Reasons"), [InputRequired(_("Give the reasons for the decision.")), Length(max=50_000)])

    def to_command(self) -> Dismissal:
        """The decision."""
        return Dismissal(InadmissibilityGround(self.ground.data), self.reason.data or "", self.other.data or None)
