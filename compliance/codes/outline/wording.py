"""What the words of a clause suggest: what it asks for, and what it is about. Guesses, for a person to confirm."""

import re

from compliance.codes.terms import Modality

_ASIDE = r"(?:,[^,.;]{1,80},)?"
_ADVERBS = r"\s+(?:(?:\w{1,20}ly|also|first|always|at once)\s+){0,2}"
MODAL = r"\b(?:shall|must|will|should|undertakes?\s+to|agrees?\s+to|pledges?\s+to|commits?\s+to)\b"
_TELL = r"(?:disclose|declare|report|inform|notify|make (?:public|known))\b"
_TELLS = r"(?:disclos|declar|report|inform|notif)(?:e|es|s|y|ies)?\b"
_STRIVE = (
    r"\b(?:endeavou?rs?|seeks?\s+to|strives?|aims?\s+to"
    r"|(?:make|use)s?\s+(?:every|all|their best|its best|best|reasonable)\s+(?:\w{1,20}\s+)?efforts?)\b"
)
_FORBIDDING = (
    rf"\b(?:shall|must|may|will|should|can|do|does|is|are|undertakes?|pledges?){_ASIDE}\s+"
    r"(?:not|never|neither|under\s+no|in\s+no|at\s+no)\b"
    r"|\b(?:cannot|never|prohibited|forbidden)\b"
    r"|\b(?:refrain|abstain|desist)s?\s+from\b"
    r"|\b(?:no|neither|nobody|none)\b[^.;]{0,80}?\b(?:shall|may|must|will|is|are|can)\b"
)
_ASKS = re.compile(
    rf"(?P<must_not>{_FORBIDDING})"
    rf"|(?P<disclose>{MODAL}{_ASIDE}{_ADVERBS}{_TELL})"
    rf"|(?P<endeavour>{MODAL}{_ASIDE}{_ADVERBS}{_STRIVE}|{_STRIVE})"
    rf"|(?P<must>{MODAL})"
    rf"|(?P<tells>\b(?:staff|candidates?|officials?|they|he|she|who|i|we|and){_ADVERBS}{_TELLS})",
    re.IGNORECASE,
)

_TOPIC_WORDS = {
    "resources": r"resources?|funds?|equipment|budgets?|property|mailing lists?|databases?|e-?mail systems?",
    "premises": r"premises|buildings?|offices|meeting rooms?",
    "staff_contact": r"staff|personnel|subordinates?|employees|colleagues|supervisors?|secretariat",
    "travel": r"travels?|travelling|missions?|journeys?|trips?|itinerar(?:y|ies)",
    "social_media": r"social media|(?:official|institutional|personal|media) accounts?|websites?|online|posts",
    "press": r"press|journalists?|interviews?|media|broadcasts?",
    "member_state_contact": r"member states?|delegations?|governments?|missions? to|representatives?|ambassadors?",
    "gifts": r"gifts?|hospitality|favou?rs?|honou?rs|decorations?",
    "promises": r"promises?|appointments?|posts? in return|inducements?",
    "funding": r"funding|donations?|donors?|contributions?|expenditures?|expenses|costs|financ(?:e|es|ed|ing|ial)",
    "respect": r"respect(?:ful|s)?|opponents?|disparag\w{1,9}|defam\w{1,9}|dignity|false statements?|other candidates?",
    "leave": r"leave",
    "confidentiality": r"confidential(?:ity|ly)?|non-public|inside information|secrecy",
    "retaliation": r"retaliat\w{1,6}|reprisals?|victimi[sz]\w{1,6}",
    "cooperation": r"cooperat\w{1,6}|co-operat\w{1,6}|ethics office(?:r|rs)?|investigat\w{1,6}",
    "conflict_of_interest": r"conflicts? of interests?|private interests?|impartial\w{0,3}|outside activit(?:y|ies)",
}
_TOPICS = {topic: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for topic, words in _TOPIC_WORDS.items()}

TOPICS = tuple(_TOPIC_WORDS)
"""The topics that can be guessed; a code may use others."""


def guess_modality(text: str) -> Modality | None:
    """What a text asks for, by the first words in it that ask for anything; None if none do.

    The first ones decide, since what follows them is mostly an exception or a relative clause.
    """
    found = _ASKS.search(text)
    if found is None or found.lastgroup is None:
        return None
    return Modality.DISCLOSE if found.lastgroup == "tells" else Modality(found.lastgroup)


def guess_topics(text: str) -> tuple[str, ...]:
    """The topics whose words occur in a text, in the order of `TOPICS`."""
    return tuple(topic for topic, words in _TOPICS.items() if words.search(text))
