"""What waits for a second person in cases, over all contests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, Row, Select, String, cast, exists, func, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from compliance.candidates.models import Candidacy
from compliance.contests.models import Contest
from compliance.core.access import Actor, Verdict
from compliance.identity import queries as identity
from compliance.incidents import policy
from compliance.incidents.models import (
    Incident,
    Measure,
    MeasureStep,
    NoticeSettings,
    NoticeTemplate,
    PreparedNotice,
    Publication,
    Review,
    Source,
    UnmaskRequest,
    UnreachableProposal,
)
from compliance.incidents.queries.silence import STANDS, seconds_in
from compliance.incidents.release import DEFAULTS
from compliance.incidents.terms import FollowUp, PublicationState, Stage

MOST = 30


class Second(StrEnum):
    """What one person did and another one confirms, decides or answers."""

    PUBLICATION = "publication"
    UNMASKING = "unmasking"
    NOTICE = "notice"
    WORDING = "wording"
    MEASURE = "measure"
    REVIEW = "review"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class SecondAct:
    """An act that waits for a second person; `by` took the first part.

    `reference` and `candidate` are those of the case, and empty for a wording; `title` is that of either. `place` is
    what an address needs to lead to the second part.
    """

    act: Second
    slug: str
    contest: str
    reference: str
    title: str
    candidate: str
    place: Mapping[str, str | int]
    by: str


def second_acts(session: Session, actor: Actor) -> list[SecondAct]:
    """The acts whose second part this person may take, over all contests; one statement, and two more for the silent.

    The policy of each act says who may: nobody is shown what they began, keep out of, or may not know of.
    """
    contests = actor.contests(*identity.SECONDS) - actor.recused_contests
    if not contests:
        return []
    found = session.execute(_ACTS.where(Contest.id.in_(contests))).all()
    sought = {row.Incident.id: row.by_id for row in found if row.act == Second.UNREACHABLE}
    seconds = seconds_in(session, sought)

    def may(row: _Found) -> bool:
        if row.act == Second.UNREACHABLE:
            able = seconds[row.Incident.id]
            return bool(policy.may_decide_unreachable(actor, row.Incident, waits=True, seconds=able))
        return bool(_MAY[Second(row.act)](actor, row))

    return [_shown(row) for row in found if may(row)][:MOST]


def _waiting(act: Second, *columns: Any) -> Select[*tuple[Any, ...]]:
    """What each kind of act gives to the statement.

    Columns: key, incident, contest (of a wording alone), who took the first part as name and as id (of a review: who
    is to decide it), reference, version and title (of a wording alone).
    """
    names = ("key", "incident_id", "contest_id", "by", "by_id", "part", "version", "name")
    labelled = (column.label(name) for name, column in zip(names, columns, strict=True))
    return select(literal(act.value).label("act"), *labelled)


_NO_NUMBER, _NO_TEXT = cast(null(), Integer), cast(null(), String)


def _publications() -> Select[*tuple[Any, ...]]:
    of = (Publication.id, Publication.incident_id, _NO_NUMBER, Publication.proposed_by, Publication.proposed_by_id)
    proposed = Publication.state == PublicationState.PROPOSED
    return _waiting(Second.PUBLICATION, *of, _NO_TEXT, _NO_NUMBER, _NO_TEXT).where(proposed)


def _unmaskings() -> Select[*tuple[Any, ...]]:
    of = (UnmaskRequest.id, Source.incident_id, _NO_NUMBER, UnmaskRequest.requested_by, UnmaskRequest.requested_by_id)
    query = _waiting(Second.UNMASKING, *of, Source.reference, _NO_NUMBER, _NO_TEXT)
    return query.join(Source, Source.id == UnmaskRequest.source_id).where(UnmaskRequest.agreed.is_(None))


def _notices() -> Select[*tuple[Any, ...]]:
    """Notices that nobody has checked, where a contest wants that."""
    of = (PreparedNotice.id, PreparedNotice.incident_id, _NO_NUMBER, PreparedNotice.prepared_by)
    query = _waiting(Second.NOTICE, *of, PreparedNotice.author_id, PreparedNotice.reference, _NO_NUMBER, _NO_TEXT)
    return (
        query.join(Incident, Incident.id == PreparedNotice.incident_id)
        .outerjoin(NoticeSettings, NoticeSettings.contest_id == Incident.contest_id)
        .where(func.coalesce(NoticeSettings.second_check, DEFAULTS.second_check))
        .where(*(step.is_(None) for step in (PreparedNotice.checked_at, PreparedNotice.release_at)))
        .where(*(step.is_(None) for step in (PreparedNotice.released_at, PreparedNotice.dropped_at)))
    )


def _wordings() -> Select[*tuple[Any, ...]]:
    """Wordings that nobody has approved, unless a later version of them is in force."""
    later = aliased(NoticeTemplate)
    replaced = exists().where(
        *(later.contest_id == NoticeTemplate.contest_id, later.key == NoticeTemplate.key),
        *(later.version > NoticeTemplate.version, later.approved_at.is_not(None)),
    )
    of = (NoticeTemplate.id, _NO_NUMBER, NoticeTemplate.contest_id, NoticeTemplate.written_by, NoticeTemplate.author_id)
    query = _waiting(Second.WORDING, *of, NoticeTemplate.key, NoticeTemplate.version, NoticeTemplate.title)
    return query.where(NoticeTemplate.approved_at.is_(None), ~replaced)


def _measures() -> Select[*tuple[Any, ...]]:
    """Measures of which the respondent said that they were done, and the office nothing since."""
    later = aliased(MeasureStep)
    answered = exists().where(later.measure_id == MeasureStep.measure_id, later.id > MeasureStep.id)
    of = (MeasureStep.id, Measure.incident_id, _NO_NUMBER, MeasureStep.recorded_by, _NO_NUMBER)
    query = _waiting(Second.MEASURE, *of, Measure.reference, _NO_NUMBER, _NO_TEXT)
    done = (MeasureStep.step == FollowUp.DONE, Measure.state.not_in(sorted(policy.SETTLED)))
    return query.join(Measure, Measure.id == MeasureStep.measure_id).where(*done, ~answered)


def _reviews() -> Select[*tuple[Any, ...]]:
    of = (Review.id, Review.incident_id, _NO_NUMBER, Review.recorded_by, Review.reviewer_id)
    return _waiting(Second.REVIEW, *of, _NO_TEXT, _NO_NUMBER, _NO_TEXT).where(Review.outcome.is_(None))


def _unreachable() -> Select[*tuple[Any, ...]]:
    row = UnreachableProposal
    of = (row.id, row.incident_id, _NO_NUMBER, row.requested_by, row.requested_by_id, _NO_TEXT, _NO_NUMBER, _NO_TEXT)
    query = _waiting(Second.UNREACHABLE, *of).join(Incident, Incident.id == row.incident_id)
    return query.where(row.agreed.is_(None), Incident.stage == Stage.NOTIFIED, STANDS)


_KINDS = (_publications, _unmaskings, _notices, _wordings, _measures, _reviews, _unreachable)
_EACH = union_all(*(kind() for kind in _KINDS)).subquery()
_ACTS = (
    select(_EACH, Contest.slug, Contest.title.label("contest"), Incident, Candidacy.name.label("candidate"))
    .outerjoin(Incident, Incident.id == _EACH.c.incident_id)
    .outerjoin(Candidacy, Candidacy.id == Incident.candidacy_id)
    .join(Contest, Contest.id == func.coalesce(_EACH.c.contest_id, Incident.contest_id))
    .order_by(_EACH.c.act, _EACH.c.key)
)
"""Written once: to write it costs more than to run it."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A wording or a notice of which only the first part was done, as a policy asks of it."""

    author_id: int | None
    approved_by: str | None = None
    checker_id: int | None = None
    is_checked: bool = False
    is_ordered: bool = False


