"""Users, roles, recusals, sign-in."""
