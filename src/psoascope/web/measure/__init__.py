"""The guided movement tests: what each can say, and results that were typed in."""