_Found = Row[*tuple[Any, ...]]
_MAY: Mapping[Second, Callable[[Actor, _Found], Verdict]] = {
    Second.PUBLICATION: lambda actor, row: policy.may_confirm_publication(
        actor, row.Incident, state=PublicationState.PROPOSED, proposed_by_id=row.by_id
    ),
    Second.UNMASKING: lambda actor, row: policy.may_agree_to_unmask(
        actor, row.Incident, pending=True, requested_by_id=row.by_id
    ),
    Second.NOTICE: lambda actor, row: policy.may_check(actor, row.Incident, _Begun(row.by_id)),
    Second.WORDING: lambda actor, row: policy.may_approve_template(actor, row.contest_id, _Begun(row.by_id)),
    Second.MEASURE: lambda actor, row: policy.may_follow_up(actor, row.Incident),
    Second.REVIEW: lambda actor, row: policy.may_decide_review(
        actor, row.Incident, reviewer_id=row.by_id, concluded_by=(), is_open=True
    ),
}
"""Who takes the second part. Whoever reviews a case had no part in concluding it, or they were not appointed."""


def _shown(row: _Found) -> SecondAct:
    act, case = Second(row.act), row.Incident
    place: dict[str, str | int] = {} if case is None else {"reference": case.reference}
    if act is Second.WORDING:
        place |= {"key": row.part, "version": row.version}
    elif act in (Second.UNMASKING, Second.MEASURE):
        place["source" if act is Second.UNMASKING else "measure"] = row.part
    reference, title = ("", row.name) if case is None else (case.reference, case.title)
    return SecondAct(act, row.slug, row.contest, reference, title, row.candidate or "", place, row.by or "")
