"""What a page says when an act is refused, or when its session has ended."""

from compliance.incidents.terms import Stage
from tests.client import words
from tests.factories.cases import setting
from tests.factories.world import World

BASE = "/contests/dg-2031/incidents"
REASON = "It was found by two of us, independently."


def test_a_refused_act_gives_the_words_back_and_leads_to_the_case(world: World) -> None:
    """Whoever is refused reads why, finds what they wrote, and is led back; officers are not sent to the office."""
    made = setting(world)
    case = made.at(Stage.CONCLUDED, "4(a)")
    browser = world.browser(made.officer.user_id)
    page = browser.post(f"{BASE}/{case}/assess", {"decision": "yes", "reason": REASON}, expect=403).text
    assert f'href="{BASE}/{case}/"' in page
    assert f"{REASON}</textarea>" in page
    assert "ask the ethics office" not in words(page)


def test_whoever_is_signed_out_is_told_to_sign_in_and_where_the_text_is(world: World) -> None:
    """A form sent after the session ended says so, and that going back shows what was written."""
    made = setting(world)
    case = made.file("4(a)")
    page = world.browser().http.post(f"{BASE}/{case}/assess", data={"reason": REASON})
    assert page.status_code == 400
    told = words(page.text)
    assert "You are not signed in any more" in told
    assert "go back with your browser" in told
    assert "reload" not in told
    assert 'href="/sign-in' in page.text


def test_a_forged_form_is_not_shown_again(world: World) -> None:
    """What another site sent in somebody's name stands on no page of ours."""
    made = setting(world)
    case = made.file("4(a)")
    page = world.browser(made.officer.user_id).http.post(f"{BASE}/{case}/assess", data={"reason": REASON})
    assert page.status_code == 400
    assert REASON not in page.text
