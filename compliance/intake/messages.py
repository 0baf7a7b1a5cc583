"""Wording that the office can begin a message to a reporter with. None of it says what was decided, or about whom."""

from compliance.core.language import gettext as _
from compliance.intake.terms import Purpose


def draft(purpose: Purpose) -> str:
    """The wording for a purpose, to be changed as needed."""
    return {
        Purpose.ACKNOWLEDGEMENT: _(
            "Thank you for your report. It has reached the ethics office, and an officer is reading it.\n\n"
            "We may have questions. They will stand here, in your mailbox, so please look here from time to time. "
            "If something comes to mind, or you have a document, you can add it here as well.\n\n"
            "Everybody who is concerned is heard before anything is decided. This takes time, and we may not be able "
            "to tell you every step."
        ),
        Purpose.QUESTION: _(
            "We have a question about your report:\n\n\n\n"
            "Please answer here only what you can tell without danger to yourself."
        ),
        Purpose.UPDATE: _(
            "The ethics office is still looking into your report. There is nothing that you need to do.\n\n"
            "We write here again when there is something that we can tell you."
        ),
        Purpose.FINISHED: _(
            "The ethics office has finished its work on your report. What came of it is made known in the report of "
            "the office, if and when that is published; we cannot tell you more here.\n\n"
            "Thank you for having come forward. Should you meet with any disadvantage because of it, tell us here."
        ),
        Purpose.OTHER: "",
    }[purpose]
