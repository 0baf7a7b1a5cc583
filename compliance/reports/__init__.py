"""Editions for the chair, the ethics office and the public."""
