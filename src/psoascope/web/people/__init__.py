"""People: who somebody is. Accounts get their pages later; the table is here from the start."""
