"""Contest files of every shape that the format allows, as plain data, for Hypothesis."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from compliance.candidates.terms import RECORDABLE_STATUSES, AccountCapacity
from compliance.codes.terms import STATUSES, BindsBy, Modality
from compliance.incidents.terms import OPEN_KINDS, InadmissibilityGround, Result, Stage, StandardOfProof
from compliance.pledges.terms import Decision

Data = dict[str, Any]

TRICKY = [
    "yes",
    "null",
    "~",
    "2031-02-24",
    "1e3",
    "0x1F",
    "- a",
    "a: b",
    "a #b",
    "#",
    "'",
    '"',
    "|",
    ">-",
    "%x",
    "@",
    "`",
]
TRICKY += [
    "[x]",
    "{x}",
    "*a",
    "&a",
    "!t",
    "? x",
    "12:30:45",
    "1_000",
    ".5",
    "é ü ß",
    "NO",
    "a\u00a0b",
    "a  b",
    "日本",
    "🙂",
]
TRICKY += [
    "a\u2028b",
    "a\ufeffb",
    "\u202eabc",
    "\\n",
    "a\tb",
    "---",
    "...",
    "x" * 90 + " y  z " + "w" * 90,
    "true",
    "a:",
]
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")

line = st.sampled_from([text for text in TRICKY if "\t" not in text]) | st.text(
    LETTERS, min_size=1, max_size=30
).filter(lambda text: bool(text.strip()))
paragraph = st.text(LETTERS | st.sampled_from("  .,:"), min_size=1, max_size=260)
prose = st.one_of(
    st.sampled_from(TRICKY),
    paragraph,
    st.lists(paragraph | st.sampled_from(["", " ", "  indented"]), min_size=1, max_size=4).map("\n".join),
).filter(lambda text: bool(text.strip()))
label = line.map(str.strip).filter(lambda text: 0 < len(text) <= 100)
keys = ["a", "B-2", "1.5", "yes", "null", "0x1", "x_y"]
days = st.dates(date(2030, 1, 1), date(2031, 12, 31))


def optional(data: Data) -> Data:
    """Leave out what came out as None."""
    return {key: value for key, value in data.items() if value is not None}


@st.composite
def clauses(draw: st.DrawFn, numbers: list[str]) -> list[Data]:
    """Some clauses with these numbers, in one or two levels."""
    rows: list[Data] = []
    for number in numbers:
        clause = optional(
            {
                "number": number,
                "heading": draw(st.none() | line),
                "text": draw(prose),
                "topics": draw(st.lists(line.map(str.strip), max_size=2, unique=True)),
                "modality": draw(st.sampled_from([one.value for one in Modality])),
                "applies_when": draw(st.none() | st.lists(st.sampled_from(STATUSES), min_size=1, unique=True)),
            }
        )
        below: bool = draw(st.booleans())
        if rows and below:
            rows[-1].setdefault("clauses", []).append(clause)
        else:
            rows.append(clause)
    return rows


@st.composite
def instrument(draw: st.DrawFn, key: str) -> Data:
    """An instrument with one or two versions, one after the other."""
    first = optional(
        {"version": draw(label), "in_force_from": date(2029, 1, 1), "language": draw(st.none() | st.just("es-419"))}
    )
    versions = [first]
    if draw(st.booleans()):
        first["in_force_until"] = date(2030, 12, 31)
        second = draw(label.filter(lambda text: text != first["version"]))
        versions.append({"version": second, "in_force_from": date(2031, 1, 1)})
    for version in versions:
        version["clauses"] = draw(clauses(draw(st.lists(label, min_size=1, max_size=4, unique=True))))
    binds_by = draw(st.sampled_from([one.value for one in BindsBy]))
    return optional(
        {
            "key": key,
            "title": draw(line),
            "binds_by": binds_by,
            "authority": draw(st.none() | line),
            "versions": versions,
        }
    )


@st.composite
def candidate(draw: st.DrawFn, key: str) -> Data:
    """A candidate with status periods one after the other, and any accounts."""
    starts = sorted(draw(st.sets(days, max_size=3)))
    ends = [each - timedelta(days=1) for each in starts[1:]]
    statuses = [
        {"status": draw(st.sampled_from(RECORDABLE_STATUSES)).value, "from": start, **({"until": end} if end else {})}
        for start, end in zip(starts, [*ends, draw(st.sampled_from([None, date(2032, 1, 1)]))], strict=False)
    ]
    capacities = st.sampled_from([one.value for one in AccountCapacity])
    account = st.fixed_dictionaries({"platform": line, "handle": line, "capacity": capacities, "from": days})
    announced = draw(days)
    return optional(
        {
            "key": key,
            "name": draw(line),
            "post": draw(st.none() | line),
            "nominated_by": draw(st.lists(line.map(str.strip), max_size=2, unique=True)),
            "announced_on": announced,
            "withdrawn_on": draw(st.none() | st.just(announced + timedelta(days=90))),
            "statuses": statuses,
            "accounts": draw(st.lists(account, max_size=3)),
        }
    )


def leaves(version: Data) -> list[str]:
    """Numbers of the clauses of a version that can be alleged."""
    found = []
    for clause in version["clauses"]:
        below = clause.get("clauses", [])
        found += [each["number"] for each in below] if below else [clause["number"]]
    return found


@st.composite
def acknowledgement(draw: st.DrawFn, candidates: list[Data], pledges: list[Data]) -> Data:
    """An acknowledgement of one version."""
    of = draw(st.sampled_from(pledges))
    version = draw(st.sampled_from(of["versions"]))
    decision = st.fixed_dictionaries({"decision": st.sampled_from([one.value for one in Decision]), "statement": prose})
    signed = draw(days)
    return optional(
        {
            "candidate": draw(st.sampled_from(candidates))["key"],
            "instrument": of["key"],
            "version": version["version"],
            "signed_on": signed,
            "withdrawn_on": draw(st.none() | st.just(signed + timedelta(days=30))),
            "submitted_to": draw(st.none() | line),
            "decisions": draw(st.dictionaries(st.sampled_from(leaves(version)), decision, max_size=2)),
        }
    )


@st.composite
def incident(draw: st.DrawFn, key: str, candidates: list[Data], instruments: list[Data]) -> Data:
    """An incident with as much due process as comes out; what was not bound is held to have bound, or overridden."""
    began = draw(days)
    day = {
        name: began + timedelta(days=10 * place) for place, name in enumerate(("until", "reported", "assessed", "told"))
    }
    detail = st.one_of(st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), prose)
    alleged = draw(allegations(instruments)) if instruments else []
    held = {
        "key": key,
        "candidate": draw(st.sampled_from(candidates))["key"],
        "kind": draw(st.sampled_from([one.value for one in OPEN_KINDS])),
        "title": draw(line),
        "occurred_from": began,
        "occurred_until": draw(st.none() | st.just(day["until"])),
        "reported_on": day["reported"],
        "summary": draw(st.none() | prose),
        "details": draw(st.dictionaries(label, detail, max_size=3)),
        "allegations": alleged,
    }
    assessed = draw(st.none() | assessment(day["assessed"]))
    if assessed and not assessed["admissible"]:
        ended = draw(st.sampled_from([None, "received", "inadmissible", "closed"]))
        return optional({**held, "assessment": assessed, "stage": ended})
    return optional({**held, "assessment": assessed, **draw(process(alleged, day["told"]))})


@st.composite
def process(draw: st.DrawFn, alleged: list[Data], told: date) -> Data:
    """Notice, replies and findings, each of them or not, and any stage that they do not contradict."""
    names = [f"{each['instrument']}@{each['version']}/{each['clause']}" for each in alleged]
    reply = st.fixed_dictionaries({"replied_on": st.just(told + timedelta(days=5)), "text": prose})
    finding = st.fixed_dictionaries(
        {
            "finding": st.sampled_from([one.value for one in Result]),
            "decided_on": st.just(told + timedelta(days=30)),
            "rationale": prose,
            "standard_of_proof": st.sampled_from([one.value for one in StandardOfProof]),
        }
    )
    notified, decided, answered = draw(st.booleans()), draw(subset(names, finding)), draw(subset(names, reply))
    refused = {Stage.INADMISSIBLE}
    refused |= {Stage.RECEIVED, Stage.ADMISSIBLE} if notified or decided or answered else set()
    refused |= {Stage.CONCLUDED} if len(decided) < len(names) else set()
    stages = [one.value for one in Stage if one not in refused]
    return {
        "notified_on": told if notified else None,
        "reply_due_on": draw(st.none() | st.just(told + timedelta(days=14))) if notified else None,
        "replies_of": {
            name: {**given, "supplements": draw(st.lists(reply, max_size=2))} for name, given in answered.items()
        },
        "finding_of": decided,
        "stage": draw(st.none() | st.sampled_from(stages)),
    }


def subset(names: list[str], values: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    """Values for some of the names, often for all of them."""
    if not names:
        return st.just({})
    return st.fixed_dictionaries(dict.fromkeys(names, values)) | st.dictionaries(st.sampled_from(names), values)


def assessment(decided_on: date) -> st.SearchStrategy[Data]:
    """An assessment; with a ground or not, if the incident is not admissible."""
    given = {"reason": prose, "decided_on": st.just(decided_on)}
    grounds = {"ground": st.sampled_from([one.value for one in InadmissibilityGround])}
    admitted = st.fixed_dictionaries({"admissible": st.just(True), **given})
    return admitted | st.fixed_dictionaries({"admissible": st.just(False), **given}, optional=grounds)


@st.composite
def allegations(draw: st.DrawFn, instruments: list[Data]) -> list[Data]:
    """Allegations of different clauses."""
    places = [
        {"instrument": of["key"], "version": version["version"], "clause": number}
        for of in instruments
        for version in of["versions"]
        for number in leaves(version)
    ]
    chosen = draw(st.lists(st.sampled_from(range(len(places))), max_size=3, unique=True))
    extras = st.fixed_dictionaries({"held_to_bind": st.just(True)}, optional={"override": prose})
    return [{**places[position], **draw(extras)} for position in chosen]


@st.composite
def contest_files(draw: st.DrawFn) -> Data:
    """A whole contest, as the plain data of a contest file."""
    some = st.lists(st.sampled_from(keys), max_size=3, unique=True)
    instruments = [draw(instrument(key)) for key in draw(some)]
    candidates = [draw(candidate(key)) for key in draw(some)]
    pledges = [each for each in instruments if each["binds_by"] == "acknowledgement"]
    signed = draw(st.lists(acknowledgement(candidates, pledges), max_size=3)) if candidates and pledges else []
    incidents = [draw(incident(key, candidates, instruments)) for key in draw(some)] if candidates else []
    contest = {
        "slug": "dg-2031",
        "title": draw(line),
        "organisation": draw(line),
        "post": draw(line),
        "timezone": draw(st.sampled_from(["Europe/Zurich", "Pacific/Apia", "UTC"])),
        "electorate": draw(st.none() | st.integers(1, 10_000_000)),
        "majority": draw(st.none() | line),
        "opens_on": date(2030, 1, 1),
        "votes_on": date(2031, 12, 31),
    }
    return {
        "format": "compliance/contest/1",
        "contest": optional(contest),
        "instruments": instruments,
        "candidates": candidates,
        "acknowledgements": signed,
        "incidents": incidents,
    }
