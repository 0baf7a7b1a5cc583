"""The components, each rendered by itself in an environment as strict as the application's."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from tests.web.markup import render, use


@dataclass
class Link:
    """A link of a navigation or of tabs."""

    label: str
    url: str
    active: bool = False


@dataclass
class Verdict:
    """Whether an act is permitted."""

    allowed: bool
    reason: str = ""
    hidden: bool = False


CHOICES = [SelectChoice("a", "A"), SelectChoice("b", "B")]


class Part(Form):
    """A form within a form."""

    town = StringField("Town", [InputRequired()])


class Everything(Form):
    """One field of every kind."""

    token = HiddenField()
    name = StringField("Name", [InputRequired("Enter a name.")], description="As in the passport")
    note = TextAreaField("Note")
    day = DateField("Day", [InputRequired("Enter a day.")])
    proof = FileField("Proof")
    sure = BooleanField("I am sure", [InputRequired("Say that you are sure.")], description="It cannot be undone")
    kind = SelectField("Kind", choices=CHOICES)
    one = RadioField("One of", [InputRequired("Choose one.")], choices=CHOICES)
    some = SelectMultipleField(
        "Some of",
        choices=CHOICES,
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    part = FormField(Part, "Part")
    parts = FieldList(FormField(Part, "Stop"), "Stops", min_entries=2)


def test_field_renders_every_kind_of_field_with_its_label() -> None:
    """Each kind of field has a label; a list of choices is a fieldset with a legend."""
    html = render(use("form") + "{{ form(f, '/send') }}", f=Everything())
    assert 'enctype="multipart/form-data"' in html
    assert html.count("<fieldset") == 6
    assert 'aria-describedby="name-hint"' in html
    assert html.count('name="csrf_token"') == 1


def test_faults_are_tied_to_their_fields() -> None:
    """A fault stands at its field, is announced with it, and the summary leads there."""
    form = Everything(MultiDict({"part-town": "x", "parts-0-town": "y", "parts-1-town": "", "kind": "a"}))
    assert not form.validate()
    html = render(use("error_summary", "form") + "{{ error_summary(f) }}{{ form(f, '/send') }}", f=form)
    assert 'aria-describedby="name-hint name-error"' in html
    assert 'aria-invalid="true"' in html
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    links = re.findall(r'href="#([^"]+)"', html.split("<form")[0])
    assert len(links) >= 4
    assert set(links) <= ids


def test_a_form_for_searching_has_no_token() -> None:
    """A form sent by GET keeps the token out of the address."""
    html = render(use("form") + "{% call form(none, '/', method='get') %}x{% endcall %}")
    assert "csrf_token" not in html
    assert "data-guard" not in html


def test_a_permitted_act_is_a_button_or_a_link() -> None:
    """What one may do is one button that acts, or a link to a page."""
    post = render(use("action") + "{{ action(v, 'Close', '/close') }}", v=Verdict(allowed=True))
    assert 'method="post"' in post
    assert "csrf_token" in post
    link = render(use("action") + "{{ action(v, 'Close', '/close', 'link') }}", v=Verdict(allowed=True))
    assert '<a class="btn btn-outline-primary" href="/close">Close</a>' in link


def test_a_refused_act_shows_the_reason() -> None:
    """What one may not do is visibly disabled, with the reason as text; a hidden act leaves nothing."""
    refused = Verdict(allowed=False, reason="You are recused from this case.")
    html = render(use("action") + "{{ action(v, 'Close', '/close') }}", v=refused)
    assert "disabled" in html
    assert "You are recused" in html
    assert "/close" not in html
    hidden = Verdict(allowed=False, hidden=True)
    assert render(use("action") + "{{ action(v, 'Close', '/close') }}", v=hidden).strip() == ""


def test_dates_are_machine_readable_and_written_out() -> None:
    """A day and an instant are <time> elements with the date in words."""
    html = render(use("when") + "{{ when(day) }}", day=date(2031, 2, 24))
    assert html == '<time datetime="2031-02-24">24 February 2031</time>'
    moment = datetime(2031, 2, 24, 13, 5, tzinfo=UTC)
    html = render(use("instant") + "{{ instant(moment, 'Europe/Zurich') }}", moment=moment)
    assert "24 February 2031, 14:05" in html
    assert "none" in render(use("when") + "{{ when(none) }}")


def test_text_from_people_is_escaped() -> None:
    """What somebody typed never becomes markup."""
    html = render(use("callout", "facts") + "{{ callout('warn', t, t) }}{{ facts([(t, t)]) }}", t="<b onclick=x>")
    assert "<b " not in html


@pytest.mark.parametrize(
    "source",
    [
        use("icon") + "{{ icon('search') }}{{ icon('search', 'Search') }}",
        use("flashes") + "{{ flashes([('success', 'Saved'), ('message', 'Note')]) }}",
        use("page_header") + "{{ page_header('T') }}",
        use("page_header") + "{% call page_header('T', 'L', [('A', '/')], 'E') %}<a href='/'>b</a>{% endcall %}",
        use("callout") + "{% call callout('info', 'T', level=2) %}<p>x</p>{% endcall %}",
        use("empty") + "{{ empty('T', 'x', ('Go', '/')) }}{{ empty('T', 'x') }}",
        use("facts") + "{{ facts([('a', 'b')], 2) }}",
        use("data_table")
        + "{% call data_table('C', ['A', ('N', 'num'), '']) %}<tr><th scope='row'>1</th></tr>{% endcall %}",
        use("pagination") + "{{ pagination({'previous_url': '/a', 'next_url': none}) }}",
        use("tabs") + "{{ tabs([link]) }}",
        use("digest") + "{{ digest('ab' * 32) }}{{ digest('ab' * 32, 12) }}",
    ],
)
def test_components_give_sound_html(source: str) -> None:
    """Each component gives balanced HTML without inline styles or scripts, and with unique ids."""
    assert render(source, link=Link("A", "/", active=True)).strip()


LAYOUT = """{%% extends "layouts/%s.html" %%}{%% set title = "A title" %%}{%% set lead = "A lead" %%}
{%% block actions %%}<a href="/act">Act</a>{%% endblock %%}{%% block content %%}<p>Words</p>{%% endblock %%}"""


@pytest.mark.parametrize("layout", ["page", "form", "narrow", "print"])
def test_every_layout_has_one_heading_that_begins_the_title(layout: str) -> None:
    """A page needs only a title and content: with or without what the application adds."""
    html = render(LAYOUT % layout)
    assert html.count("<h1>A title</h1>") == 1
    assert "<title>A title" in html
    assert html.count("<p>Words</p>") == 1
    assert html.count('href="/act"') == 1
    assert 'class="skip-link" href="#main"' in html


def test_the_frame_shows_what_the_application_gives() -> None:
    """Navigation marks the page one is on; signing out is a POST with a token; the footer names the log's root."""
    html = render(
        LAYOUT % "page",
        organisation="Example Organisation",
        navigation=[Link("Contests", "/c", active=True), Link("Log", "/l")],
        account={"name": "Kim Rowan", "role": "Ethics officer", "sign_out_url": "/sign-out"},
        checkpoint={"size": 12, "root": "ab" * 32},
    )
    assert html.count('aria-current="page"') == 1
    assert re.search(r'<form method="post" action="/sign-out">\s*<input type="hidden" name="csrf_token"', html)
    assert "12 entries" in html
    assert "abababababab</code>" in html
