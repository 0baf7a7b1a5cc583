"""What reporters send in: their pages without an account, their mailboxes, and what the office makes of it.

What tells, and what does not:

- The log. Each report, message and reading of an answer is an entry like every other: whoever reads the log learns that
  something came in, between which two other entries, and how many rows it changed. Its time is rounded down to the
  hour, its actor is "reporter", and its leaf is the same for named, confidential and anonymous reports. Who reports
  stands in a table that is not recorded (`SubmissionParty`), so that it can be erased; the report commits to it.
- The line. Reporters' pages all have one size (`padding`), and a wrong code costs what a right one does (`receipts`).
- The browser. No cookie is read or set; forms carry sealed tokens (`tokens`), and nothing is to be stored.
- The machine. Nothing here looks at an address. A proxy in front must be told not to log addresses for these pages and
  not to compress them.
"""
