"""Programs have the office's desk: its filters, watch list and views; evidence, retaliation and history of a case."""

from compliance.incidents import service
from compliance.incidents.terms import Reliability, Stage
from tests.api import CASES, Program, person
from tests.factories.cases import Setting
from tests.incidents.test_reading import EVIDENCE, SOURCE

TREATED = {
    "candidate": "alder",
    "title": "Moved to nights after the report",
    "occurred_from": "2031-02-05",
    "reported_on": "2031-02-08",
    "summary": "A driver was moved to nights.",
    "allegations": [{"instrument": "standards", "version": "2014", "clause": "4(a)"}],
}


def _listed(program: Program, query: str) -> list[str]:
    return [one["reference"] for one in program.get(f"{CASES}?{query}")["items"]]


def test_the_office_narrows_its_list_as_on_the_desk(made: Setting, office: Program, side: Program) -> None:
    """Watched, handled, open, new: each filter of the desk is one of the list, for the office alone."""
    first, second = made.at(Stage.NOTIFIED, "4(a)"), made.at(Stage.CLOSED, "4(a)")
    for _time in range(2):
        assert office.post(f"{CASES}/{first}/watch", None, key="watch") == {"reference": first, "watched": True}
    assert _listed(office, "watched=true") == [first]
    assert _listed(office, "open=true") == [first]
    assert _listed(office, "handler=me") == []
    mine = person(made, office, f"{CASES}/{first}")
    office.post(f"{CASES}/{first}/handlers", {"person": mine}, expect=201)
    assert _listed(office, "handler=me") == _listed(office, f"handler={mine}") == [first]
    assert _listed(office, "handler=nobody") == [second]
    office.post(f"{CASES}/{second}/seen", None)
    assert _listed(office, "marked=true") == [first]
    (line,) = office.get(f"{CASES}?watched=true")["items"]
    assert (line["lead"], line["watched"], line["due_on"]) == (made.officer.name, True, "2031-02-07")
    assert _listed(side, "watched=true&handler=nobody&open=true") == [second, first]
    assert {(one["lead"], one["watched"], one["due_on"]) for one in side.get(CASES)["items"]} == {(None, None, None)}
    assert office.post(f"{CASES}/{first}/unwatch", None)["watched"] is False
    assert _listed(office, "watched=true") == []
    side.post(f"{CASES}/{first}/watch", None, expect=404)


def test_a_watch_list_is_somebodys_own(made: Setting, office: Program, second: Program) -> None:
    """What one officer watches or has seen says nothing to another."""
    case = made.at(Stage.NOTIFIED, "4(a)")
    office.post(f"{CASES}/{case}/watch", None)
    office.post(f"{CASES}/{case}/seen", None)
    assert _listed(second, "watched=true") == []
    assert _listed(second, "marked=true") == [case]


def test_views_are_kept_under_their_names_for_their_owner(office: Program, second: Program) -> None:
    """A view of the same name is replaced; nobody else lists or drops it."""
    office.post(f"{CASES}/views", {"name": "Mine", "query": "handler=me"}, expect=201)
    (view,) = office.post(f"{CASES}/views", {"name": "Mine", "query": "handler=me&open=y"}, expect=201)["items"]
    assert (view["name"], view["query"]) == ("Mine", "handler=me&open=y")
    assert second.get(f"{CASES}/views")["items"] == []
    second.post(f"{CASES}/views/{view['id']}/drop", None, expect=404)
    assert office.post(f"{CASES}/views/{view['id']}/drop", None)["items"] == []
    assert [one["place"] for one in office.post(f"{CASES}/views", {"name": " "}, expect=422)["errors"]] == ["name"]


def test_evidence_is_disclosed_once_and_for_all(made: Setting, office: Program, side: Program) -> None:
    """The candidate's side sees the item from then on; to disclose it again changes nothing."""
    reference = made.at(Stage.NOTIFIED, "4(a)")
    case = f"{CASES}/{reference}"
    with made.world.act(made.officer) as uow:
        item = service.add_evidence(uow, made.incident(uow, reference), EVIDENCE).reference
    assert side.get(case)["evidence"] == []
    told = {"name": "Invoice.pdf", "description": "An invoice."}
    office.post(f"{case}/evidence/{item}/disclose", {**told, "name": " "}, expect=422)
    for _time in range(2):
        assert office.post(f"{case}/evidence/{item}/disclose", told)["evidence"][0]["disclosed"] is True
    assert [(one["reference"], one["name"]) for one in side.get(case)["evidence"]] == [(item, "Invoice.pdf")]
    office.post(f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)')}/evidence/{item}/disclose", told, expect=404)
    side.post(f"{case}/evidence/{item}/disclose", told, expect=404)


def test_retaliation_is_filed_from_a_case_and_known_to_nobody_else(
    made: Setting, office: Program, second: Program, side: Program
) -> None:
    """Whoever files it handles it; another officer finds neither the case nor that there is one."""
    about = made.at(Stage.NOTIFIED, "4(a)")
    retaliation = f"{CASES}/{about}/retaliation"
    for _time in range(2):
        filed = office.post(retaliation, TREATED, expect=201, key="filed")["reference"]
    shown = office.get(f"{CASES}/{filed}")
    assert (shown["kind"], shown["allegations"][0]["clause"]) == ("retaliation", "4(a)")
    assert [one["reference"] for one in office.get(retaliation)["items"]] == [filed]
    assert office.get(f"{CASES}/{filed}/retaliation")["about"]["reference"] == about
    assert second.get(retaliation) == {"about": None, "items": []}
    second.get(f"{CASES}/{filed}", expect=404)
    side.get(retaliation, expect=404)
    wrong = office.post(retaliation, TREATED | {"candidate": "nobody"}, expect=422)
    assert [fault["place"] for fault in wrong["errors"]] == ["candidate"]


def test_the_history_tells_everything_but_sources(made: Setting, office: Program, side: Program) -> None:
    """First values and changes stand in it, oldest first; what was recorded of sources stands on the page alone."""
    reference = made.at(Stage.ADMISSIBLE, "4(a)")
    with made.world.act(made.officer) as uow:
        source = service.add_source(uow, made.incident(uow, reference), SOURCE)
        service.regrade_source(uow, source, Reliability.A, source.credibility)
    case = f"{CASES}/{reference}"
    told = office.get(f"{case}/history")["items"]
    assert [one["stage"] for one in told if one["stage"]] == ["received", "admissible"]
    assert {"label": "Title", "old": None, "new": "Mission used for campaign meetings"} in told[0]["values"]
    page = made.world.browser(made.officer.user_id).get(f"/contests/dg-2031/incidents/{reference}/history").text
    assert "A source was recorded" in page
    assert "source" not in office.send("GET", f"{case}/history").text.casefold()
    side.get(f"{case}/history", expect=404)
