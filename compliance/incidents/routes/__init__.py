"""Pages of incidents, below /contests/<slug>/incidents."""

from compliance.incidents.routes import amending, case, evidence, filing, links, lists, process, sources
from compliance.incidents.routes.entrance import blueprint

__all__ = ["amending", "blueprint", "case", "evidence", "filing", "links", "lists", "process", "sources"]
