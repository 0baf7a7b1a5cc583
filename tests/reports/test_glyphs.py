from hypothesis import given
from hypothesis import strategies as st

from compliance.reports.glyphs import legible, without_overrides


def test_usual_scripts_stay() -> None:
    """Accented Latin, Greek and Cyrillic are left as they are."""
    for text in ("Þórsdóttir, Łódź, naïve, œuvre", "Ελληνικά, ᾠδή", "Кириллица, Ђорђе", "“quoted” – 5 €"):
        assert legible(text) == text


def test_what_has_no_glyph_is_numbered() -> None:
    """Characters that no font shows, and controls, are written as numbers; line breaks stay."""
    assert legible("Li 李明\a\nend") == "Li [U+674E U+660E U+0007]\nend"
    assert legible("a\tb\r\nc") == "a b\nc"
    assert legible("x\u202ey") == "x[U+202E]y"
    assert legible("soft\u00adhyphen\ufe0f") == "softhyphen"


def test_letters_are_composed() -> None:
    """A letter with a separate accent is written as one character, for which there is a glyph."""
    assert legible("E\u0301lodie") == "Élodie"


def test_long_words_may_break_and_digests_not() -> None:
    """A word longer than a line gets places to break; a digest alone stays whole, so that it can be copied."""
    assert legible("see " + "x" * 90).count("\u200b") == 2
    assert legible("ab" * 32) == "ab" * 32


@given(st.text())
def test_basic_is_a_narrower_set(text: str) -> None:
    """The narrow set never lets through what the wide one does not."""
    assert legible(legible(text, basic=True)) == legible(text, basic=True)


def test_overrides_are_made_visible() -> None:
    """A mark that turns the direction of the rest of a page is shown as its number."""
    assert without_overrides("file\u202egpj.exe") == "file[U+202E]gpj.exe"
