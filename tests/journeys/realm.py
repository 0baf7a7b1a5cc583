"""Two contests with everything in them that can be seen or hidden, and one person for each relation to it.

Texts that only some may read carry a marker each, so that a page can be searched for them.
"""

import io
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from compliance.candidates.models import Candidacy
from compliance.codes.models import InstrumentVersion
from compliance.core.access import Actor, Role
from compliance.core.storage import FileStore, KeptFile, StoredFile
from compliance.identity import service as identity
from compliance.identity.models import ApiToken, Recusal, RecusalProposal, RoleGrant, User
from compliance.identity.terms import RelationKind
from compliance.incidents import queries as incident_queries
from compliance.incidents import service as incidents
from compliance.incidents.messages import DEFAULT_TEXT
from compliance.incidents.models import Incident, ReplyFile
from compliance.incidents.queries import replies as reply_queries
from compliance.incidents.terms import (
    Credibility,
    FollowUp,
    Kind,
    LinkKind,
    MeasureKind,
    Reliability,
    SourceKind,
    Stage,
)
from compliance.intake.service import Party, triage
from compliance.pledges import service as pledging
from compliance.pledges.models import Acknowledgement
from compliance.pledges.receipt import Choice
from compliance.pledges.terms import Decision
from compliance.reports import service as reports
from compliance.reports.queries import by_reference as find_report
from compliance.reports.terms import Edition
from compliance.transparency.models import LogEntry
from compliance.web.json_api import Scope
from tests.factories import cases, notices, pledges
from tests.factories.cases import Setting
from tests.factories.world import World
from tests.intake import submissions
from tests.journeys import findings
from tests.journeys.personas import Persona

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)
CASE = {"title": "Lagoon mission", "summary": "Lagoon dinners with delegations.", "kind": Kind.TRAVEL}
FRESH = CASE | {"title": "Harbour hearsay", "summary": "A harbour clerk told a friend."}
CONFINED = CASE | {"title": "Quarry reprisal", "summary": "A quarry hand was moved to nights."}
ENDED = CASE | {"title": "Delta visit", "summary": "The delta was toured twice."}
RIVAL = CASE | {"title": "Meadow interview", "summary": "The meadow was shown on air."}
SOURCE = incidents.NewSource(
    SourceKind.NAMED, "Ida Elm", "ida@elm.example", "Ida saw the boats.", Reliability.B, Credibility.PROBABLE
)
SEALED = incidents.NewSource(
    SourceKind.CONFIDENTIAL, "Ulla Yew", "ulla@yew.example", "Somebody saw sails.", Reliability.B, Credibility.PROBABLE
)
SEALED_MARKS = ("Ulla Yew", "ulla@yew.example")
SOURCE_MARKS = ("Ida Elm", "ida@elm.example", "Ida saw the boats.")
SHOWN_NAME, SHOWN_WORD = "programme-shown.png", "The programme as printed."
INNER_NAME, INNER_WORD = "ledger-inner.png", "The ledger as leaked."
REPORT, JOINED = "The gull was fed from the travel budget.", "The heron told the same."
REPORTER, FILE_NAME = "Uma Reed", "gull-receipt.png"
STATEMENT = "My sister is a journalist."
REPLY = "The lagoon was on the programme."
DRAFT = "I am not sure what to say of the lagoon."


@dataclass
class Realm:
    """The world, who is who, and what the placeholders in addresses stand for."""

    world: World
    people: dict[Persona, int | None]
    names: dict[str, str]
    tokens: dict[Persona, str]
    made: Setting


