"""What programs do in a case beyond its main course, by the token of the person for whom they act."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import (
    ADMINISTRATOR,
    ALDERS,
    COUNCIL,
    MEMBERS,
    NOBODY,
    OFFICE,
    ON_ALDER,
    ON_BIRCH,
    ON_CASE,
    SIDES,
    Persona,
)

CONTEST = "/api/v1~"
CASE = "/api/v1~/incidents/{case}"
FRESH = "/api/v1~/incidents/{fresh}"
ENDED = "/api/v1~/incidents/{ended}"
RIVAL = "/api/v1~/incidents/{rival}"
CONFINED = "/api/v1~/incidents/{confined}"
PUBLICATIONS = "/api/v1~/incidents/publications"
REQUESTS = "/api/v1~/clarifications"

RULES = (
    rule(
        "programs have the deadlines of a case in hand for its officers",
        ON_CASE,
        f"""
        GET {CASE}/deadlines
        POST {CASE}/deadlines/reply/extend
        POST {CASE}/deadlines/status_update/done
        POST {CASE}/deadlines/status_update/waive
        POST {CASE}/deadlines/suspend
        POST {CASE}/deadlines/resume
        POST {CASE}/deadlines/track
        POST {CASE}/extension-requests/grant
        POST {CASE}/extension-requests/refuse
        """,
    ),
    rule("programs find no step that there is not", NOBODY, f"POST {CASE}/deadlines/nonsense/extend"),
    rule(
        "programs ask for more time for the candidate's side, on whose case nobody else may",
        ALDERS,
        f"POST {CASE}/extension-requests",
        told=ON_CASE,
    ),
    rule(
        "programs link cases for their officers",
        ON_CASE,
        f"POST {CASE}/links",
    ),
    rule(
        "also those that were not put to the candidate, to one that they know",
        ON_ALDER,
        f"""
        POST {FRESH}/links
        POST {FRESH}/links/{{link}}/retract
        POST {RIVAL}/links/{{link}}/retract
        POST {FRESH}/split
        """,
    ),
    rule("programs find no link of a third case", NOBODY, f"POST {CASE}/links/{{link}}/retract"),
    rule(
        "programs say who handles a case for its officers",
        ON_CASE,
        f"""
        GET {CASE}/handlers
        POST {CASE}/handlers
        POST {CASE}/handlers/{{assigned}}/take-off
        POST {CASE}/confine
        POST {CASE}/keep-out
        POST {CONFINED}/open
        GET {CONFINED}/handlers
        """,
    ),
    rule("of the rival's case too", ON_BIRCH, f"GET {RIVAL}/handlers\nPOST {RIVAL}/handlers"),
    rule("who does not handle it is taken off no case", NOBODY, f"POST {FRESH}/handlers/{{assigned}}/take-off"),
    rule(
        "programs give tasks and keep notes for the officers of a case",
        ON_CASE,
        f"""
        GET {CASE}/tasks
        POST {CASE}/tasks
        PUT {CASE}/tasks/{{task}}
        GET {CASE}/notes
        POST {CASE}/notes
        POST {CASE}/notes/{{note}}/retract
        """,
    ),
    rule(
        "programs find the facts of a case for its officers",
        ON_CASE,
        f"""
        GET {CASE}/interviews
        POST {CASE}/interviews
        PUT {CASE}/interviews/{{interview}}
        GET {CASE}/contested-facts
        POST {CASE}/contested-facts
        POST {CASE}/contested-facts/{{fact}}/accounts
        POST {CASE}/contested-facts/{{fact}}/assessments
        GET {CASE}/referrals
        POST {CASE}/referrals
        GET {CASE}/clarifications
        POST {CASE}/clarifications
        """,
    ),
    rule(
        "programs read what was found of a case that is not admissible yet, and begin nothing there",
        NOBODY,
        f"""
        POST {FRESH}/interviews
        POST {FRESH}/contested-facts
        POST {FRESH}/clarifications
        """,
        told=ON_ALDER,
    ),
    rule("programs note referrals of such a case too", ON_ALDER, f"POST {FRESH}/referrals\nGET {FRESH}/interviews"),
    rule(
        "programs keep an eye on a case, disclose evidence and file retaliation for its officers",
        ON_CASE,
        f"""
        POST {CASE}/watch
        POST {CASE}/unwatch
        POST {CASE}/seen
        POST {CASE}/evidence/{{inner}}/disclose
        GET {CASE}/history
        GET {CASE}/retaliation
        POST {CASE}/retaliation
        """,
    ),
    rule("programs disclose nothing of another case", NOBODY, f"POST {FRESH}/evidence/{{inner}}/disclose"),
    rule(
        "programs keep views for whoever handles cases, each their own",
        ON_BIRCH,
        "GET /api/v1~/incidents/views\nPOST /api/v1~/incidents/views",
    ),
    rule("programs remove no view of somebody else", NOBODY, "POST /api/v1~/incidents/views/1/drop"),
    rule(
        "programs keep drafts for the side that writes them; the office does not know whether there are any",
        ALDERS,
        f"""
        GET {CASE}/drafts
        PUT {CASE}/allegations/0/draft
        PUT {CASE}/allegations/0/draft/with-file
        GET {CASE}/draft-files/{{draft_file}}
        POST {CASE}/draft-files/{{draft_file}}/remove
        POST {CASE}/drafts/send
        """,
    ),
    rule(
        "programs list requests for clarification for the office, and for others what was circulated to them",
        ON_BIRCH | COUNCIL | SIDES,
        f"GET {REQUESTS}",
    ),
    rule(
        "programs ask and answer for the office, unless it is recused from the contest",
        ON_BIRCH,
        f"""
        POST {REQUESTS}
        POST {REQUESTS}/{{to_sides}}/answers
        POST {REQUESTS}/{{to_sides}}/answers/with-file
        POST {REQUESTS}/{{to_sides}}/circulations
        """,
    ),
    rule("programs read what was circulated to all candidates", ON_BIRCH | SIDES, f"GET {REQUESTS}/{{to_sides}}"),
    rule(
        "programs read what was circulated to the council, of a case that its officers know",
        ON_CASE | COUNCIL,
        f"GET {REQUESTS}/{{to_council}}",
    ),
    rule(
        "programs have the answers of that for the officers of the case",
        ON_CASE,
        f"""
        POST {REQUESTS}/{{to_council}}/answers
        GET {REQUESTS}/{{to_council}}/answers/1/file
        POST {REQUESTS}/{{to_council}}/circulations
        """,
    ),
    rule(
        "programs find no task, note, measure, interview, fact or file in another case",
        NOBODY,
        f"""
        PUT {RIVAL}/interviews/{{interview}}
        POST {RIVAL}/contested-facts/{{fact}}/accounts
        POST {RIVAL}/contested-facts/{{fact}}/assessments
        GET {RIVAL}/draft-files/{{draft_file}}
        PUT {RIVAL}/tasks/{{task}}
        POST {RIVAL}/notes/{{note}}/retract
        POST {RIVAL}/measures/{{measure}}/steps
        POST {RIVAL}/measures/{{measure}}/done
        """,
    ),
    rule(
        "programs write messages for both sides of a case",
        ON_CASE | ALDERS,
        f"GET {CASE}/messages\nPOST {CASE}/messages",
    ),
    rule(
        "programs decide on measures and follow them up for the officers of a case",
        ON_ALDER,
        f"""
        POST {ENDED}/measures
        POST {ENDED}/measures/{{measure}}/steps
        """,
    ),
    rule(
        "programs say what was done for the candidate's side alone",
        ALDERS,
        f"""
        POST {ENDED}/measures/{{measure}}/done
        POST {ENDED}/measures/{{measure}}/done/with-file
        """,
    ),
    rule(
        "programs of both sides read what came with a step, and have a case reviewed",
        ON_ALDER | ALDERS,
        f"""
        GET {ENDED}/measures/{{measure}}/steps/{{step}}/file
        GET {ENDED}/reviews
        POST {ENDED}/reviews
        """,
    ),
    rule(
        "programs appoint the reviewer and decide for the officers of a case",
        ON_ALDER,
        f"POST {ENDED}/reviews/reviewer\nPOST {ENDED}/reviews/decision",
    ),
    rule(
        "programs propose to publish a case for its officers",
        ON_ALDER,
        f"GET {ENDED}/publication\nPOST {ENDED}/publication",
    ),
    rule(
        "programs list who is said to be out of reach for a second person",
        OFFICE | {Persona.CHAIR, Persona.BUREAU},
        "GET /api/v1~/incidents/unreachable",
    ),
    rule("programs confirm nothing of it that nobody proposed", NOBODY, "POST /api/v1~/incidents/unreachable/{case}"),
    rule("programs read the time that each step takes for all members", MEMBERS, f"GET {CONTEST}/deadline-rules"),
    rule(
        "programs set that, and whether reports are taken, for whoever edits the contest",
        ADMINISTRATOR | ON_BIRCH,
        f"""
        PUT {CONTEST}/deadline-rules
        GET {CONTEST}/reporting
        PUT {CONTEST}/reporting
        """,
        told=OFFICE,
    ),
    rule(
        "programs set how cases are concluded for the office",
        ON_BIRCH,
        f"GET {CONTEST}/conclusion-rules\nPUT {CONTEST}/conclusion-rules",
    ),
    rule(
        "programs read how notices are put for administrators, the office and the chair",
        ADMINISTRATOR | OFFICE | {Persona.CHAIR},
        f"GET {CONTEST}/notice-terms\nGET {CONTEST}/notice-wordings",
    ),
    rule(
        "and set it for administrators and the office",
        ADMINISTRATOR | ON_BIRCH,
        f"PUT {CONTEST}/notice-terms",
        told=OFFICE | {Persona.CHAIR},
    ),
    rule(
        "programs write wordings for officers",
        ON_BIRCH,
        f"""
        POST {CONTEST}/notice-wordings
        POST {CONTEST}/notice-wordings/{{template}}/versions
        """,
        told=ADMINISTRATOR | OFFICE | {Persona.CHAIR},
    ),
    rule(
        "and approve them for another officer or the chair",
        ON_BIRCH | {Persona.CHAIR},
        f"POST {CONTEST}/notice-wordings/{{template}}/1/approve",
        told=ADMINISTRATOR | OFFICE,
    ),
    rule("programs list what is proposed for a second person", OFFICE | {Persona.CHAIR}, f"GET {PUBLICATIONS}"),
    rule(
        "programs confirm nothing that nobody proposed",
        NOBODY,
        f"POST {PUBLICATIONS}/{{ended}}/confirm\nPOST {PUBLICATIONS}/{{ended}}/refuse",
    ),
)
