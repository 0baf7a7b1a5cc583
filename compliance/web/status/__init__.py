"""Text, tone and icon of every status a person can meet, as data: the one source for badges, cells and marks.

The values are those of the areas' `terms` modules, written as plain text because this floor lies below them; a test
holds the two together. Tones never stand alone: each badge has words and an icon as well. No stage of a case has the
tone `bad`, since an allegation is not a breach.
"""

from collections.abc import Mapping
from enum import Enum

from compliance.core.language import lazy
from compliance.web.status.badges import TONES, Badge
from compliance.web.status.conclusion import MEASURE, MEASURE_STATE, PUBLICATION, RESULT, REVIEW
from compliance.web.status.desk import MARK, SECOND
from compliance.web.status.fact_finding import FACT, TASK
from compliance.web.status.process import NOTICE, REPLY_KIND, STAGE
from compliance.web.status.routing import HANDLING, PROPOSAL, RELATION
from compliance.web.status.submissions import SUBMISSION, SUBMISSION_MODE
from compliance.web.status.told import SUBMISSION_TOLD

__all__ = ["TONES", "VOCABULARIES", "Badge", "badge"]


GROUND = {
    "no_clause": Badge(lazy("No clause applies"), "quiet", "slash-circle"),
    "did_not_bind": Badge(lazy("The clause did not bind"), "quiet", "calendar-x"),
    "not_the_candidates_act": Badge(lazy("Not an act of the candidate"), "quiet", "person-dash"),
    "no_prima_facie": Badge(lazy("No prima facie case"), "quiet", "question-circle"),
    "duplicate": Badge(lazy("Duplicate of another case"), "quiet", "layers"),
    "bad_faith": Badge(lazy("Reported in bad faith"), "quiet", "exclamation-diamond"),
}

LINK = {
    "duplicate_of": Badge(lazy("Duplicate of"), "neutral", "layers"),
    "duplicated_by": Badge(lazy("Repeated by"), "neutral", "layers"),
    "split_from": Badge(lazy("Split off from"), "neutral", "signpost-split"),
    "split_into": Badge(lazy("Split off into"), "neutral", "signpost-split"),
    "related": Badge(lazy("Related to"), "neutral", "arrow-left-right"),
}

OUTCOME = {
    "binding": Badge(lazy("Binding"), "good", "check-circle-fill"),
    "binding_with_reservation": Badge(lazy("Binding, with a reservation"), "good", "check-circle"),
    "not_in_force": Badge(lazy("Not in force"), "quiet", "calendar-x"),
    "not_yet_acknowledged": Badge(lazy("Not yet acknowledged"), "warn", "clock"),
    "never_acknowledged": Badge(lazy("Never acknowledged"), "warn", "dash-circle"),
    "withdrawn": Badge(lazy("Acknowledgement withdrawn"), "warn", "arrow-counterclockwise"),
    "declined": Badge(lazy("Declined"), "warn", "x-circle"),
    "outside_office": Badge(lazy("Outside office"), "quiet", "door-open"),
    "not_a_candidate": Badge(lazy("Not a candidate"), "quiet", "person-dash"),
    "out_of_scope": Badge(lazy("Out of scope"), "quiet", "bounding-box"),
}

DECISION = {
    "accepted": Badge(lazy("Accepted"), "good", "check-circle-fill"),
    "accepted_with_reservation": Badge(lazy("Accepted with a reservation"), "info", "check-circle"),
    "declined": Badge(lazy("Declined"), "warn", "x-circle"),
}

CANDIDATE_STATUS = {
    "in_post": Badge(lazy("In post"), "info", "building"),
    "paid_leave": Badge(lazy("Paid leave"), "neutral", "calendar-check"),
    "unpaid_leave": Badge(lazy("Unpaid leave"), "neutral", "calendar-minus"),
    "seconded": Badge(lazy("Seconded"), "neutral", "arrow-left-right"),
    "external": Badge(lazy("Outside the organisation"), "neutral", "globe2"),
    "unknown": Badge(lazy("Not recorded"), "quiet", "question-circle"),
}

MODALITY = {
    "must": Badge(lazy("Must"), "neutral", "arrow-right-circle"),
    "must_not": Badge(lazy("Must not"), "neutral", "slash-circle"),
    "disclose": Badge(lazy("Must disclose"), "neutral", "eye"),
    "endeavour": Badge(lazy("Should endeavour"), "neutral", "signpost-split"),
}