def build(world: World) -> Realm:
    """Make everything by the verbs of production."""
    made = cases.setting(world)
    other = world.contest("dg-2033", title="Election of the Deputy")
    cedar = world.candidacy(other, "cedar", "Sam Cedar")
    people = _people(made, other, cedar)
    names = {"slug": "dg-2031", "elsewhere": "dg-2033"}
    kept = FileStore(world.app.extensions["compliance.config"].evidence_folder).put(io.BytesIO(PICTURE), limit=1 << 20)
    names |= _cases(made, kept)
    names["confined"] = _confined(made, people)
    names |= _conclusions(made, kept)
    names |= _replies(made, kept, names["case"])
    names |= _notices(made, world.actor(people[Persona.OFFICER_OF_BOTH] or 0), names["case"])
    names |= findings.found(made, names["case"], kept)
    names |= _submissions(made, kept)
    names |= _pledges(made, people, kept)
    names |= _recusals(made, people)
    names |= _routing(made, people)
    names |= _reports(made, world.actor(people[Persona.OFFICER_OF_BOTH] or 0))
    with world.look() as uow:
        entries = select(LogEntry.seq).where(LogEntry.contest_id == made.contest).order_by(LogEntry.seq.desc())
        names["seq"] = str(uow.session.scalars(entries.limit(1)).one())
        grants = select(RoleGrant.id).where(RoleGrant.user_id == people[Persona.OBSERVER])
        names["grant"] = str(uow.session.scalars(grants).one())
        names["user"] = uow.session.scalars(select(User.reference).where(User.id == people[Persona.OBSERVER])).one()
    names["token"] = token(world, world.user())[0].reference
    tokens = {persona: token(world, user)[1] for persona, user in people.items() if user is not None}
    names["calendar"] = _calendar(made)
    world.clock.advance(minutes=5)
    return Realm(world, people, names, tokens, made)


def _calendar(made: Setting) -> str:
    """The secret of the officer's calendar."""
    with made.world.act(made.officer) as uow:
        return identity.make_calendar_address(uow, uow.session.get_one(User, made.officer.user_id))


def token(world: World, user_id: int) -> tuple[ApiToken, str]:
    """A token of somebody's that may be used for everything."""
    with world.act(world.actor(user_id)) as uow:
        user = uow.session.get_one(User, user_id)
        return identity.make_token(uow, user, identity.NewToken("everything", list(Scope), 30))


def _people(made: Setting, other: int, cedar: int) -> dict[Persona, int | None]:
    world, contest = made.world, made.contest
    of_both = world.user(Role.OFFICER, contest)
    with world.act() as uow:
        identity.give_role(uow, uow.session.get_one(User, of_both), Role.OFFICER, contest_id=other)
    return {
        Persona.VISITOR: None,
        Persona.STRANGER: world.user(),
        Persona.ADMINISTRATOR: world.user(Role.ADMINISTRATOR),
        Persona.OFFICER: made.officer.user_id,
        Persona.OFFICER_OF_BOTH: of_both,
        Persona.NOT_ON_ALDER: world.user(Role.OFFICER, contest),
        Persona.NOT_ON_CASE: world.user(Role.OFFICER, contest),
        Persona.NOT_ON_CONTEST: world.user(Role.OFFICER, contest),
        Persona.OFFICER_ELSEWHERE: world.user(Role.OFFICER, other),
        Persona.CHAIR: world.user(Role.CHAIR, contest),
        Persona.BUREAU: world.user(Role.BUREAU, contest),
        Persona.ALDER: made.candidate.user_id,
        Persona.BIRCH: world.user(Role.CANDIDATE, contest, made.birch),
        Persona.AGENT: world.user(Role.AGENT, contest, made.alder),
        Persona.CEDAR: world.user(Role.CANDIDATE, other, cedar),
        Persona.OBSERVER: world.user(Role.OBSERVER, contest),
    }


