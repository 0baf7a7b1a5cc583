"""Who comes to the application: one person for each relation to the contest, and which of them go together."""

from enum import StrEnum


class Persona(StrEnum):
    """Somebody with one relation to the contest."""

    VISITOR = "visitor"
    STRANGER = "stranger"
    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    OFFICER_OF_BOTH = "officer of both contests"
    NOT_ON_ALDER = "officer recused from Alder"
    NOT_ON_CASE = "officer recused from the case"
    NOT_ON_CONTEST = "officer recused from the contest"
    OFFICER_ELSEWHERE = "officer of the other contest"
    CHAIR = "chair"
    BUREAU = "bureau"
    ALDER = "candidate Alder"
    BIRCH = "candidate Birch"
    AGENT = "agent of Alder"
    CEDAR = "candidate of the other contest"
    OBSERVER = "observer"


def only(*personas: Persona) -> frozenset[Persona]:
    """These, and nobody else."""
    return frozenset(personas)


EVERYBODY = frozenset(Persona)
SIGNED_IN = EVERYBODY - {Persona.VISITOR}
OUTSIDE = only(Persona.VISITOR, Persona.STRANGER, Persona.OFFICER_ELSEWHERE, Persona.CEDAR)
ON_CASE = only(Persona.OFFICER, Persona.OFFICER_OF_BOTH)
ON_ALDER = ON_CASE | {Persona.NOT_ON_CASE}
ON_BIRCH = ON_ALDER | {Persona.NOT_ON_ALDER}
OFFICE = ON_BIRCH | {Persona.NOT_ON_CONTEST}
COUNCIL = only(Persona.CHAIR, Persona.BUREAU)
ADMINISTRATOR = only(Persona.ADMINISTRATOR)
OBSERVER = only(Persona.OBSERVER)
ALDERS = only(Persona.ALDER, Persona.AGENT)
BIRCH = only(Persona.BIRCH)
SIDES = ALDERS | BIRCH
MEMBERS = EVERYBODY - OUTSIDE
NOBODY: frozenset[Persona] = frozenset()
