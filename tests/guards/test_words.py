"""What is written: a promise on each test, no trace of somebody's machine, and every word open to translation."""

import ast
import re
from pathlib import Path

import pytest

from tests.guards import markup, tree

# Folders that exist on one machine only, and addresses from which packages come on one machine only.
MACHINE_PATH = re.compile(r"(?<![\w.\-/}>])/(?:home|opt|root|work|Users|mnt|srv)/[\w.]")
PACKAGE_INDEX = re.compile(
    r"(?:--(?:extra-)?index-url|--find-links)[ =]\S|pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org"
)
TEXT_SUFFIXES = {".cfg", ".css", ".html", ".js", ".json", ".mako", ".md", ".po", ".pot", ".py", ".svg", ".toml"}
TEXT_SUFFIXES |= {".txt", ".typ", ".yaml", ".yml", ""}

# A report is a file that stands alone, and so is a mail: they carry their own style.
STAND_ALONE = (Path("templates/reports"), Path("templates/mail"))
# Words in a template that are the same in every language, by template, each with its reason.
SAME_IN_EVERY_LANGUAGE: dict[str, set[str]] = {}


def test_each_test_states_its_promise_in_one_sentence() -> None:
    """Every test has a docstring of one sentence."""
    faults = [
        f"{path}:{function.lineno} {function.name}"
        for path in tree.python_files("tests")
        for function in tree.functions(tree.parsed(path))
        if function.name.startswith("test_") and not is_one_sentence(ast.get_docstring(function))
    ]
    assert faults == []


def is_one_sentence(text: str | None) -> bool:
    """Whether a text ends as a sentence does, and no second one begins in it."""
    words = " ".join((text or "").split())
    return bool(re.fullmatch(r".+[.?!]", words)) and not re.search(r"[.?!] [A-Z]", words)


@pytest.mark.parametrize(
    ("text", "one"),
    [("It holds.", True), ("It\nholds.", True), ("It holds. It does.", False), ("It holds", False), (None, False)],
)
def test_the_guard_of_promises_tells_one_sentence(text: str | None, *, one: bool) -> None:
    """The rule itself knows one sentence from none and from two."""
    assert is_one_sentence(text) is one


def traces(text: str) -> list[str]:
    """Find what only means something on one machine."""
    return [match.group() for pattern in (MACHINE_PATH, PACKAGE_INDEX) for match in pattern.finditer(text)]


def test_no_file_names_a_machine() -> None:
    """No tracked file holds a path of somebody's machine or the address of a package index."""
    paths = [path for path in tree.files() if path.suffix in TEXT_SUFFIXES and path != _here()]
    assert {str(path): found for path in paths if (found := traces(tree.read(path)))} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("open('/home/ada/record.db')", True),
        ("--extra-index-url http://x", True),
        ("https://pypi.org/simple", True),
        ("href='/log/root/1'", False),
        ("/contests/dg-2031/work/", False),
        ("#!/usr/bin/env bash", False),
    ],
)
def test_the_guard_of_machines_tells_a_trace(text: str, *, found: bool) -> None:
    """The rule itself finds a trace and leaves our own addresses alone."""
    assert bool(traces(text)) is found


def _templates() -> list[Path]:
    return [path for path in tree.files() if path.parts[0] == "templates" and path.suffix in {".html", ".txt"}]


def test_no_template_needs_a_lax_content_security_policy() -> None:
    """Style and behaviour come from files of ours, never from attributes or from inside a page."""
    paths = [path for path in _templates() if path.parts[:2] not in {alone.parts for alone in STAND_ALONE}]
    assert {str(path): found for path in paths if (found := markup.examine(tree.read(path)).inline)} == {}


def test_every_word_in_a_template_can_be_translated() -> None:
    """Whatever a person reads on a page goes through gettext."""
    faults = {}
    for path in _templates():
        same = SAME_IN_EVERY_LANGUAGE.get(str(path), set())
        if found := [text for text in markup.examine(tree.read(path)).texts if text not in same]:
            faults[str(path)] = found
    assert faults == {}


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>{{ _('Uncovered days') }}</p>", []),
        ("<p>{% trans n=1 %}One day{% endtrans %} – {{ n }} · 12</p>", []),
        ("<p>{% if late %}Late{% endif %}</p>", ["Late"]),
        ("<title>{% block title %}Record{% endblock %}</title>", ["Record"]),
        ("<{{ tag }} class='lead'>{{ text }}</{{ tag }}>", []),
        ("<a title='Open it' href='/'>{# a remark #}</a>", ["title='Open it'"]),
        ("<input type='submit' value='Save'><input type='hidden' value='a'>", ["value='Save'"]),
        ("{{ button('Save the draft') }}", ["'Save the draft'"]),
        ("{{ button(_('Save the %(a)s', a=f(1)), class='btn wide') }}", []),
        ("{{ ngettext('One day', '%(count)s days', 1) }}", []),
        ("<script src='a.js'></script><code>compliance log verify</code>", []),
    ],
)
def test_the_guard_of_words_sees_what_a_person_would_read(source: str, texts: list[str]) -> None:
    """The rule itself finds untranslated words, and finds none where there are none."""
    assert markup.examine(source).texts == texts


@pytest.mark.parametrize(
    "source",
    ["<p style='color: red'>", "<a onclick='f()'>", "<p {% if a %}onload='{{ b }}'{% endif %}>", "<style>", "<script>"],
)
def test_the_guard_of_pages_sees_what_the_policy_would_block(source: str) -> None:
    """The rule itself finds style and behaviour inside a page."""
    assert markup.examine(source).inline


def _here() -> Path:
    return Path(__file__).relative_to(tree.ROOT)
