"""A contest to be set up, or corrected."""

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from compliance.contests.service import LONGEST_LINE, LONGEST_SLUG, ContestFacts, NewContest, timezones
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.web.forms import DayField, Form, RevisedForm, none_if_empty

REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
NO_ZONES = frozenset({"Factory", "localtime", "posixrules"})
"""Names that stand in a time zone database and are no place's time."""


def timezone_choices() -> dict[str, str | dict[str, str]]:
    """Every time zone, in groups by region; the first choice is none."""
    by_region: dict[str, dict[str, str]] = {region: {} for region in REGIONS}
    others: dict[str, str] = {}
    for name in sorted(timezones() - NO_ZONES):
        by_region.get(name.partition("/")[0], others)[name] = name.replace("_", " ")
    return {"": gettext("Choose a time zone"), **by_region, gettext("Other"): others}


class NumberField(IntegerField):
    """A whole number; what is none is refused in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError:
            raise ValueError(gettext("Give a whole number in digits, such as 175.")) from None


class ContestFields(Form):
    """What is said of a contest."""

    title = StringField(
        _("Title of the election"),
        [InputRequired(_("Give the election a title.")), Length(max=LONGEST_LINE)],
        description=_("Such as: Election of the Director General"),
    )
    organisation = StringField(
        _("Organisation"), [InputRequired(_("Name the organisation.")), Length(max=LONGEST_LINE)]
    )
    post = StringField(
        _("Post to be filled"),
        [InputRequired(_("Name the post that is to be filled.")), Length(max=LONGEST_LINE)],
        description=_("Such as: Director General"),
    )
    timezone = SelectField(
        _("Time zone"),
        [InputRequired(_("Choose a time zone by its name, such as Europe/Zurich."))],
        choices=timezone_choices,
        validate_choice=False,
        description=_("Days and deadlines are counted where the organisation has its seat, such as Europe/Zurich."),
    )
    opens_on = DayField(
        _("Campaign opens on"),
        [InputRequired(_("Give the day on which the campaign opens."))],
        description=_("The first day on which candidates may campaign."),
    )
    votes_on = DayField(_("Vote on"), [InputRequired(_("Give the day of the vote."))])
    electorate = NumberField(
        _("Number of electors"), [Optional()], description=_("How many may vote, such as 175 member states.")
    )
    majority = StringField(
        _("Majority required"),
        [Optional(), Length(max=LONGEST_LINE)],
        filters=[none_if_empty],
        description=_("Such as: two thirds of the members present and voting"),
    )

    def facts(self) -> ContestFacts:
        """What was filled in."""
        return ContestFacts(**{name: self[name].data for name in ContestFacts.__dataclass_fields__})


class NewContestForm(ContestFields):
    """A contest to be set up."""

    slug = StringField(
        _("Short name"),
        [InputRequired(_("Give the contest a short name, such as dg-2031.")), Length(max=LONGEST_SLUG)],
        description=_(
            "It stands in the address of every page of this contest and never changes. "
            "Lower-case letters, digits and hyphens, such as dg-2031."
        ),
    )

    def to_command(self) -> NewContest:
        """The contest that was filled in."""
        return NewContest(**{name: self[name].data for name in NewContest.__dataclass_fields__})


class EditContestForm(ContestFields, RevisedForm):
    """A contest to be corrected."""
