"""Telling people that there is something for them: an outbox, and what sends from it."""
