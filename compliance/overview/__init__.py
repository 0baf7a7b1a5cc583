"""What waits for whom: the page of a contest, and the home of each person who has to do with it."""
