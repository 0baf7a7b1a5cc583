"""Reading a code from text."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compliance.codes.outline import ClauseNode, Outline, faults, leaves, read_text, renumbered, walk
from compliance.codes.outline.numerals import letters, readings, roman
from compliance.codes.terms import Modality

_MARKER_WORDS = {
    *("part", "title", "book", "annex", "appendix", "schedule", "chapter", "section", "subsection", "article", "art"),
    *("rule", "regulation", "clause", "standard", "principle", "paragraph", "para"),
}


def numbers(outline: Outline) -> list[str]:
    """All numbers in reading order."""
    return [node.number for _depth, node in walk(outline.nodes)]


def texts(outline: Outline) -> dict[str, str | None]:
    """Text by number."""
    return {node.number: node.text for _depth, node in walk(outline.nodes)}


def all_words(outline: Outline) -> str:
    """Everything that an outline says, in one string."""
    parts = [outline.preamble, *(drop.text for drop in outline.dropped), *map(str, outline.warnings)]
    for _depth, node in walk(outline.nodes):
        parts += [node.number, node.heading or "", node.text or ""]
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Article 5\nUse\n\n(a) One shall.\n(b) Two shall.", ["5", "5(a)", "5(b)"]),
        ("Art. 5 Use\na) One shall.\nb) Two shall.", ["5", "5(a)", "5(b)"]),
        ("§ 5 Use\na. One shall.\nb. Two shall.", ["5", "5(a)", "5(b)"]),
        ("5. Use\n5.1 One shall.\n5.2 Two shall.", ["5", "5.1", "5.2"]),
        ("Section II – Use\n\n1. One shall.\n\n2. Two shall.", ["II", "1", "2"]),
        ("I. Use\n1. One shall.\nII. Press\n2. Two shall.", ["I", "1", "II", "2"]),
        ("I. Use\n1. One shall.\nII. Press\n1. Two shall.", ["I", "I.1", "II", "II.1"]),
        ("Article 5 Use\n1. One shall:\n(a) a\n(b) b\n2. Two.", ["5", "5.1", "5.1(a)", "5.1(b)", "5.2"]),
        ("1. (a) (i) One shall.\n(ii) Two shall.", ["1", "1(a)", "1(a)(i)", "1(a)(ii)"]),
        ("5(b)(i) One.\n5(b)(ii) Two.\n5(c) Three.", ["5", "5(b)", "5(b)(i)", "5(b)(ii)", "5(c)"]),
        ("## Use\n\n- One shall.\n- Two:\n  - three\n  - four", ["1", "1(a)", "1(b)", "1(b)(i)", "1(b)(ii)"]),
        ("## Use\n### Rooms\nOne shall.\n## Press\nTwo shall.", ["1", "1.1", "2"]),
        ("**Use**\n\nOne shall.\n\n**Press**\n\nTwo shall.", ["1", "2"]),
        ("## Article 1 Use\n(a) One.\n## Article 2 Press\nTwo.", ["1", "1(a)", "2"]),
        ("## 1. Use\n### 1.1 Rooms\nOne.\n### 1.2 Cars\nTwo.", ["1", "1.1", "1.2"]),
        ("1. Use:\n(y) y\n(z) z\n(aa) double\n(bb) double", ["1", "1(y)", "1(z)", "1(aa)", "1(bb)"]),
        ("1. A\n(a) x\n(i) y\n(aa) z\n(bb) w", ["1", "1(a)", "1(a)(i)", "1(a)(i)(aa)", "1(a)(i)(bb)"]),
        ("A. Use\n1. One.\n2. Two:\n- x\nB. Press\n3. Three.", ["A", "1", "2", "2(a)", "B", "3"]),
        ("§ 2 Duty\n1) One shall.\n2) Two shall.", ["2", "2(1)", "2(2)"]),
        ("Chapter I\nArticle 1 Use\n1. One.\n2. Two.\nAnnex A\n1. Form", ["I", "1", "1.1", "1.2", "A", "A.1"]),
        ("Article 1\nOne shall.\n\nArticle 1bis\nTwo shall.", ["1", "1bis"]),
    ],
)
def test_numbering_styles_become_full_numbers(source: str, expected: list[str]) -> None:
    """Each common style of numbering gives full numbers that name the clauses above."""
    assert numbers(read_text(source)) == expected


def test_i_after_h_is_a_letter() -> None:
    """An (i) that follows (h) continues the letters."""
    source = "1. List:\n" + "\n".join(f"({letter}) item {letter}" for letter in "abcdefghij")
    assert numbers(read_text(source))[-2:] == ["1(i)", "1(j)"]


def test_i_after_a_is_roman() -> None:
    """An (i) that does not follow (h) begins a list of Roman numerals, and a later (b) leaves it."""
    outline = read_text("1. List:\n(a) first:\n(i) x\n(ii) y\n(b) second")
    assert numbers(outline) == ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)"]


def test_i_after_h_is_roman_if_ii_comes_next() -> None:
    """What follows an (i) decides where both readings are possible."""
    letters_to_h = "\n".join(f"({letter}) item" for letter in "abcdefgh")
    outline = read_text(f"1. List:\n{letters_to_h}:\n(i) x\n(ii) y\n(i) letter")
    assert numbers(outline)[-3:] == ["1(h)(i)", "1(h)(ii)", "1(i)"]


def test_v_after_iv_is_roman_and_after_u_a_letter() -> None:
    """The deepest list that a numeral continues decides how it is read."""
    romans = "\n".join(f"({roman(n)}) r" for n in range(1, 7))
    assert numbers(read_text(f"1. L:\n(a) x:\n{romans}"))[-2:] == ["1(a)(v)", "1(a)(vi)"]
    assert numbers(read_text("1. L:\n" + "\n".join(f"({letters(n)}) l" for n in range(1, 25))))[-3:] == [
        "1(v)",
        "1(w)",
        "1(x)",
    ]


def test_wrapped_lines_are_one_paragraph_and_references_are_no_clauses() -> None:
    """A wrapped line that happens to begin with a number stays inside its sentence."""
    wrapped = "This applies in accordance with\nArticle 2. It binds all under\n(b) of paragraph\n5. That is all."
    source = f"Article 1\n{wrapped}\n\nArticle 2\nMore."
    assert texts(read_text(source)) == {
        "1": "This applies in accordance with Article 2. It binds all under (b) of paragraph 5. That is all.",
        "2": "More.",
    }


def test_a_closing_paragraph_belongs_to_the_clause_that_it_closes() -> None:
    """A paragraph that is no further in than the list before it goes to the clause above the list, with a remark."""
    outline = read_text(
        "1. Staff shall:\n\n   (a) be fair;\n\n   (b) be brief.\n\n   This binds all.\n\n2. More shall come."
    )
    assert texts(outline) == {
        "1": "Staff shall:\n\nThis binds all.",
        "1(a)": "be fair;",
        "1(b)": "be brief.",
        "2": "More shall come.",
    }
    assert [remark.line for remark in outline.warnings] == [7]


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        ("Article 1 – Use of rooms\nStaff shall pay.", ["Use of rooms"]),
        ("Article 1\nUse of rooms\nStaff shall pay.", ["Use of rooms"]),
        ("ARTICLE 1: USE\n\nStaff shall pay.", ["USE"]),
        ("1. **Use.** Staff shall pay.", ["Use"]),
        ("**1. Use.** Staff shall pay.", ["Use"]),
        ("1. Use. Staff shall pay.\n2. Press. Staff shall rest.", ["Use", "Press"]),
        ("1. Use. Staff shall pay.\n2. Staff shall rest. They shall sleep.", [None, None]),
        ("1. Staff shall pay\nfor rooms.", [None]),
        ("1. Staff pay for rooms in the\nOrganisation at once.", [None]),
    ],
)
def test_headings_are_told_from_text(source: str, headings: list[str | None]) -> None:
    """A heading is taken where the text marks one, and a sentence is never made a heading."""
    assert [node.heading for node in read_text(source).nodes] == headings


def test_contents_and_page_numbers_are_left_out_but_listed() -> None:
    """What belongs to the page is no clause, and the reviewer can see what was left out."""
    contents = "Contents\n1. Use ....... 2\n2. Press\t3\n\n"
    source = f"{contents}1. Use\nStaff shall\n\n- 2 -\n\nuse less.\n\n2. Press\nStaff shall be brief.\nPage 3 of 3"
    outline = read_text(source)
    assert texts(outline) == {"1": "Staff shall use less.", "2": "Staff shall be brief."}
    assert [drop.line for drop in outline.dropped] == [1, 2, 3, 8, 14]


def test_preamble_and_title_stand_apart() -> None:
    """What comes before the first clause is no clause."""
    outline = read_text("# Code of Conduct\n\nThe Council,\nrecalling its rules,\n\n## Article 1\nStaff shall act.")
    assert outline.preamble == "Code of Conduct\n\nThe Council, recalling its rules,"
    assert numbers(outline) == ["1"]


def test_assurance_without_numbers_becomes_one_clause_a_paragraph() -> None:
    """An e-mail without any number still gives clauses to acknowledge."""
    outline = read_text("I will not use my office.\n\nI will inform the Council\nof my trips.")
    assert texts(outline) == {"1": "I will not use my office.", "2": "I will inform the Council of my trips."}
    assert [node.modality for node in outline.nodes] == [Modality.MUST_NOT, Modality.DISCLOSE]


def test_pasted_characters_do_not_matter() -> None:
    """A byte order mark, CRLF, tabs, no-break spaces and zero-width spaces read as the plain text does."""
    plain = "Article 1 Use\n(a) Staff shall act.\n(b) Staff shall rest."
    pasted = "\ufeffArticle\u00a01\u202fUse\r\n(a)\tStaff shall a\u200bct.\r\n(b)\u00a0Staff shall rest.\r\n"
    assert read_text(pasted).nodes == read_text(plain).nodes


def test_items_take_what_their_introduction_asks() -> None:
    """Where the introduction says "shall not", the items under it forbid."""
    outline = read_text(
        "1. Candidates shall not use:\n(a) official funds;\n(b) premises.\n"
        "2. They shall disclose gifts.\n3. They endeavour to rest."
    )
    assert [leaf.modality for leaf in leaves(outline.nodes)] == [
        Modality.MUST_NOT,
        Modality.MUST_NOT,
        Modality.DISCLOSE,
        Modality.ENDEAVOUR,
    ]
    assert outline.nodes[0].children[0].topics == ("resources",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Candidates shall, before travelling, inform the Council.", Modality.DISCLOSE),
        ("Candidates shall promptly declare any gift that they do not return.", Modality.DISCLOSE),
        ("No candidate shall accept a gift that must be declared.", Modality.MUST_NOT),
        ("Candidates shall refrain from attacks.", Modality.MUST),
        ("Candidates shall strive to be brief.", Modality.ENDEAVOUR),
        ("Candidates make every effort to be brief.", Modality.ENDEAVOUR),
        ("Staff do not use official funds.", Modality.MUST_NOT),
        ("Candidates shall ensure that their agents do not pay staff.", Modality.MUST),
        ("Candidates shall under no circumstances pay.", Modality.MUST_NOT),
    ],
)
def test_modality_follows_from_the_first_words_that_ask(text: str, expected: Modality) -> None:
    """The first asking words of a clause say what it asks for."""
    assert read_text(f"1. {text}").nodes[0].modality == expected


def test_gaps_and_repeats_are_remarked_with_their_lines() -> None:
    """A reviewer is told on which line a number is missing or occurs twice."""
    outline = read_text("1. One shall.\n2. Two shall.\n4. Four shall.\n\n2. Again shall.")
    assert {remark.line for remark in outline.warnings} == {3, 5}
    assert [fault.place for fault in faults(outline.nodes)] == ["clauses[3].number"]


_PIECES = st.sampled_from(
    [
        *(
            "Article 5",
            "Art. 6 ",
            "§ 7",
            "5.",
            "5.1",
            "5.1.2 Staff",
            "Section II",
            "I. ",
            "V.",
            "(a)",
            "(i)",
            "(ii)",
            "(aa)",
            "a)",
            "a. ",
        ),
        *(
            "5(b)(ii)",
            "(1)",
            "# ",
            "## Title",
            "**Bold**",
            "**3. Bold.** more",
            "- ",
            "* ",
            "• x",
            "– ",
            "---",
            "===",
            "Contents",
        ),
        *(
            "Use ..... 3",
            "- 4 -",
            "12",
            "Page 3 of 4",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "\u00a0",
            "\ufeff",
            "  ",
            "shall not use",
            "of",
        ),
        *(
            "and",
            "Staff report",
            "; ",
            ". ",
            ":",
            "CAPITALS HERE",
            ">",
            "\\",
            "|",
            "__x__",
            "[a](#b)",
            "candi-\ndates",
            "\f",
            "\x00",
        ),
    ]
)
_SOURCES = st.one_of(
    st.text(max_size=300), st.lists(_PIECES, max_size=40).map("".join), st.lists(_PIECES, max_size=40).map("\n".join)
)


@given(_SOURCES)
@example("5(b) and\n(b)(b)")
@example("**AAA**A")
@example("TITLE0")
def test_any_text_is_read_and_no_word_is_lost(source: str) -> None:
    """Whatever is pasted, reading it does not fail, and each of its words is kept or listed as left out."""
    outline = read_text(source)
    visible = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]", "", source)
    kept = all_words(outline)
    for word in set(re.findall(r"[^\W_]+", visible)):
        assert word in kept
    counted = re.findall(r"[^\W\d_]{3,}", kept)
    for word in set(re.findall(r"[^\W\d_]{3,}", visible)) - {"bis", "ter"}:
        if word.lower() not in _MARKER_WORDS:
            assert counted.count(word) >= len(re.findall(rf"(?<![^\W\d_]){word}(?![^\W\d_])", visible))


@pytest.mark.parametrize("source", ["SECTION IIV", "Article VX Gifts", "Part XXXXX"])
def test_letters_that_are_no_numeral_count_nothing(source: str) -> None:
    """A word with letters behind it that nobody counts by is text, and is kept as such."""
    assert source.rsplit(maxsplit=1)[-1] in all_words(read_text(source))
    assert numbers(read_text(f"{source}\n\n1. No gift is taken.")) == ["1"]


@given(_SOURCES)
def test_each_clause_that_is_read_has_a_number(source: str) -> None:
    """Reading leaves no clause without a number, so that each can be named in the review."""
    assert all(number.strip() for number in numbers(read_text(source)))


@pytest.mark.parametrize(
    "unit",
    [
        "(a) ",
        "1.",
        "(",
        "**",
        "a-\n",
        "- x\n",
        "# x\n",
        "5(b)(ii)\n",
        "x ",
        "shall ",
        "no ",
        "\n\n",
        ". . ",
        "(i)(i)",
        "1.1.1.1 A\n",
        " \n",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    """A hundred thousand characters of any pattern are read within seconds: no pattern makes reading explode."""
    began = time.process_time()
    read_text(unit * (100_000 // len(unit)))
    assert time.process_time() - began < 5


def test_faults_name_each_place() -> None:
    """Faults of a tree come all at once with paths as in the contest file."""
    tree = (
        ClauseNode("1", "Use", None, children=(ClauseNode("1(a)", None, "x"), ClauseNode("1(a)", None, " "))),
        ClauseNode("", None, "y", applies_when=frozenset({"asleep"})),
    )
    assert [fault.place for fault in faults(tree, statuses=("in_post",))] == [
        "clauses[0].clauses[1].number",
        "clauses[0].clauses[1].text",
        "clauses[1].number",
        "clauses[1].applies_when",
    ]
    assert [fault.place for fault in faults(())] == ["clauses"]


def test_renumbered_leaves_no_gaps() -> None:
    """Numbering afresh counts 1, 1(a), 1(a)(i) in order."""
    leaf = ClauseNode("x", None, "text")
    inner = ClauseNode("q", None, None, children=(leaf, leaf))
    tree = (ClauseNode("9", "H", None, children=(leaf, inner)), leaf)
    assert [node.number for _depth, node in walk(renumbered(tree))] == ["1", "1(a)", "1(b)", "1(b)(i)", "1(b)(ii)", "2"]


@given(st.integers(1, 39))
def test_numerals_read_back(ordinal: int) -> None:
    """Each numeral that is written can be read as what it stands for."""
    assert ordinal in {reading.value for reading in readings(roman(ordinal))}
    assert ordinal in {reading.value for reading in readings(letters(ordinal))}
