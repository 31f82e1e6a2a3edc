"""The check-in: warning signs, pain, the day, goals; saved at each step."""
