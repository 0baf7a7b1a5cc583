"""What the officers' desks remember for them."""

from compliance.exchange.demo.company import Company, at
from compliance.exchange.demo.people import EDDA, PIM
from compliance.incidents import service as incidents

VIEWS = (
    ("Mine, due soon", "handler=me&due=soon&open=y"),
    ("Waiting for a reply", "stage=notified&stage=reply_overdue"),
)
WATCHED = ("veldmark-delegation", "heads-of-unit", "campaign-film")
SEEN = ("evening-call", "hearing-aldercott", "hearing-tesselby", "water-forum", "sarenia-mission")


def play(company: Company) -> None:
    """Save views, watch cases, and have looked at some of them."""
    edda = company.lets(EDDA, at(23, 17))
    for name, query in VIEWS:
        incidents.save_view(edda, company.contest.id, name, query)
    incidents.watch(edda, [company.case(key) for key in WATCHED])
    incidents.see(edda, [company.case(key) for key in SEEN])
    pim = company.lets(PIM, at(23, 17))
    incidents.save_view(pim, company.contest.id, *VIEWS[0])
