"""Incidents as JSON: the same verbs as on the pages, with the same rights and rules. Sources are not given out here."""

from compliance.incidents.api import filing, notices, process, reading, replies
from compliance.incidents.api.frame import blueprint

__all__ = ["blueprint", "filing", "notices", "process", "reading", "replies"]
