"""Who handles a case, whether it is confined to them, and keeping out of it."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.queries import Officer
from compliance.web.forms import Form

MOST = Length(max=2_000)


class AssignForm(Form):
    """An officer who is to handle a case."""

    person = SelectField(_("Officer"), [InputRequired(_("Choose an officer."))])
    leads = BooleanField(_("Leads the case"), description=_("Whoever led it until now goes on handling it."))
    reason = TextAreaField(_("Reason"), [Optional(), MOST], render_kw={"rows": 3})

    def offer(self, officers: Iterable[Officer]) -> "AssignForm":
        """Fill the choices; who keeps out is among them, so that it is said why they cannot be assigned."""
        self.person.choices = [("", gettext("Choose an officer")), *((one.reference, _named(one)) for one in officers)]
        return self


class WhyForm(Form):
    """Why something is done that concerns who handles a case."""

    reason = TextAreaField(_("Reason"), [InputRequired(_("Say why.")), MOST], render_kw={"rows": 4})


class ConfineForm(Form):
    """Officers to whom a case is to be confined, and why."""

    handlers = SelectMultipleField(
        _("Who handles it"),
        [InputRequired(_("Choose two officers at least, or the only one left: nobody is to know of a case alone."))],
        description=_("Two at least. From now on nobody else in the office knows of it."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    reason = TextAreaField(_("Reason"), [InputRequired(_("Say why.")), MOST], render_kw={"rows": 4})

    def offer(self, officers: Iterable[Officer]) -> "ConfineForm":
        """Fill the choices with those who do not keep out."""
        choices: list[Any] = [(one.reference, one.name) for one in officers if not one.keeps_out]
        self.handlers.choices = choices
        return self


class KeepOutForm(Form):
    """Why whoever acts keeps out of a case."""

    reason = TextAreaField(
        _("Reason"),
        [InputRequired(_("Say why; the chair's report names the recusal only.")), MOST],
        description=_("For example that you know somebody in it. Neither details of the case nor who reported it."),
        render_kw={"rows": 4},
    )


def _named(officer: Officer) -> str:
    return gettext("%(name)s (keeps out)", name=officer.name) if officer.keeps_out else officer.name
