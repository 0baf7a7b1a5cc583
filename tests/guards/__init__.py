"""Rules of the house that hold for every file, checked so that nobody need remember them."""
