"""Clause-by-clause acknowledgements, signatures, and which clause bound whom on which day."""