def _cases(made: Setting, kept: StoredFile) -> dict[str, str]:
    """One case against Alder put to the candidate, one not yet, and one against Birch."""
    case = made.at(Stage.NOTIFIED, "4(a)", "4(b)", **CASE)
    fresh = made.at(Stage.RECEIVED, "4(a)", **FRESH)
    rival = made.at(Stage.NOTIFIED, "4(a)", **RIVAL, candidacy_id=made.birch)
    shown = incidents.NewEvidence(SHOWN_NAME, "image/png", kept.sha256, kept.size, SHOWN_WORD, disclosed=True)
    inner = replace(shown, name=INNER_NAME, description=INNER_WORD, disclosed=False)
    with made.world.act(made.officer) as uow:
        incident = made.incident(uow, case)
        given = incidents.add_evidence(uow, incident, shown)
        held = incidents.add_evidence(uow, incident, inner)
        source = incidents.add_source(uow, incident, SOURCE)
        sealed = incidents.add_source(uow, incident, SEALED)
        related = incidents.NewLink(LinkKind.RELATED, rival, "The same week.")
        link = incidents.link(uow, made.incident(uow, fresh), related)
        incidents.assign(uow, incident, made.officer.user_id or 0)
        assigned = uow.session.get_one(User, made.officer.user_id).reference
        return {
            "case": case,
            "fresh": fresh,
            "rival": rival,
            "shown": given.reference,
            "inner": held.reference,
            "source": source.reference,
            "sealed": sealed.reference,
            "link": link.reference,
            "assigned": assigned,
        }


def _confined(made: Setting, people: dict[Persona, int | None]) -> str:
    """A case against Alder of which two officers alone know."""
    reference = made.at(Stage.RECEIVED, "4(a)", **CONFINED)
    mine = [people[one] for one in (Persona.OFFICER, Persona.OFFICER_OF_BOTH)]
    with made.world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        incidents.restrict(uow, incident, "Whoever reported it works below Alder.", [one for one in mine if one])
    return reference


def _conclusions(made: Setting, kept: StoredFile) -> dict[str, str]:
    """A concluded case against Alder with a measure, about which Alder sent a file."""
    ended = made.at(Stage.CONCLUDED, "4(a)", **ENDED)
    with made.world.act(made.officer) as uow:
        advice = incidents.NewMeasure(MeasureKind.ADVICE, "Ask for advice beforehand.", cases.FOUND)
        measure = incidents.order_measure(uow, made.incident(uow, ended), advice).reference
    with made.world.act(made.candidate) as uow:
        row = incident_queries.measure_of(uow.session, made.incident(uow, ended), measure)
        file = KeptFile("receipt.png", "image/png", kept.sha256, kept.size)
        step = incidents.report_done(uow, row, incidents.NewStep(FollowUp.DONE, cases.TODAY, file=file)).id
    return {"ended": ended, "measure": measure, "step": str(step)}


def _replies(made: Setting, kept: StoredFile, case: str) -> dict[str, str]:
    """A reply of Alder with a file, and a draft with another."""
    file = KeptFile("answer.png", "image/png", kept.sha256, kept.size)
    with made.world.act(made.candidate) as uow:
        allegation = made.allegation(uow, case, 1)
        new = incidents.NewReply(REPLY, cases.TODAY, files=[file])
        reply = incidents.reply(uow, allegation, new)
        incidents.save_draft(uow, allegation, incidents.NewDraft(DRAFT, file=file))
        sent = uow.session.scalars(select(ReplyFile.reference).where(ReplyFile.reply_id == reply.id)).one()
        (drafted,) = reply_queries.draft_files(uow.session, [allegation.id])
        return {"reply_file": sent, "draft_file": drafted.reference}


def _notices(made: Setting, officer: Actor, case: str) -> dict[str, str]:
    """A further notice under way in the case against Alder, and a wording that waits for approval."""
    with made.world.act(officer) as uow:
        wording = incidents.write_template(uow, made.contest, incidents.NewTemplate("Ours", str(DEFAULT_TEXT)))
        return {"notice": notices.prepare(uow, made.incident(uow, case)).reference, "template": wording.key}


def _submissions(made: Setting, kept: StoredFile) -> dict[str, str]:
    """One report about Alder that nobody acted on, with a file, and one that is part of the case."""
    report = submissions.send(made, submissions.NAMED, what=REPORT, parties=(Party(REPORTER, "Freedonia", None),))
    file = submissions.attach(made, report, FILE_NAME, kept)
    joined = submissions.send(made, what=JOINED)
    with made.world.act(made.officer) as uow:
        case = uow.session.scalars(select(Incident).where(Incident.title == CASE["title"])).one()
        triage.join(uow, submissions.the(uow, made, joined), case, triage.Taking())
    return {"report": report, "sent": file, "joined": joined}


