"""What the candidates' side does: drafts, answers, a wish for more time."""

from datetime import date

from compliance.exchange.demo.company import Company, at, november
from compliance.exchange.demo.people import EDDA
from compliance.incidents import service as incidents
from compliance.incidents.deadlines import Step
from compliance.incidents.queries.deadlines import deadline_of
from compliance.incidents.service import NewDraft

INVITATION = """\
From: Permanent Mission of Veldmark
To: Noor Aldercott
12 October 2026

It would please us to have you with us as a guest on 20 to 22 October.
"""
MINUTES = """\
Meeting of the heads of unit, 21 October 2026

7. Any other business. The calendar of the election was asked about, and read out.
"""


def play(company: Company) -> None:
    """Answer what is alleged about the hearing, and draft the rest. Both sides do the same."""
    _of_the_hearing(company, "hearing-aldercott", "Noor Aldercott", "I was tired myself, and said so badly.")
    _of_the_hearing(
        company, "hearing-tesselby", "Marin Tesselby", "It was a jest between two who have worked together."
    )
    noor, marin = company.lets("Noor Aldercott", at(23, 15)), company.lets("Marin Tesselby", at(23, 15))
    guest, minutes = company.keep("invitation-veldmark.txt", INVITATION), company.keep("minutes-2026-1021.txt", MINUTES)
    veldmark, heads = company.allegations("veldmark-delegation"), company.allegations("heads-of-unit")
    incidents.save_draft(noor, veldmark[0], NewDraft("I sat there as a guest and did not speak.", file=guest))
    incidents.save_draft(noor, veldmark[1], NewDraft("", declines=True))
    incidents.save_draft(
        marin, heads[0], NewDraft("The question was not mine. The minutes show who asked.", file=minutes)
    )
    incidents.save_draft(marin, heads[1], NewDraft("", declines=True))
    incidents.submit(noor, company.case("veldmark-delegation"), [0], november(23))
    incidents.submit(marin, company.case("heads-of-unit"), [0], november(23))
    incidents.save_draft(noor, veldmark[2], NewDraft("The list was drawn up by others; I shall ask them how."))
    incidents.save_draft(marin, heads[2], NewDraft("The meeting was called for the budget; I shall attach the agenda."))
    _ask_for_time(company)


def _of_the_hearing(company: Company, key: str, name: str, text: str) -> None:
    """Two answers come after their day; to the third point the candidate does not wish to say anything."""
    work, case, alleged = company.lets(name, at(20, 16, 30)), company.case(key), company.allegations(key)
    incidents.save_draft(work, alleged[0], NewDraft(text))
    incidents.save_draft(work, alleged[1], NewDraft("I regret the words. They were not written beforehand."))
    incidents.save_draft(work, alleged[2], NewDraft("", declines=True))
    incidents.submit(work, case, range(len(alleged)), november(20))


def _ask_for_time(company: Company) -> None:
    """Both sides ask for a week more. One was answered this morning; the other came later and is open."""
    day = date(2026, 12, 7)
    veldmark = deadline_of(company.session, company.case("veldmark-delegation"), Step.REPLY)
    wren = company.lets("Wren Castellow", at(20, 12))
    incidents.request_extension(wren, veldmark, day, "Two witnesses are travelling until 3 December.")
    incidents.grant(
        company.lets(EDDA, at(23, 9, 45)),
        veldmark,
        date(2026, 12, 4),
        "Until the day after their return, for what is left.",
    )
    heads = deadline_of(company.session, company.case("heads-of-unit"), Step.REPLY)
    pascoe = company.lets("Pascoe Illingrove", at(23, 16))
    incidents.request_extension(pascoe, heads, day, "The recording of the meeting must be fetched from the archive.")
