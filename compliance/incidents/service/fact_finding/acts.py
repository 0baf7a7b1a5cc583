"""How the log names all fact-finding."""

FACT_FINDING = "incident.fact_finding"
"""The one act of all of it: other names would tell, in a log that many read, which trace the office follows."""
