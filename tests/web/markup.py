"""Rendering components in a bare environment, and checking what holds for every piece of HTML."""

from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from compliance.core.language import long_date, long_instant
from compliance.web import components

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr", "use", "rect", "path", "circle", "line"}


class Page(HTMLParser):
    """What a test wants to know of a piece of HTML; a tag left open or closed twice is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.names: set[str] = set()
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.references: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, labels, controls and whatever a strict content security policy would refuse."""
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute twice in <{tag}>"
        assert "style" not in given, f"inline style in <{tag}>"
        assert not [name for name in given if name.startswith("on")], f"inline script in <{tag}>"
        assert tag != "script" or given.get("src"), "inline script"
        if identity := given.get("id"):
            self.ids.append(identity)
        if tag == "label":
            self.labelled.add(given["for"] or "")
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            self.controls.append(given)
        for name in ("aria-describedby", "aria-labelledby", "popovertarget"):
            self.references.update((given.get(name) or "").split())
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat an SVG shape like a void tag."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()


def environment() -> Environment:
    """Build an environment with nothing but what the components ask for."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(long_date=long_date, long_instant=long_instant)
    made.globals.update(
        csrf_token=lambda: "token",
        url_for=lambda endpoint, **values: f"/{endpoint}/{values.get('filename', '')}",
        static_url=lambda name: f"/static/{name}",
        get_flashed_messages=lambda **_: [],
    )
    components.install(made, lambda: "/icons.svg")
    return made


ENVIRONMENT = environment()


def render(source: str, **context: object) -> str:
    """Render a piece of template and check what holds for every piece of HTML."""
    html = ENVIRONMENT.from_string(source).render(**context)
    page = Page(html)
    assert len(page.ids) == len(set(page.ids)), "an id twice"
    assert page.references <= set(page.ids), "a reference to no id"
    for control in page.controls:
        assert control.get("id") in page.labelled or control.get("aria-label"), f"no label: {control}"
    return html


def use(name: str, *others: str) -> str:
    """Write the lines that import components."""
    return "".join(f'{{% from "components/{one}.html" import {one} %}}' for one in (name, *others))
