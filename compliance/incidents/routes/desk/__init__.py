"""The office's desk: the list of cases with its views, what is done on several at once, and its export."""

from compliance.incidents.routes.desk import export, listing, many, memory

__all__ = ["export", "listing", "many", "memory"]
