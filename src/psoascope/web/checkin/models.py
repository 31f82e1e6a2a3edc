"""CheckIn: what somebody told in one go, and what came of it."""

import uuid
from typing import Any

from django.db import models

from psoascope.web.people.models import Record


class CheckIn(models.Model):
    """Answers as they are given, step by step; finished, with the plan that follows from them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="checkins")
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    finished = models.DateTimeField(null=True, blank=True)
    # Of the schema psoascope/checkin/1; what is absent is not known.
    answers = models.JSONField(default=dict)
    # Steps of data/checkin_steps.toml that were saved.
    steps = models.JSONField(default=list)
    # Of the schema psoascope/plan/1; None until finished.
    document = models.JSONField(null=True, blank=True)
    # The day for which the document was worked out: plans change with the days.
    worked_out = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "check-in"
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"check-in of {self.created:%Y-%m-%d}"

    @property
    def level(self) -> str:
        """How soon somebody should look; "" before it is finished.

        Returns
        -------
        str
            One of psoascope.care.triage.LEVELS.
        """
        document: dict[str, Any] = self.document or {}
        return str(document.get("triage", {}).get("level", ""))
