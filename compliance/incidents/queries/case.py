"""Everything that belongs to one case, for one reader, in at most eight statements however much there is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    Row,
    Select,
    String,
    and_,
    bindparam,
    exists,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy import case as switch
from sqlalchemy.orm import Session

from compliance.core.access import Actor
from compliance.core.periods import Period
from compliance.incidents import policy
from compliance.incidents.models import (
    Allegation,
    EvidenceItem,
    Finding,
    Incident,
    Notice,
    Source,
    StageChange,
    UnmaskRequest,
    Watch,
)
from compliance.incidents.queries.handling import HandlingView, handling_in, papers_of_handling
from compliance.incidents.queries.links import knows_of_repeated
from compliance.incidents.queries.replies import papers_of_replies, replies_in, silence_in, statements_in
from compliance.incidents.queries.views import (
    AllegationView,
    EvidenceView,
    FindingView,
    NoticeView,
    SourceView,
    StageView,
)
from compliance.incidents.terms import (
    InadmissibilityGround,
    SourceKind,
)
from compliance.incidents.workflow import KNOWN_TO_RESPONDENT
from compliance.pledges.applicability import can_be_alleged
from compliance.pledges.queries import Rulebook, rulebook

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Case:
    """One case as one reader sees it. `stages` is its course, oldest first; `for_office` whether an officer reads.

    `watched` is whether the reader watches it.
    """

    incident: Incident
    candidate_key: str
    candidate_name: str
    for_office: bool
    allegations: tuple[AllegationView, ...]
    notices: tuple[NoticeView, ...]
    stages: tuple[StageView, ...]
    evidence: tuple[EvidenceView, ...]
    sources: tuple[SourceView, ...]
    handling: tuple[HandlingView, ...]
    watched: bool

    @property
    def without_finding(self) -> int:
        """How many allegations nothing was found on yet."""
        return sum(allegation.finding is None for allegation in self.allegations)

    @property
    def unanswered(self) -> int:
        """How many allegations have no reply."""
        return sum(not allegation.replies for allegation in self.allegations)


def case(session: Session, incident: Incident, actor: Actor, *, grounds: bool = True, sources: bool = True) -> Case:
    """Read a case for somebody who may see it, leaving out what is not for them.

    The respondent sees the course of it from the notice on, without the office's reasons, and what was disclosed; never
    a source. Without `grounds` evidence and sources are not read: for pages that show neither; without
    `sources` these are not.
    """
    office = policy.is_officer_of(actor, incident)
    this = {"incident_id": incident.id}
    rows = session.execute(_ALLEGATIONS, this).all()
    clause_ids = {row.clause_id for row in rows}
    book = rulebook(session, incident.contest_id, clause_ids=clause_ids, candidacy_id=incident.candidacy_id)
    papers = session.execute(_PAPERS, {**this, "reader": actor.user_id}).all()
    (respondent,) = book.candidacies
    return Case(
        incident=incident,
        candidate_key=respondent.key,
        candidate_name=respondent.name,
        for_office=office,
        allegations=tuple(_allegation(row, book, incident, papers) for row in rows),
        notices=tuple(NoticeView(one.text, one.on, one.due, one.at, one.by) for one in papers if one.what == "notice"),
        stages=_without_repeated(session, incident, actor, _course(papers, office=office)),
        evidence=_views(EvidenceView, session.execute(_EVIDENCE if office else _DISCLOSED, this)) if grounds else (),
        sources=_views(SourceView, session.execute(_SOURCES, this)) if office and grounds and sources else (),
        handling=handling_in(papers) if office else (),
        watched=any(paper.what == "watch" for paper in papers),
    )


def _papers() -> Select[*tuple[Any, ...]]:
    """What was written in the course of the case: findings, replies, notices, stages, handling, in one statement."""
    this: BindParameter[int] = bindparam("incident_id")
    of_this = select(Allegation.id).where(Allegation.incident_id == this)
    nothing = null()
    findings = select(
        literal("finding").label("what"),
        *(Finding.id.label("id"), Finding.allegation_id.label("of"), Finding.rationale.label("text")),
        *(Finding.decided_on.label("on"), literal(None, Notice.reply_due_on.type).label("due")),
        *(literal(None, StageChange.stage.type).label("stage"), Finding.result.label("result")),
        *(Finding.standard_of_proof.label("standard"), Finding.correction_reason.label("correction")),
        *(Finding.recorded_at.label("at"), Finding.recorded_by.label("by"), Finding.standard_reason.label("why")),
    ).where(Finding.allegation_id.in_(of_this))
    notices = select(
        *(literal("notice"), Notice.id, nothing, Notice.text, Notice.notified_on, Notice.reply_due_on),
        *(nothing, nothing, nothing, nothing, Notice.recorded_at, Notice.recorded_by, nothing),
    ).where(Notice.incident_id == this)
    stages = select(
        *(literal("stage"), StageChange.id, nothing, StageChange.reason, StageChange.on, nothing, StageChange.stage),
        # The ground of an assessment stands where a finding has the reason for its correction.
        *(nothing, nothing, type_coerce(StageChange.ground, String)),
        *(StageChange.recorded_at, StageChange.recorded_by, nothing),
    ).where(StageChange.incident_id == this)
    watch = select(
        *(literal("watch"), Watch.incident_id, nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing),
        *(Watch.since, nothing, nothing),
    ).where(Watch.incident_id == this, Watch.user_id == bindparam("reader", type_=Watch.user_id.type))
    papers = union_all(findings, notices, stages, *papers_of_replies(this), *papers_of_handling(this), watch).subquery()
    return select(papers).order_by(papers.c.id)


_THIS: BindParameter[int] = bindparam("incident_id")
_AGREED = exists().where(UnmaskRequest.source_id == Source.id, UnmaskRequest.agreed.is_(True))
_MASKED = and_(Source.kind == SourceKind.CONFIDENTIAL, ~_AGREED)

# Each is written once: to write one costs more than to run it.
_PAPERS = _papers()
_ALLEGATIONS = (
    select(Allegation.id, Allegation.position, Allegation.clause_id, Allegation.override)
    .where(Allegation.incident_id == _THIS)
    .order_by(Allegation.position)
)
_EVIDENCE = (
    select(
        *(EvidenceItem.id, EvidenceItem.reference, EvidenceItem.name, EvidenceItem.media_type, EvidenceItem.sha256),
        *(EvidenceItem.size, EvidenceItem.description, EvidenceItem.disclosed),
        *(EvidenceItem.recorded_at, EvidenceItem.recorded_by),
    )
    .where(EvidenceItem.incident_id == _THIS)
    .order_by(EvidenceItem.id)
)
_DISCLOSED = _EVIDENCE.where(EvidenceItem.disclosed)
_SOURCES = (
    select(
        *(Source.id, Source.reference, Source.kind),
        *(switch((_MASKED, null()), else_=column) for column in (Source.name, Source.contact)),
        *(Source.statement, Source.reliability, Source.credibility, Source.recorded_at, Source.recorded_by),
        _MASKED.label("masked"),
    )
    .where(Source.incident_id == _THIS)
    .order_by(Source.id)
)
"""Who a confidential source is, nobody reads before two people have agreed to learn it."""


def _allegation(
    row: Row[int, int, int, str | None], book: Rulebook, incident: Incident, papers: Sequence[Row[Any]]
) -> AllegationView:
    clause = book.clause(row.clause_id)
    period = Period(incident.occurred_from, incident.occurred_until or incident.occurred_from)
    runs = book.runs(incident.candidacy_id, row.clause_id, period)
    findings = tuple(
        FindingView(
            *(paper.id, paper.result, paper.standard, paper.on, paper.text),
            *(paper.correction, paper.at, paper.by, paper.why),
        )
        for paper in papers
        if paper.what == "finding" and paper.of == row.id
    )
    return AllegationView(
        *(row.id, row.position, row.clause_id, clause.instrument_key, clause.instrument_title, clause.version_label),
        *(clause.number, clause.heading, clause.text, row.override),
        runs=runs,
        can_be_alleged=can_be_alleged(runs),
        replies=replies_in(papers, row.id),
        finding=findings[-1] if findings else None,
        superseded=findings[:-1],
        statements=statements_in(papers, row.id),
        silence=silence_in(papers),
    )


def _course(papers: Sequence[Row[Any]], *, office: bool) -> tuple[StageView, ...]:
    steps = [paper for paper in papers if paper.what == "stage"]
    if office:
        return tuple(StageView(step.stage, step.on, step.text, step.at, step.by, _ground(step)) for step in steps)
    known = next((index for index, step in enumerate(steps) if step.stage in KNOWN_TO_RESPONDENT), len(steps))
    return tuple(StageView(step.stage, step.on, None, step.at, step.by) for step in steps[known:])


def _ground(step: Row[Any]) -> InadmissibilityGround | None:
    return InadmissibilityGround(step.correction) if step.correction else None


def _without_repeated(
    session: Session, incident: Incident, actor: Actor, course: tuple[StageView, ...]
) -> tuple[StageView, ...]:
    """Whoever may not know of the case that this one repeats is not told that it repeats one."""
    repeats = InadmissibilityGround.DUPLICATE
    if all(step.ground is not repeats for step in course) or knows_of_repeated(session, actor, incident.id):
        return course
    return tuple(replace(step, ground=None, reason=None) if step.ground is repeats else step for step in course)


def _views(view: Callable[..., View], rows: Iterable[Sequence[Any]]) -> tuple[View, ...]:
    """Make a view of each row, whose columns come in the order of the view's fields."""
    return tuple(view(*row) for row in rows)
