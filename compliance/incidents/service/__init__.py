"""The verbs of incidents: received, assessed, addressed, concluded (the four steps of ISO 37002).

`receive` files and `amend` puts right; `assess` admits, `links` and `split` join cases or tell them apart; `address`
puts to the candidate, who replies; `conclude` finds, concludes and closes; `support` adds evidence and sources;
`deadlines` counts the time for each of these; `handling` says who does it; `desk` does it on several at once.
"""

from compliance.codes.service import (
    FROZEN_BY,
)
from compliance.identity.service import (
    PASSED_ON_BY,
    REPLACED_BY,
)
from compliance.incidents.queries.choices import (
    frozen_by_allegation,
)
from compliance.incidents.service.address import (
    NewAttempt,
    NewDraft,
    NewFact,
    NewNotice,
    NewReply,
    NewStatement,
    NewTemplate,
    Order,
    Preparation,
    add_statement,
    approve_template,
    call_back,
    check,
    close_replies,
    decide_unreachable,
    drop,
    notified,
    notify,
    order,
    prepare,
    preview,
    propose_unreachable,
    record_attempt,
    release_due,
    remove_draft_file,
    reply,
    reply_day,
    save_draft,
    set_terms,
    submit,
    write_template,
)
from compliance.incidents.service.amend import (
    allege,
    amend,
    drop_allegation,
)
from compliance.incidents.service.assess import (
    Assessment,
    assess,
)
from compliance.incidents.service.conclude import (
    NewFinding,
    close,
    conclude,
    find,
    take_over,
)
from compliance.incidents.service.countdown import (
    meet,
    reporter_told,
    start,
    stop,
)
from compliance.incidents.service.deadlines import (
    done,
    extend,
    grant,
    refuse,
    request_extension,
    resume,
    suspend,
    switch_track,
    waive,
)
from compliance.incidents.service.desk import (
    carried_out,
    drop_view,
    export,
    previewed,
    save_view,
    see,
    unwatch,
    watch,
)
from compliance.incidents.service.handling import (
    assign,
    keep_out,
    lift,
    pass_on,
    restrict,
    take_up,
    unassign,
)
from compliance.incidents.service.judging import (
    NewAllegation,
)
from compliance.incidents.service.links import (
    NewLink,
    link,
    retract_link,
)
from compliance.incidents.service.measures import (
    NewMeasure,
    NewStep,
    follow_up,
    order_measure,
    report_done,
)
from compliance.incidents.service.notes import (
    add_note,
    retract_note,
    send_message,
)
from compliance.incidents.service.receive import (
    Amendment,
    NewIncident,
    file_incident,
)
from compliance.incidents.service.reminding import (
    remind,
)
from compliance.incidents.service.retaliation import (
    file_retaliation,
)
from compliance.incidents.service.reviewing import (
    ReviewDecision,
    appoint_reviewer,
    ask_review,
    decide_review,
    reviewers,
)
from compliance.incidents.service.rules import (
    RuleSet,
    set_rules,
)
from compliance.incidents.service.split import (
    Split,
    split,
)
from compliance.incidents.service.standards import (
    Standards,
    set_standards,
)
from compliance.incidents.service.support import (
    Disclosure,
    NewEvidence,
    NewSource,
    add_evidence,
    add_source,
    disclose,
    regrade_source,
)
from compliance.incidents.service.two_people import (
    UNMASKED_BY,
    confirm_publication,
    decide_unmask,
    propose_publication,
    refuse_publication,
    request_unmask,
    withhold,
)

__all__ = [
    "UNMASKED_BY",
    "Amendment",
    "Assessment",
    "Disclosure",
    "NewAllegation",
    "NewAttempt",
    "NewDraft",
    "NewEvidence",
    "NewFact",
    "NewFinding",
    "NewIncident",
    "NewLink",
    "NewMeasure",
    "NewNotice",
    "NewReply",
    "NewSource",
    "NewStatement",
    "NewStep",
    "NewTemplate",
    "Order",
    "Preparation",
    "ReviewDecision",
    "RuleSet",
    "Split",
    "Standards",
    "add_evidence",
    "add_note",
    "add_source",
    "add_statement",
    "allege",
    "amend",
    "appoint_reviewer",
    "approve_template",
    "ask_review",
    "assess",
    "assign",
    "call_back",
    "carried_out",
    "check",
    "close",
    "close_replies",
    "conclude",
    "confirm_publication",
    "decide_review",
    "decide_unmask",
    "decide_unreachable",
    "disclose",
    "done",
    "drop",
    "drop_allegation",
    "drop_view",
    "export",
    "extend",
    "file_incident",
    "file_retaliation",
    "find",
    "follow_up",
    "grant",
    "keep_out",
    "lift",
    "link",
    "meet",
    "notified",
    "notify",
    "order",
    "order_measure",
    "prepare",
    "preview",
    "previewed",
    "propose_publication",
    "propose_unreachable",
    "record_attempt",
    "refuse",
    "refuse_publication",
    "regrade_source",
    "release_due",
    "remind",
    "remove_draft_file",
    "reply",
    "reply_day",
    "report_done",
    "reporter_told",
    "request_extension",
    "request_unmask",
    "restrict",
    "resume",
    "retract_link",
    "retract_note",
    "reviewers",
    "save_draft",
    "save_view",
    "see",
    "send_message",
    "set_rules",
    "set_standards",
    "set_terms",
    "split",
    "start",
    "stop",
    "submit",
    "suspend",
    "switch_track",
    "take_over",
    "unassign",
    "unwatch",
    "waive",
    "watch",
    "withhold",
    "write_template",
]

if frozen_by_allegation not in FROZEN_BY:
    FROZEN_BY.append(frozen_by_allegation)
if pass_on not in PASSED_ON_BY:
    PASSED_ON_BY.append(pass_on)
if take_up not in REPLACED_BY:
    REPLACED_BY.append(take_up)
