"""Words for the terms that a form offers and a page shows, where no status badge has them."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TypeVar

from markupsafe import Markup
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its stubs are older

from compliance.core.language import lazy as _
from compliance.incidents.terms import (
    Audience,
    Claimant,
    ContactWay,
    Credibility,
    Direction,
    InadmissibilityGround,
    Kind,
    LinkKind,
    ReferralBody,
    Reliability,
    SourceKind,
    StandardOfProof,
)
from compliance.web.status import badge

STANDARDS: Mapping[StandardOfProof, str] = {
    StandardOfProof.BALANCE_OF_PROBABILITIES: _("On the balance of probabilities: more likely than not"),
    StandardOfProof.CLEAR_AND_CONVINCING: _("Clear and convincing evidence"),
    StandardOfProof.BEYOND_REASONABLE_DOUBT: _("Beyond reasonable doubt"),
}
GROUNDS: Mapping[InadmissibilityGround, str] = {
    InadmissibilityGround.NO_CLAUSE: _("No clause: nothing in the codes of this contest speaks of it"),
    InadmissibilityGround.DID_NOT_BIND: _("It did not bind: no clause in question bound the candidate on those days"),
    InadmissibilityGround.NOT_THE_CANDIDATES_ACT: _("Not the candidate's act, nor one that they answer for"),
    InadmissibilityGround.NO_PRIMA_FACIE: _("No prima facie case: what was given does not support it, even if true"),
    InadmissibilityGround.DUPLICATE: _("Duplicate: another case deals with it already"),
    InadmissibilityGround.BAD_FAITH: _("Bad faith: reported by somebody who knew better; this needs a case of its own"),
}
WAYS: Mapping[ContactWay, str] = {
    ContactWay.LETTER: _("Letter"),
    ContactWay.MAIL: _("E-mail"),
    ContactWay.TELEPHONE: _("Telephone"),
    ContactWay.IN_PERSON: _("In person"),
    ContactWay.MESSAGE: _("Message to an account of theirs"),
    ContactWay.OTHER: _("Another way"),
}
LINK_KINDS: Mapping[LinkKind, str] = {
    LinkKind.RELATED: _("Related: the two have to do with each other"),
    LinkKind.DUPLICATE_OF: _("Duplicate: this case repeats the other one"),
}
SOURCE_KINDS: Mapping[SourceKind, str] = {
    SourceKind.NAMED: _("Named: may be known to the parties"),
    SourceKind.CONFIDENTIAL: _("Confidential: the name is sealed until two officers of the case agree to learn it"),
    SourceKind.ANONYMOUS: _("Anonymous: known to nobody, and nothing is kept that could tell"),
}
RELIABILITIES: Mapping[Reliability, str] = {
    Reliability.A: _("A: completely reliable, no doubt about the source"),
    Reliability.B: _("B: usually reliable, minor doubts"),
    Reliability.C: _("C: fairly reliable, has been right before, with doubts"),
    Reliability.D: _("D: not usually reliable, significant doubts"),
    Reliability.E: _("E: unreliable, has been wrong before"),
    Reliability.F: _("F: reliability cannot be judged"),
}
CREDIBILITIES: Mapping[Credibility, str] = {
    Credibility.CONFIRMED: _("1: confirmed by other, independent sources"),
    Credibility.PROBABLE: _("2: probably true, consistent with what else is known"),
    Credibility.POSSIBLE: _("3: possibly true, agrees with some of what is known"),
    Credibility.DOUBTFUL: _("4: doubtful, possible but not borne out by anything"),
    Credibility.IMPROBABLE: _("5: improbable, contradicted by what else is known"),
    Credibility.UNKNOWN: _("6: truth cannot be judged"),
}

KIND_HINTS: Mapping[Kind, str] = {
    Kind.TRAVEL: _("A mission, a journey, who paid for it and who authorised it"),
    Kind.SOCIAL_MEDIA: _("A post, and the account from which it came"),
    Kind.PRESS: _("An interview, an article, a statement"),
    Kind.STAFF_CONTACT: _("Staff asked, or pressed, to take sides"),
    Kind.MEMBER_STATE_CONTACT: _("A meeting or a message with a member state"),
    Kind.RESOURCES: _("Money, staff time, rooms or data of the organisation"),
    Kind.CONDUCT: _("How somebody was treated or spoken of"),
    Kind.FUNDING: _("Where money for a campaign came from"),
    Kind.RETALIATION: _("Somebody treated worse because of a case: for a report, a testimony, or a refusal"),
    Kind.OTHER: _("Anything that fits none of these"),
}
CLAIMANTS: Mapping[Claimant, str] = {
    Claimant.OFFICE: _("The office"),
    Claimant.CANDIDATE: _("The candidate"),
    Claimant.STATE: _("A member state"),
    Claimant.OTHER: _("Somebody else"),
}
REFERRAL_BODIES: Mapping[ReferralBody, str] = {
    ReferralBody.OMBUDSPERSON: _("The ombudsperson"),
    ReferralBody.STAFF_COUNSELLOR: _("The staff counsellor"),
    ReferralBody.INTERNAL_OVERSIGHT: _("Internal oversight"),
    ReferralBody.OTHER: _("Another body"),
}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.TO_STATE: _("The office asks a member state"),
    Direction.FROM_STATE: _("A member state asks the office"),
}
AUDIENCES: Mapping[Audience, str] = {
    Audience.COUNCIL: _("The council: its chair and bureau read it here"),
    Audience.CANDIDATES: _("The candidates: all of them and their agents read it here"),
    Audience.OTHERS: _("Others, by other means"),
}
AUDIENCE_NAMES: Mapping[Audience, str] = {
    Audience.COUNCIL: _("To the council"),
    Audience.CANDIDATES: _("To all candidates"),
    Audience.OTHERS: _("To others"),
}

Choices = list[SelectChoice]
Term = TypeVar("Term", bound=Enum)


def choices(labels: Mapping[Term, str]) -> Choices:
    """Values and labels, as a field takes them."""
    return [SelectChoice(str(term.value), label) for term, label in labels.items()]


def badged(vocabulary: str, terms: Iterable[Enum]) -> Choices:
    """Values of terms with the labels of their badges."""
    return [SelectChoice(str(term.value), badge(vocabulary, term).label) for term in terms]


def explained(vocabulary: str, terms: Iterable[Enum]) -> Choices:
    """Values of terms with the labels of their badges and, below each, what it means."""
    words = Markup('{label}<span class="choice-meaning">{meaning}</span>')
    badges = [(str(term.value), badge(vocabulary, term)) for term in terms]
    return [SelectChoice(value, words.format(label=shown.label, meaning=shown.meaning)) for value, shown in badges]


def choice(value: str, label: str, group: str | None = None) -> SelectChoice:
    """One choice of a field."""
    return SelectChoice(value, label, optgroup=group)
