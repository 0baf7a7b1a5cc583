"""Candidacies, status periods, media accounts."""
