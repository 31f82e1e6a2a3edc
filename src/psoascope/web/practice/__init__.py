"""The plan of the week, today's session, and how things go."""
