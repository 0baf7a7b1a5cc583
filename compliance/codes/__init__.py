"""Codes of conduct: instruments, their versions, and the clauses of each."""
