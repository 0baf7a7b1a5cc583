"""What every area stands on: database, unit of work, access, errors, periods, language."""
