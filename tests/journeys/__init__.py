"""What people do from the first page to the last, and what they never come to see."""
