"""Intake, allegations, evidence, sources, and due process."""
