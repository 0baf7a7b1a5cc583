"""How a contest puts notices: the hours of release, whether a second officer checks each, and the wordings."""

from datetime import date, datetime

from pydantic import Field

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, service
from compliance.incidents.api.settings import READ, WRITE, SettingBody, blueprint
from compliance.incidents.models import NoticeTemplate
from compliance.incidents.queries import notices as reading
from compliance.incidents.release import Terms
from compliance.incidents.routes.terms import READERS
from compliance.web.guards import allow
from compliance.web.json_api import Answer, Body, Operation, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work


class NoticeTermsBody(SettingBody):
    """The hours at which notices are released, such as `10:00`, in the contest's time; and whether each is checked."""

    hours: list[str] = Field(max_length=24)
    second_check: bool
    reason: str = Field(max_length=2_000, description="Why it is changed now.")


class WordingBody(Body):
    """A wording, with named places in braces where the facts of a case go."""

    title: str = Field(max_length=200)
    text: str = Field(max_length=20_000)


class TermsChangeAnswer(Answer):
    """How notices were put from a change on, and why it was made."""

    hours: list[str]
    second_check: bool
    hours_from: date
    reason: str
    recorded_at: datetime
    recorded_by: str


class NoticeTermsAnswer(Answer):
    """How notices are put, for every candidate alike; revision 0 if nobody set it.

    Hours that were changed hold from the day `since` on; until then it is the hours `before`.
    """

    revision: int
    hours: list[str]
    second_check: bool
    before: list[str] | None
    since: date | None
    changes: list[TermsChangeAnswer] = Field(description="The latest changes, the last one first.")


class WordingAnswer(Answer):
    """A version of a wording. It is used once somebody else approved it, until a later version is approved."""

    key: str
    version: int
    title: str
    text: str
    in_force: bool
    written_at: datetime
    written_by: str
    approved_at: datetime | None
    approved_by: str | None


class WordingsAnswer(Answer):
    """Every version of every wording of a contest, the newest first within each."""

    items: list[WordingAnswer]


def the_terms() -> int:
    """The contest, for whoever says how its notices are put."""
    policy.may_set_terms(actor(), current_scope().id).enforce()
    return current_scope().id


def the_writer() -> int:
    """The contest, for whoever writes its wordings."""
    policy.may_write_template(actor(), current_scope().id).enforce()
    return current_scope().id


def the_wording(key: str) -> str:
    """The key of a wording of which the actor may write the next version."""
    if key not in {one.key for one in reading.templates(session(), current_scope().id)}:
        raise NotFound(_("There is no such page."))
    the_writer()
    return key


def the_version(key: str, version: int) -> NoticeTemplate:
    """One version of a wording."""
    return reading.template(session(), current_scope().id, key, version)


@blueprint.get("/notice-terms")
@allow(READERS)
@operation(Operation(READ, NoticeTermsAnswer))
def show_notice_terms() -> NoticeTermsAnswer:
    """Say how notices are put."""
    return _terms(current_scope().id)


@blueprint.put("/notice-terms")
@allow(READERS)
@operation(Operation(WRITE, NoticeTermsAnswer, takes=NoticeTermsBody, on=the_terms))
def set_notice_terms(contest_id: int, body: NoticeTermsBody) -> NoticeTermsAnswer:
    """Say how notices are put. What was ordered keeps its hour; other hours hold after the next release."""
    terms = Terms(tuple(body.hours), body.second_check)
    service.set_terms(unit_of_work(), contest_id, terms, body.reason, expected_revision=body.revision)
    return _terms(contest_id)


@blueprint.get("/notice-wordings")
@allow(READERS)
@operation(Operation(READ, WordingsAnswer))
def list_wordings() -> WordingsAnswer:
    """List the wordings for notices."""
    return _wordings(current_scope().id)


@blueprint.post("/notice-wordings")
@allow(READERS)
@operation(Operation(WRITE, WordingsAnswer, takes=WordingBody, status=201, on=the_writer))
def write_wording(contest_id: int, body: WordingBody) -> WordingsAnswer:
    """Write a wording. Somebody else must approve it before it is used."""
    service.write_template(unit_of_work(), contest_id, service.NewTemplate(body.title, body.text))
    return _wordings(contest_id)


@blueprint.post("/notice-wordings/<key>/versions")
@allow(READERS)
@operation(Operation(WRITE, WordingsAnswer, takes=WordingBody, status=201, on=the_wording))
def write_next_version(key: str, body: WordingBody) -> WordingsAnswer:
    """Write the next version of a wording."""
    contest_id = current_scope().id
    service.write_template(unit_of_work(), contest_id, service.NewTemplate(body.title, body.text, key))
    return _wordings(contest_id)


@blueprint.post("/notice-wordings/<key>/<int:version>/approve")
@allow(READERS)
@operation(Operation(WRITE, WordingsAnswer, on=the_version))
def approve_wording(found: NoticeTemplate) -> WordingsAnswer:
    """Let a wording that somebody else wrote be used from now on."""
    service.approve_template(unit_of_work(), found)
    return _wordings(found.contest_id)


def _terms(contest_id: int) -> NoticeTermsAnswer:
    session().flush()
    row = reading.settings(session(), contest_id)
    terms = reading.terms_of(row)
    return NoticeTermsAnswer(
        revision=0 if row is None else row.revision,
        hours=list(terms.hours),
        second_check=terms.second_check,
        before=None if terms.before is None else list(terms.before),
        since=terms.since,
        changes=[TermsChangeAnswer.model_validate(one) for one in reading.changes_of_terms(session(), contest_id)],
    )


def _wordings(contest_id: int) -> WordingsAnswer:
    session().flush()
    in_force = {one.id for one in reading.templates_in_force(session(), contest_id)}
    own = {"in_force"}
    return WordingsAnswer(
        items=[
            WordingAnswer(
                **{name: getattr(one, name) for name in WordingAnswer.model_fields if name not in own},
                in_force=one.id in in_force,
            )
            for one in reading.templates(session(), contest_id)
        ]
    )
