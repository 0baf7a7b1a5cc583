"""Forms of incidents: finding and filing them, the clauses alleged, each act of due process, evidence and sources."""
