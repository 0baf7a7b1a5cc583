"""How the contest is run: its calendar, how notices are put, who acts for whom, and who handles which case."""

from datetime import date

from compliance.contests.service import CalendarRules, set_calendar
from compliance.exchange.demo.company import Company, at, november
from compliance.exchange.demo.people import ALDERCOTT, EDDA, PIM, TESSELBY, YSOLDE
from compliance.identity import service as people
from compliance.identity.terms import RelationKind
from compliance.incidents import service as incidents
from compliance.incidents.messages import DEFAULT_TEXT
from compliance.incidents.release import Terms

ASSIGNED = (
    ("portrait", PIM),
    ("account-change", YSOLDE),
    ("water-forum", EDDA),
    ("sarenia-mission", EDDA),
    ("evening-call", EDDA),
    ("shared-post", PIM),
    ("hearing-aldercott", EDDA),
    ("hearing-tesselby", EDDA),
    ("veldmark-delegation", YSOLDE),
    ("heads-of-unit", PIM),
    ("campaign-film", EDDA),
)


def play(company: Company) -> None:
    """Set what holds for the whole contest, on the first day."""
    work, contest = company.office(at(20, 7, 5)), company.contest
    free = {date(2026, 12, 24): "The house is closed", date(2026, 12, 31): "The house is closed"}
    set_calendar(work, contest, CalendarRules(country="AT", free_days=free))
    terms = Terms(hours=("10:00", "15:00"), second_check=True)
    incidents.set_terms(work, contest.id, terms, "Agreed with both campaigns.", expected_revision=0)
    people.set_head(work, contest.id, company.candidacy(TESSELBY))
    replacement = people.NewReplacement(company.user(PIM).id, None, company.user(YSOLDE).id, november(20))
    people.name_replacement(work, contest.id, replacement)
    _word(company)
    _relate(company)
    for key, name in ASSIGNED:
        incidents.assign(company.lets(EDDA, at(20, 8)), company.case(key), company.user(name).id)


def _word(company: Company) -> None:
    """One wording is approved, and another one waits for that."""
    edda = company.lets(EDDA, at(20, 7, 30))
    text = str(DEFAULT_TEXT).replace("The ethics office", "The Ethics Office of the Shared Rivers Organisation")
    approved = incidents.write_template(edda, company.contest.id, incidents.NewTemplate("Notice, with our name", text))
    incidents.approve_template(company.lets("Sunniva Drax-Orle", at(20, 9)), approved)
    shorter = text.replace(
        " You may also decline to comment; that is recorded as such, and nothing is inferred from it.", ""
    )
    incidents.write_template(
        company.lets(YSOLDE, at(23, 8)), company.contest.id, incidents.NewTemplate("Notice, shorter", shorter)
    )


def _relate(company: Company) -> None:
    """Two officers say how they stand to candidates; from one of these a recusal is proposed, which is open."""
    other = people.NewRelation(
        RelationKind.OTHER, company.candidacy(ALDERCOTT), "We sat on one jury for books in 2019."
    )
    edda = company.lets(EDDA, at(20, 8, 30))
    people.declare_relation(edda, company.user(EDDA), company.contest.id, other)
    appointed = people.NewRelation(RelationKind.APPOINTED_BY, company.candidacy(TESSELBY))
    ysolde = company.lets(YSOLDE, at(23, 7, 30))
    people.declare_relation(ysolde, company.user(YSOLDE), company.contest.id, appointed)
