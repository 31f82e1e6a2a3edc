"""What the handout claims: grade, evidence, sources, and what the model computes."""

from psoascope.claims.items import Claim, Figure, claim, claims, figure, grade_counts

__all__ = ["Claim", "Figure", "claim", "claims", "figure", "grade_counts"]
