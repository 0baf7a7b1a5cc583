"""What is not for everybody to read, and who may, where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.journeys import findings
from tests.journeys import realm as made
from tests.journeys.personas import (
    ADMINISTRATOR,
    ALDERS,
    BIRCH,
    COUNCIL,
    EVERYBODY,
    NOBODY,
    OBSERVER,
    ON_ALDER,
    ON_BIRCH,
    ON_CASE,
    Persona,
)
from tests.journeys.realm import Realm


@dataclass(frozen=True)
class Secret:
    """A text that stands nowhere else; `readers` may meet it anywhere, others at `places` (a part of the address)."""

    what: str
    text: str
    readers: frozenset[Persona]
    places: Mapping[str, frozenset[Persona]] = field(default_factory=dict)


def secrets(realm: Realm) -> list[Secret]:
    """All of them. The log names a case by its reference alone, which says nothing; the chair's edition tells cases."""
    names = realm.names
    of_chair = {f"/reports/{names['chair']}/": COUNCIL, "/reports/preview?edition=chair": COUNCIL}
    of_public = {f"/reports/{names['public']}": EVERYBODY, "/reports/preview?edition=public": COUNCIL}
    log = {f"{names['slug']}/log/": ADMINISTRATOR | COUNCIL | OBSERVER}
    found = []
    for key, facts, readers in (
        ("case", made.CASE, ON_CASE | ALDERS),
        ("fresh", made.FRESH, ON_ALDER),
        ("rival", made.RIVAL, ON_BIRCH | BIRCH),
        ("confined", made.CONFINED, ON_CASE),
        ("ended", made.ENDED, ON_ALDER | ALDERS),
    ):
        edition = {} if key == "confined" else of_chair
        told = {**edition, **of_public} if key == "ended" else edition
        found.append(Secret(f"the reference of the {key}", names[key], readers, {**log, **told}))
        found.append(Secret(f"the title of the {key}", str(facts["title"]), readers, told))
        found.append(Secret(f"the summary of the {key}", str(facts["summary"]), readers, edition))
    found += [Secret("the source", mark, ON_CASE) for mark in made.SOURCE_MARKS]
    found += [Secret("who a confidential source is", mark, NOBODY) for mark in made.SEALED_MARKS]
    found += [
        Secret("the name of evidence that was disclosed", made.SHOWN_NAME, ON_CASE | ALDERS),
        Secret("what disclosed evidence shows", made.SHOWN_WORD, ON_CASE | ALDERS, of_chair),
        Secret("the name of evidence that was not disclosed", made.INNER_NAME, ON_CASE),
        Secret("what undisclosed evidence shows", made.INNER_WORD, ON_CASE, of_chair),
        Secret("the reply of Alder", made.REPLY, ON_CASE | ALDERS, edition),
        Secret("the draft of Alder's side", made.DRAFT, ALDERS),
        Secret("the reference of a report", names["report"], ON_ALDER, log),
        Secret("what was reported", made.REPORT, ON_ALDER),
        Secret("who reported it", made.REPORTER, ON_ALDER),
        Secret("the name of a reporter's file", made.FILE_NAME, ON_ALDER),
        Secret("the reference of a report that is part of the case", names["joined"], ON_CASE, log),
        Secret("what was reported of the case", made.JOINED, ON_CASE),
        Secret("the statement in a pledge", made.STATEMENT, ON_ALDER | COUNCIL | ALDERS),
    ]
    found += [Secret("what was found out, noted or written", text, readers) for text, readers in findings.SECRETS]
    return found
