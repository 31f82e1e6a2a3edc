"""Puts the wording of data/*.toml into pages."""
