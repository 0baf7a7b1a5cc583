"""The contest, its codes, candidates and pledges, its cases, reports and log."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import (
    ADMINISTRATOR,
    ALDERS,
    BIRCH,
    COUNCIL,
    EVERYBODY,
    MEMBERS,
    NOBODY,
    OBSERVER,
    OFFICE,
    ON_ALDER,
    ON_BIRCH,
    ON_CASE,
    SIDES,
    SIGNED_IN,
    Persona,
    only,
)

RULES = (
    rule("signing in is for everybody", EVERYBODY, "* /sign-in"),
    rule(
        "whoever has an account has a home, and may look whether the log stands",
        SIGNED_IN,
        """
        GET /
        GET /account
        * /account/mail
        * /account/password
        POST /sign-out
        GET /log/
        """,
    ),
    rule(
        "whoever reads the log somewhere may have it recomputed",
        ADMINISTRATOR | OFFICE | COUNCIL | OBSERVER | {Persona.OFFICER_ELSEWHERE},
        "POST /log/verify",
        told=SIGNED_IN,
    ),
    rule(
        "administrators set up contests and accounts",
        ADMINISTRATOR,
        """
        * /contests/new
        GET /mail
        POST /mail/retry
        GET /users/
        * /users/add
        GET /users/{user}/
        POST /users/{user}/close
        POST /users/{user}/open
        POST /users/{user}/password
        POST /users/{user}/roles
        POST /users/{user}/roles/revoke grant={grant}
        """,
    ),
    rule(
        "everybody in a contest sees who stands, under which code, what they signed, and what is public",
        MEMBERS,
        """
        GET ~/
        GET ~/candidates/
        GET ~/candidates/alder/
        GET ~/candidates/birch/
        GET ~/candidates/alder/applicability
        GET ~/candidates/birch/applicability
        GET ~/candidates/alder/applicability.json
        GET ~/candidates/birch/applicability.json
        GET ~/codes/
        GET ~/codes/pledge/
        GET ~/codes/pledge/1/
        GET ~/codes/pledge/1/difference
        GET ~/pledges
        GET ~/pledges/{signed}
        GET ~/pledges/{paper}
        GET ~/pledges/{signed}/check
        GET ~/pledges/{paper}/check
        * ~/pledges/check
        GET ~/reports/
        GET ~/reports/{public}/
        POST ~/reports/{public}/acknowledge
        GET ~/reports/{public}/files/html
        GET ~/reports/{public}/files/json
        GET ~/reports/{public}/files/pdf
        GET ~/reports/{public}/read
        """,
    ),
    rule(
        "the register is kept by administrators and the office, but Alder's entry by nobody who is recused",
        ADMINISTRATOR | ON_ALDER,
        """
        * ~/candidates/alder/accounts
        * ~/candidates/alder/edit
        * ~/candidates/alder/statuses
        * ~/candidates/alder/withdraw
        """,
        told=OFFICE,
    ),
    rule(
        "whoever is recused from Alder still keeps Birch's entry and the contest's",
        ADMINISTRATOR | ON_BIRCH,
        """
        * ~/candidates/birch/accounts
        * ~/candidates/birch/edit
        * ~/candidates/birch/statuses
        * ~/candidates/birch/withdraw
        * ~/candidates/new
        * ~/edit
        """,
        told=OFFICE,
    ),
    rule(
        "codes are written by administrators and the office; other members read that they do not",
        ADMINISTRATOR | ON_BIRCH,
        """
        * ~/codes/new
        * ~/codes/courtesy/1/edit
        POST ~/codes/pledge/1/edit
        * ~/codes/pledge/1/end
        * ~/codes/pledge/edit
        * ~/codes/pledge/new
        POST ~/codes/pledge/review
        """,
        told=MEMBERS,
    ),
    rule("wording that was signed is edited by nobody", NOBODY, "GET ~/codes/pledge/1/edit", told=MEMBERS),
    rule(
        "there is no review before a text is sent",
        NOBODY,
        "GET ~/codes/pledge/review",
        MEMBERS - ADMINISTRATOR - ON_BIRCH,
    ),
    rule("officers have a list of cases, candidates and agents one of theirs", ON_BIRCH | SIDES, "GET ~/incidents/"),
    rule("officers file incidents", ON_BIRCH, "* ~/incidents/new\n* ~/incidents/new?kind=conduct"),
    rule(
        "a case is there for its officers, and for whom it was put to",
        ON_CASE | ALDERS,
        """
        GET ~/incidents/{case}/
        * ~/incidents/{case}/allegations/0/reply
        GET ~/incidents/{case}/evidence/{shown}
        """,
    ),
    rule(
        "the rival's case is there for the rival, and for whoever is recused from Alder only",
        ON_BIRCH | BIRCH,
        """
        GET ~/incidents/{rival}/
        * ~/incidents/{rival}/allegations/0/reply
        """,
    ),
    rule(
        "evidence that is not disclosed, sources and the acts on a case are for its officers",
        ON_CASE,
        """
        GET ~/incidents/{case}/evidence/{inner}
        * ~/incidents/{case}/evidence/{shown}/disclose
        * ~/incidents/{case}/evidence/{inner}/disclose
        * ~/incidents/{case}/evidence/new
        * ~/incidents/{case}/notify
        * ~/incidents/{case}/replies-over
        * ~/incidents/{case}/sources/{source}/grades
        * ~/incidents/{case}/sources/new
        """,
    ),
    rule(
        "what comes too early or too late is refused to its officers with a reason",
        NOBODY,
        """
        * ~/incidents/{case}/allegations
        * ~/incidents/{case}/allegations/0/drop
        * ~/incidents/{case}/allegations/0/finding
        * ~/incidents/{case}/assess
        * ~/incidents/{case}/close
        * ~/incidents/{case}/conclude
        * ~/incidents/{case}/facts
        """,
        told=ON_CASE,
    ),
    rule(
        "a case that was not put to the candidate is there for officers alone",
        ON_ALDER,
        """
        GET ~/incidents/{fresh}/
        * ~/incidents/{fresh}/allegations
        * ~/incidents/{fresh}/allegations/0/drop
        * ~/incidents/{fresh}/assess
        * ~/incidents/{fresh}/evidence/new
        * ~/incidents/{fresh}/facts
        * ~/incidents/{fresh}/sources/new
        """,
    ),
    rule(
        "steps that a fresh case has not come to are refused to its officers",
        NOBODY,
        """
        * ~/incidents/{fresh}/allegations/0/finding
        * ~/incidents/{fresh}/allegations/0/reply
        * ~/incidents/{fresh}/close
        * ~/incidents/{fresh}/conclude
        * ~/incidents/{fresh}/notify
        * ~/incidents/{fresh}/replies-over
        """,
        told=ON_ALDER,
    ),
    rule(
        "the acts on Birch's case are for officers who are not recused from the contest",
        ON_BIRCH,
        """
        POST ~/incidents/{rival}/evidence/new
        GET ~/incidents/{rival}/notify
        POST ~/incidents/{rival}/replies-over
        GET ~/incidents/{rival}/sources/new
        """,
    ),
    rule(
        "and so are the reasons against them",
        NOBODY,
        """
        GET ~/incidents/{rival}/allegations
        POST ~/incidents/{rival}/assess
        POST ~/incidents/{rival}/facts
        """,
        told=ON_BIRCH,
    ),
    rule(
        "what belongs to one case is not found in another",
        NOBODY,
        """
        GET ~/incidents/{fresh}/evidence/{shown}
        GET ~/incidents/{rival}/evidence/{shown}
        GET ~/incidents/{rival}/evidence/{inner}
        * ~/incidents/{fresh}/evidence/{inner}/disclose
        * ~/incidents/{rival}/evidence/{inner}/disclose
        * ~/incidents/{fresh}/sources/{source}/grades
        * ~/incidents/{rival}/sources/{source}/grades
        """,
    ),
    rule(
        "the log is read by those who watch; entries would tell who is recused of the case",
        ADMINISTRATOR | ON_CASE | COUNCIL | OBSERVER,
        """
        GET ~/log/
        GET ~/log/{seq}/
        GET ~/log/{seq}/proof.json
        """,
        told=OFFICE,
    ),
    rule(
        "people are seen by the office, the council and administrators",
        ADMINISTRATOR | OFFICE | COUNCIL,
        "GET ~/people/",
    ),
    rule(
        "whoever handles or watches cases may keep out of them",
        ADMINISTRATOR | OFFICE | COUNCIL | OBSERVER,
        "* ~/people/recuse",
    ),
    rule(
        "a recusal is ended by the chair or an administrator, and by nobody for themselves",
        ADMINISTRATOR | {Persona.CHAIR},
        "POST ~/people/recusals/end recusal={recusal}",
        told=only(Persona.NOT_ON_CONTEST),
    ),
    rule(
        "a pledge is prepared by the candidate's side",
        SIDES,
        """
        GET ~/pledge
        GET ~/pledge/pledge/1
        GET ~/pledge/courtesy/1
        POST ~/pledge/courtesy/1/accept-rest
        * ~/pledge/courtesy/1/clause/1
        GET ~/pledge/courtesy/1/review
        GET ~/pledge/courtesy/1/sign
        """,
    ),
    rule("and signed in person", SIDES - {Persona.AGENT}, "POST ~/pledge/courtesy/1/sign", told=SIDES),
    rule(
        "Alder's statements are read by Alder's side, the office and the council",
        ON_ALDER | COUNCIL | ALDERS,
        "GET ~/pledges/{signed}.json",
        told=MEMBERS,
    ),
    rule(
        "Birch's statements and the scan by Birch, the office and the council",
        ON_BIRCH | COUNCIL | BIRCH,
        """
        GET ~/pledges/{paper}.json
        GET ~/pledges/{paper}/scan
        """,
        told=MEMBERS,
    ),
    rule(
        "there is no scan of what was signed here",
        NOBODY,
        "GET ~/pledges/{signed}/scan",
        told=MEMBERS - ON_ALDER - COUNCIL - ALDERS,
    ),
    rule("officers see whose pledge on paper they may record", OFFICE, "GET ~/pledges/paper"),
    rule(
        "Alder's paper and withdrawal are recorded by officers who are not recused",
        ON_ALDER,
        """
        * ~/pledges/{signed}/withdraw
        * ~/pledges/paper/alder/courtesy/1
        """,
        told=OFFICE,
    ),
    rule(
        "Birch's also by whoever is recused from Alder",
        ON_BIRCH,
        """
        * ~/pledges/{paper}/withdraw
        * ~/pledges/paper/birch/courtesy/1
        """,
        told=OFFICE,
    ),
    rule(
        "the office's edition tells every case: only for officers who may know every case",
        ON_CASE,
        """
        GET ~/reports/{ethics}/
        POST ~/reports/{ethics}/acknowledge
        GET ~/reports/{ethics}/files/html
        GET ~/reports/{ethics}/files/json
        GET ~/reports/{ethics}/files/pdf
        GET ~/reports/{ethics}/read
        """,
        told=OFFICE,
    ),
    rule(
        "the chair's edition is for the council too",
        ON_CASE | COUNCIL,
        """
        GET ~/reports/{chair}/
        POST ~/reports/{chair}/acknowledge
        GET ~/reports/{chair}/files/html
        GET ~/reports/{chair}/files/json
        GET ~/reports/{chair}/files/pdf
        GET ~/reports/{chair}/read
        GET ~/reports/{chair}/verify
        GET ~/reports/preview?edition=chair
        """,
        told=OFFICE,
    ),
    rule(
        "what is released already waits for nobody",
        NOBODY,
        "* ~/reports/{public}/release",
        told=OFFICE | COUNCIL,
    ),
    rule("a report is chosen by office and council", OFFICE | COUNCIL, "GET ~/reports/new"),
    rule(
        "even the public edition is previewed by nobody who is recused, before it is issued",
        ON_CASE | COUNCIL,
        "GET ~/reports/preview?edition=public",
        told=OFFICE,
    ),
    rule(
        "of each edition by those who read it", ON_CASE, "GET ~/reports/preview?edition=ethics", told=OFFICE | COUNCIL
    ),
    rule(
        "the office issues what tells every case, unless recused",
        ON_CASE,
        "POST ~/reports/issue edition=chair&as_of=2032-01-01T00:00:00Z",
        told=OFFICE | COUNCIL,
    ),
    rule("its own edition too", ON_CASE, "POST ~/reports/issue edition=ethics&as_of=2032-01-01T00:00:00Z", told=OFFICE),
    rule(
        "and the public one, unless recused from anything in the contest",
        ON_CASE,
        "POST ~/reports/issue edition=public&as_of=2032-01-01T00:00:00Z",
        told=OFFICE | COUNCIL,
    ),
)