SEVERITY = {
    "minor": Badge(lazy("Minor"), "quiet", "reception-1"),
    "moderate": Badge(lazy("Moderate"), "neutral", "reception-2"),
    "serious": Badge(lazy("Serious"), "warn", "reception-4"),
}

KIND = {
    "travel": Badge(lazy("Travel"), "neutral", "airplane"),
    "social_media": Badge(lazy("Social media"), "neutral", "at"),
    "press": Badge(lazy("Press"), "neutral", "newspaper"),
    "staff_contact": Badge(lazy("Contact with staff"), "neutral", "people"),
    "member_state_contact": Badge(lazy("Contact with member states"), "neutral", "flag"),
    "resources": Badge(lazy("Use of resources"), "neutral", "box-seam"),
    "conduct": Badge(lazy("Conduct"), "neutral", "person-raised-hand"),
    "funding": Badge(lazy("Funding"), "neutral", "cash-coin"),
    "retaliation": Badge(lazy("Retaliation"), "neutral", "shield-exclamation"),
    "other": Badge(lazy("Other"), "neutral", "three-dots"),
}

BINDS_BY = {
    "acknowledgement": Badge(lazy("Binds by acknowledgement"), "neutral", "pen"),
    "office": Badge(lazy("Binds by office"), "neutral", "building"),
    "candidacy": Badge(lazy("Binds by candidacy"), "neutral", "person-badge"),
}

VERSION = {
    "in_force": Badge(lazy("In force"), "good", "check-circle"),
    "later": Badge(lazy("Not yet in force"), "info", "calendar-event"),
    "ended": Badge(lazy("No longer in force"), "quiet", "calendar-x"),
}

ACCOUNT_CAPACITY = {
    "institutional": Badge(lazy("Institutional"), "info", "building"),
    "personal": Badge(lazy("Personal"), "neutral", "person"),
    "campaign": Badge(lazy("Campaign"), "neutral", "megaphone"),
}

TRACK = {
    "standard": Badge(lazy("Standard track"), "quiet", "calendar3"),
    "expedited": Badge(lazy("Expedited track"), "info", "lightning-charge"),
}

STEP = {
    "acknowledge": Badge(lazy("Acknowledge receipt"), "neutral", "envelope-check"),
    "assess": Badge(lazy("Assess"), "neutral", "folder-check"),
    "notify": Badge(lazy("Put to the candidate"), "neutral", "send"),
    "reply": Badge(lazy("Reply of the candidate"), "neutral", "chat-left-text"),
    "fact_finding": Badge(lazy("Fact-finding"), "neutral", "search"),
    "conclude": Badge(lazy("Conclude or close"), "neutral", "check2-square"),
    "review": Badge(lazy("Time to ask for a review"), "neutral", "arrow-counterclockwise"),
    "status_update": Badge(lazy("Status update"), "neutral", "megaphone"),
}

DUE = {
    "done": Badge(lazy("Done"), "good", "check-circle"),
    "done_late": Badge(lazy("Done late"), "neutral", "check-circle"),
    "lifted": Badge(lazy("Lifted"), "quiet", "slash-circle"),
    "suspended": Badge(lazy("Waiting"), "quiet", "pause-circle"),
    "due": Badge(lazy("Due"), "neutral", "calendar-event"),
    "soon": Badge(lazy("Due soon"), "info", "clock"),
    "today": Badge(lazy("Due today"), "info", "clock"),
    "overdue": Badge(lazy("Overdue"), "warn", "hourglass-bottom"),
    "over": Badge(lazy("Time is over"), "neutral", "hourglass-bottom"),
}

DEADLINE_ACT = {
    "extension_asked": Badge(lazy("More time was asked for"), "info", "question-circle"),
    "extension_granted": Badge(lazy("More time was granted"), "neutral", "calendar-check"),
    "extension_refused": Badge(lazy("More time was refused"), "neutral", "x-circle"),
    "extended": Badge(lazy("Extended"), "neutral", "calendar-event"),
    "suspended": Badge(lazy("Stopped while the case waits"), "quiet", "pause-circle"),
    "resumed": Badge(lazy("Runs on"), "neutral", "play-circle"),
    "track_switched": Badge(lazy("Put on another track"), "neutral", "lightning-charge"),
    "lifted": Badge(lazy("Ended"), "quiet", "slash-circle"),
}

CHECK = {
    "holds": Badge(lazy("Verified"), "good", "patch-check"),
    "differs": Badge(lazy("Differs"), "bad", "x-octagon"),
    "unchecked": Badge(lazy("Not checked"), "quiet", "question-circle"),
}

