"""What is alleged is put to the candidate, who answers, declines to, or says nothing.

`terms`: wording and hours; `preparing` and `notices`: prepared, checked, released; `replies`: drafts and answers;
`silence`: the rest.
"""

from compliance.incidents.service.address.notices import (
    NewNotice,
    Order,
    call_back,
    notified,
    notify,
    order,
    preview,
    refuse_while_waiting,
    release_due,
    reply_day,
)
from compliance.incidents.service.address.preparing import NewFact, Preparation, check, drop, prepare
from compliance.incidents.service.address.replies import (
    NewDraft,
    NewReply,
    remove_draft_file,
    reply,
    save_draft,
    submit,
)
from compliance.incidents.service.address.silence import (
    NewAttempt,
    NewStatement,
    add_statement,
    close_replies,
    decide_unreachable,
    propose_unreachable,
    record_attempt,
)
from compliance.incidents.service.address.terms import NewTemplate, approve_template, set_terms, write_template

__all__ = [
    "NewAttempt",
    "NewDraft",
    "NewFact",
    "NewNotice",
    "NewReply",
    "NewStatement",
    "NewTemplate",
    "Order",
    "Preparation",
    "add_statement",
    "approve_template",
    "call_back",
    "check",
    "close_replies",
    "decide_unreachable",
    "drop",
    "notified",
    "notify",
    "order",
    "prepare",
    "preview",
    "propose_unreachable",
    "record_attempt",
    "refuse_while_waiting",
    "release_due",
    "remove_draft_file",
    "reply",
    "reply_day",
    "save_draft",
    "set_terms",
    "submit",
    "write_template",
]
