"""Forms of what reporters send in."""
