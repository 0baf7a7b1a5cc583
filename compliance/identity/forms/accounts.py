"""Forms of identity."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    EmailField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.candidates.models import Candidacy
from compliance.core.access import Role
from compliance.core.language import gettext, lazy
from compliance.identity import passwords
from compliance.identity.queries import CandidateChoice, Member
from compliance.identity.service import NewToken, NewUser
from compliance.identity.service.tokens import LONGEST_NAME, MOST_DAYS
from compliance.web.forms import Form
from compliance.web.status import ROLE

_ = lazy
ALL_OF_IT = "contest"
OF_ONE = "candidate:"


class SignInForm(Form):
    """Address and password."""

    email = EmailField(
        _("E-mail address"),
        [InputRequired(_("Enter your e-mail address.")), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Enter your password.")), Length(max=1024)],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(Form):
    """The present password, and a new one twice."""

    current = PasswordField(
        _("Present password"),
        [InputRequired(_("Enter the password that you have now.")), Length(max=1024)],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        _("New password"),
        [InputRequired(_("Choose a new password."))],
        description=_("At least 12 characters. A sentence that only you would think of is good."),
        render_kw={"autocomplete": "new-password", "minlength": passwords.MIN_LENGTH},
    )
    again = PasswordField(
        _("New password, once more"),
        [
            InputRequired(_("Enter the new password a second time.")),
            EqualTo("new_password", _("The two are not the same: enter the new password twice.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )


class UserForm(Form):
    """Somebody who is to have an account."""

    name = StringField(
        _("Name"),
        [InputRequired(_("Give the person's name.")), Length(max=200)],
        description=_("As it is to stand in the record and in reports."),
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        _("E-mail address"),
        [InputRequired(_("Give the address with which they sign in.")), Length(max=254)],
        render_kw={"autocomplete": "off"},
    )

    def to_command(self, password: str) -> NewUser:
        """The account to make, with a first password."""
        return NewUser(self.email.data or "", self.name.data or "", password)


class RoleForm(Form):
    """A role to give: in which contest, and for candidates and agents of which candidate."""

    role = SelectField(_("Role"), [InputRequired(_("Choose a role."))])
    contest = SelectField(_("Contest"), default="")
    candidate = SelectField(_("Candidate"), default="")

    def offer(self, contests: Sequence[tuple[str, str]], candidates: Sequence[CandidateChoice]) -> "RoleForm":
        """Fill the choices: contests as (slug, title), candidates with the contests they stand in."""
        self.role.choices = [("", gettext("Choose a role")), *((role, ROLE[role].label) for role in Role)]
        self.contest.choices = [("", gettext("Choose a contest")), *contests]
        of_contests: dict[str, list[tuple[str, str]]] = {"": [("", gettext("Choose a candidate"))]}
        for one in candidates:
            of_contests.setdefault(one.contest_title, []).append((f"{one.contest_slug}/{one.key}", one.name))
        self.candidate.choices = of_contests
        return self


class RecusalForm(Form):
    """Who keeps out of what, and why."""

    person = SelectField(_("Who"), [InputRequired(_("Choose a person."))])
    scope = RadioField(_("From what"), [InputRequired(_("Choose from what."))])
    reason = TextAreaField(
        _("Reason"),
        [
            InputRequired(_("Say why; the chair's report names the recusal only.")),
            Length(max=2000),
        ],
        description=_(
            "For example that somebody reports to a candidate. Neither details of a case nor who reported one."
        ),
        render_kw={"rows": 4},
    )

    def offer(self, people: Sequence[Member], candidates: Sequence[Candidacy]) -> "RecusalForm":
        """Fill the choices. Nobody to choose from means that people recuse themselves."""
        if people:
            by_reference: dict[str, Any] = {one.reference: one.name for one in people}
            self.person.choices = [("", gettext("Choose a person")), *by_reference.items()]
        else:
            del self.person
        self.scope.choices = [
            (ALL_OF_IT, gettext("The whole contest")),
            *((OF_ONE + one.key, gettext("Cases of %(name)s", name=one.name)) for one in candidates),
        ]
        return self

    @property
    def candidate(self) -> str | None:
        """The key of the one candidate that it is about; None for the whole contest."""
        chosen = str(self.scope.data)
        return chosen.removeprefix(OF_ONE) if chosen.startswith(OF_ONE) else None


class TokenForm(Form):
    """A key for a program: what it is for, and for how long."""

    name = StringField(
        _("What uses it"),
        [
            InputRequired(_("Say what uses the token, so that you can tell it from others later.")),
            Length(max=LONGEST_NAME),
        ],
        description=_("Such as: import of travel requests on the office's server."),
    )
    scopes = SelectMultipleField(
        _("What it may be used for"),
        [InputRequired(_("Choose at least one thing that it may be used for."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    days = IntegerField(
        _("Good for how many days"),
        [
            InputRequired(_("Say for how many days it is to be good.")),
            NumberRange(1, MOST_DAYS, _("A token is good for 1 to 366 days.")),
        ],
        default=90,
    )

    def offer(self, scopes: Sequence[tuple[str, str]]) -> None:
        """Say which uses there are."""
        self.scopes.choices = list(scopes)

    def to_command(self) -> NewToken:
        """The token that was asked for."""
        return NewToken(self.name.data or "", self.scopes.data or [], self.days.data or 0)
