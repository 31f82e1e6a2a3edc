"""Points over time in, signed angles and quality gates out."""