def _pledges(made: Setting, people: dict[Persona, int | None], kept: StoredFile) -> dict[str, str]:
    """Alder signed, with a reservation; Birch did on paper; a second code waits for both."""
    world, alder = made.world, people[Persona.ALDER]
    version = pledges.version(world, pledges.instrument(world, made.contest))
    pledges.version(world, pledges.instrument(world, made.contest, "courtesy"))
    assert alder is not None
    words = Choice(Decision.ACCEPTED_WITH_RESERVATION, STATEMENT)
    first = pledges.signed(world, alder, made.alder, version, n2=words)
    with world.act(made.officer) as uow:
        birch, row = uow.session.get_one(Candidacy, made.birch), uow.session.get_one(InstrumentVersion, version)
        decisions = {leaf.number: Choice(Decision.ACCEPTED) for leaf in pledges.PLEDGE}
        paper = pledging.PaperPledge(decisions, cases.FOUND, birch.name)
        scan = pledging.Scan("paper.png", "image/png", kept.sha256)
        on_paper = pledging.record_paper(uow, birch, row, paper, scan).reference
        signed = uow.session.get_one(Acknowledgement, first).reference
    return {"signed": signed, "paper": on_paper}


def _recusals(made: Setting, people: dict[Persona, int | None]) -> dict[str, str]:
    """Three officers keep out: of a candidate, of a case, of the contest."""
    with made.world.act() as uow:
        case = uow.session.scalars(select(Incident.id).where(Incident.title == CASE["title"])).one()
        scopes: dict[Persona, dict[str, int]] = {
            Persona.NOT_ON_ALDER: {"candidacy_id": made.alder},
            Persona.NOT_ON_CASE: {"incident_id": case},
            Persona.NOT_ON_CONTEST: {},
        }
        for persona, scope in scopes.items():
            user = uow.session.get_one(User, people[persona])
            recusal: Recusal = identity.recuse(uow, user, made.contest, "We served together.", **scope)
        return {"recusal": str(recusal.id)}


def _routing(made: Setting, people: dict[Persona, int | None]) -> dict[str, str]:
    """A member of the bureau comes from the same state as Birch; an officer acts in the place of another."""
    with made.world.act() as uow:
        bureau = uow.session.get_one(User, people[Persona.BUREAU])
        tie = identity.declare_relation(
            uow, bureau, made.contest, identity.NewRelation(RelationKind.SAME_STATE, made.birch)
        )
        asked = select(RecusalProposal.id).where(RecusalProposal.relation_id == tie.id)
        heir = people[Persona.OFFICER] or 0
        command = identity.NewReplacement(people[Persona.NOT_ON_CONTEST], None, heir, cases.TODAY)
        rule = identity.name_replacement(uow, made.contest, command)
        return {"relation": str(tie.id), "proposal": str(uow.session.scalars(asked).one()), "rule": str(rule.id)}


def _reports(made: Setting, second: Actor) -> dict[str, str]:
    """One issued report of each edition, the public one released by a second officer."""
    world, config = made.world, made.world.app.extensions["compliance.config"]
    world.clock.advance(minutes=5)
    references = {}
    for edition in Edition:
        as_of = world.clock.now - timedelta(minutes=1)
        with world.act(made.officer) as uow:
            report = reports.issue(uow, made.contest, edition, as_of, files=FileStore(config.evidence_folder))
            references[edition.value] = report.reference
        if edition is Edition.PUBLIC:
            with world.act(second) as uow:
                found = find_report(uow.session, made.contest, references[edition.value])
                reports.release(uow, found, agreed=True, reason="It is right.")
        world.clock.advance(minutes=5)
    return references
