"""The field's terms for incidents."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing is said to have happened."""

    TRAVEL = "travel"
    SOCIAL_MEDIA = "social_media"
    PRESS = "press"
    STAFF_CONTACT = "staff_contact"
    MEMBER_STATE_CONTACT = "member_state_contact"
    RESOURCES = "resources"
    CONDUCT = "conduct"
    FUNDING = "funding"
    RETALIATION = "retaliation"
    OTHER = "other"


OPEN_KINDS = tuple(kind for kind in Kind if kind is not Kind.RETALIATION)
"""Kinds that anybody may name. Retaliation has a track of its own, known to nobody but those who handle it."""


class Stage(StrEnum):
    """How far due process has come."""

    RECEIVED = "received"
    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    NOTIFIED = "notified"
    REPLIED = "replied"
    REPLY_OVERDUE = "reply_overdue"
    CONCLUDED = "concluded"
    CLOSED = "closed"


class InadmissibilityGround(StrEnum):
    """Why the office does not deal with an incident."""

    NO_CLAUSE = "no_clause"
    DID_NOT_BIND = "did_not_bind"
    NOT_THE_CANDIDATES_ACT = "not_the_candidates_act"
    NO_PRIMA_FACIE = "no_prima_facie"
    DUPLICATE = "duplicate"
    BAD_FAITH = "bad_faith"


class LinkKind(StrEnum):
    """How an incident stands to another one."""

    DUPLICATE_OF = "duplicate_of"
    SPLIT_FROM = "split_from"
    RELATED = "related"


class Result(StrEnum):
    """What a finding says of one allegation. What each means is said in `web.status`, where it is shown.

    `corrected` was established and put right by the candidate; `overtaken_by_events` was not decided at all, which is
    not the same as no breach; `referred` was left to another body to decide.
    """

    SUBSTANTIATED = "substantiated"
    PARTIALLY_SUBSTANTIATED = "partially_substantiated"
    CORRECTED = "corrected"
    NOT_SUBSTANTIATED = "not_substantiated"
    INCONCLUSIVE = "inconclusive"
    OVERTAKEN_BY_EVENTS = "overtaken_by_events"
    REFERRED = "referred"
    OUT_OF_SCOPE = "out_of_scope"
    WITHDRAWN = "withdrawn"

    @property
    def weighs_proof(self) -> bool:
        """Whether the office decided what is proved; without that, no standard of proof was applied."""
        undecided = (Result.OVERTAKEN_BY_EVENTS, Result.REFERRED, Result.OUT_OF_SCOPE, Result.WITHDRAWN)
        return self not in undecided


class StandardOfProof(StrEnum):
    """How sure a finding had to be."""

    BALANCE_OF_PROBABILITIES = "balance_of_probabilities"
    CLEAR_AND_CONVINCING = "clear_and_convincing"
    BEYOND_REASONABLE_DOUBT = "beyond_reasonable_doubt"


class Reliability(StrEnum):
    """Reliability of a source: the letter of the two-part grading used in intelligence work (STANAG 2511)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Credibility of a piece of information: the figure of the same grading, given independently."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNKNOWN = "6"


class SourceKind(StrEnum):
    """How much of a source is known, and to whom."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class TaskState(StrEnum):
    """What became of a task of fact-finding."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Claimant(StrEnum):
    """Whose account of a fact it is."""

    OFFICE = "office"
    CANDIDATE = "candidate"
    STATE = "state"
    OTHER = "other"


class FactStatus(StrEnum):
    """What the office makes of a question on which accounts differ."""

    UNDISPUTED = "undisputed"
    CONTESTED = "contested"
    RESOLVED = "resolved"


class Direction(StrEnum):
    """Who asks whom for clarification."""

    TO_STATE = "to_state"
    FROM_STATE = "from_state"


class Audience(StrEnum):
    """To whom something is circulated, so that they read it here; others get it by other means."""

    COUNCIL = "council"
    CANDIDATES = "candidates"
    OTHERS = "others"


class ReferralBody(StrEnum):
    """Who deals with a matter of the workplace that came up."""

    OMBUDSPERSON = "ombudsperson"
    STAFF_COUNSELLOR = "staff_counsellor"
    INTERNAL_OVERSIGHT = "internal_oversight"
    OTHER = "other"


class MeasureKind(StrEnum):
    """What follows from a finding, for the respondent."""

    ADVICE = "advice"
    CORRECTION_ASKED = "correction_asked"
    REPAYMENT = "repayment"
    PRIVATE_WARNING = "private_warning"
    PUBLIC_WARNING = "public_warning"
    REFERRAL = "referral"


class MeasureState(StrEnum):
    """How far a measure has been followed."""

    DUE = "due"
    PARTLY = "partly"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"
    WAIVED = "waived"


class FollowUp(StrEnum):
    """One step in following up a measure. The respondent says `done`; what that amounts to is for the office to say."""

    DONE = "done"
    FULFILLED = "fulfilled"
    PARTLY = "partly"
    OVERDUE = "overdue"
    EXTENDED = "extended"
    WAIVED = "waived"


class ReplyKind(StrEnum):
    """What came back on one allegation, or why nothing did. Only the first two are the respondent's own reply."""

    ANSWERED = "answered"
    DECLINED_TO_COMMENT = "declined_to_comment"
    UNREACHABLE = "unreachable"
    NO_REPLY = "no_reply"
    THIRD_PARTY_STATEMENT = "third_party_statement"


class ContactWay(StrEnum):
    """By which way the office tried to reach a respondent."""

    LETTER = "letter"
    MAIL = "mail"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    MESSAGE = "message"
    OTHER = "other"


class ReviewOutcome(StrEnum):
    """What came of a review: the findings stand, were changed by the reviewer, or are to be made anew."""

    UPHELD = "upheld"
    CHANGED = "changed"
    REMITTED = "remitted"


class PublicationState(StrEnum):
    """Whether a concluded case is published: two people decide that."""

    HELD = "held"
    PROPOSED = "proposed"
    PUBLISHED = "published"
