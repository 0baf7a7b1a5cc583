"""What reporters send in: their pages without an account, their mailboxes, and what the office makes of it."""
