"""Elections and their calendar."""
