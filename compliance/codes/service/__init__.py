"""The verbs of codes: instruments, their versions, and the clauses of each."""

from compliance.codes.service.freezing import FROZEN_BY, frozen_because
from compliance.codes.service.instruments import InstrumentEdit, NewInstrument, add_instrument, edit_instrument
from compliance.codes.service.versions import (
    NewVersion,
    VersionEdit,
    add_version,
    edit_version,
    end_version,
    replace_clauses,
)

__all__ = [
    "FROZEN_BY",
    "InstrumentEdit",
    "NewInstrument",
    "NewVersion",
    "VersionEdit",
    "add_instrument",
    "add_version",
    "edit_instrument",
    "edit_version",
    "end_version",
    "frozen_because",
    "replace_clauses",
]
