"""The contest file: a whole contest in one YAML or JSON file, in and out; the demo contest."""