PLEDGE = {
    "signed": Badge(lazy("Signed"), "good", "pen"),
    "unsigned": Badge(lazy("Not signed"), "warn", "pen"),
    "withdrawn": Badge(lazy("Withdrawn"), "warn", "arrow-counterclockwise"),
    "superseded": Badge(lazy("Superseded"), "quiet", "layers"),
}

ROLE = {
    "administrator": Badge(lazy("Administrator"), "neutral", "gear"),
    "officer": Badge(lazy("Ethics officer"), "neutral", "shield-check"),
    "chair": Badge(lazy("Chair of the council"), "neutral", "person-badge"),
    "bureau": Badge(lazy("Member of the bureau"), "neutral", "people"),
    "candidate": Badge(lazy("Candidate"), "neutral", "person"),
    "agent": Badge(lazy("Agent of a candidate"), "neutral", "person-check"),
    "observer": Badge(lazy("Observer"), "neutral", "eye"),
}

MEDIUM = {
    "application": Badge(lazy("Signed here"), "neutral", "pen"),
    "paper": Badge(lazy("On paper"), "neutral", "file-earmark-text"),
    "import": Badge(lazy("From a contest file"), "neutral", "folder-check"),
}

CHANGE = {
    "unchanged": Badge(lazy("Unchanged"), "quiet", "check2"),
    "added": Badge(lazy("Added"), "good", "plus-lg"),
    "removed": Badge(lazy("Removed"), "warn", "dash-lg"),
    "reworded": Badge(lazy("Reworded"), "info", "pencil"),
    "renumbered": Badge(lazy("Renumbered"), "neutral", "hash"),
    "moved": Badge(lazy("Moved"), "neutral", "arrow-left-right"),
    "split": Badge(lazy("Split"), "neutral", "signpost-split"),
    "merged": Badge(lazy("Merged"), "neutral", "layers"),
    "heading": Badge(lazy("Heading changed"), "neutral", "type"),
    "modality": Badge(lazy("Obligation changed"), "info", "arrow-right-circle"),
    "scope": Badge(lazy("Scope changed"), "info", "bounding-box"),
}

MAIL = {
    "pending": Badge(lazy("Waiting"), "info", "clock"),
    "sent": Badge(lazy("Sent"), "good", "envelope-check"),
    "given_up": Badge(lazy("Given up"), "warn", "exclamation-triangle-fill"),
    "withdrawn": Badge(lazy("Withdrawn"), "quiet", "slash-circle"),
}

ACCOUNT = {
    "open": Badge(lazy("Open"), "good", "check-circle"),
    "first_password": Badge(lazy("First password"), "info", "key"),
    "closed": Badge(lazy("Closed"), "quiet", "archive"),
}

VOCABULARIES: Mapping[str, Mapping[str, Badge]] = {
    "stage": STAGE,
    "mark": MARK,
    "second": SECOND,
    "ground": GROUND,
    "link": LINK,
    "notice": NOTICE,
    "reply_kind": REPLY_KIND,
    "submission": SUBMISSION,
    "submission_mode": SUBMISSION_MODE,
    "outcome": OUTCOME,
    "decision": DECISION,
    "candidate_status": CANDIDATE_STATUS,
    "result": RESULT,
    "measure": MEASURE,
    "review": REVIEW,
    "publication": PUBLICATION,
    "measure_state": MEASURE_STATE,
    "modality": MODALITY,
    "severity": SEVERITY,
    "kind": KIND,
    "binds_by": BINDS_BY,
    "version": VERSION,
    "account_capacity": ACCOUNT_CAPACITY,
    "track": TRACK,
    "step": STEP,
    "due": DUE,
    "deadline_act": DEADLINE_ACT,
    "check": CHECK,
    "pledge": PLEDGE,
    "medium": MEDIUM,
    "role": ROLE,
    "change": CHANGE,
    "account": ACCOUNT,
    "handling": HANDLING,
    "task": TASK,
    "fact": FACT,
    "mail": MAIL,
    "submission_told": SUBMISSION_TOLD,
    "relation": RELATION,
    "proposal": PROPOSAL,
}


def badge(vocabulary: str, value: str | Enum) -> Badge:
    """Look up how a status is shown. LookupError if there are no words for it: none is shown without.

    Args:
        vocabulary: a key of `VOCABULARIES`.
        value: the status, as an enum member or its value.
    """
    key = str(value.value) if isinstance(value, Enum) else value
    try:
        return VOCABULARIES[vocabulary][key]
    except KeyError:
        raise LookupError(f"no badge for {key!r} in the vocabulary {vocabulary!r}") from None
