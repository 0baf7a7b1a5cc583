"""Measurements, as ratios to a floor measured in the same run. Run by `make bench`, never as timed tests."""
