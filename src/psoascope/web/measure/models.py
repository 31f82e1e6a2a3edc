"""Measurement: the result of one guided test on one day."""

import uuid

from django.db import models

from psoascope.web.movement.models import Analysis
from psoascope.web.people.models import Record


class Measurement(models.Model):
    """What a test gave, as in test.json; how it came here stands in `source`."""

    class Source(models.TextChoices):
        """How a result came here."""

        TYPED = "typed"
        LIVE = "live"
        UPLOAD = "upload"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="measurements")
    created = models.DateTimeField(auto_now_add=True)
    test = models.CharField(max_length=40)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.TYPED)
    # Of an upload: its videos, as far as they are kept, go with the result.
    analysis = models.OneToOneField(
        Analysis, null=True, blank=True, on_delete=models.CASCADE, related_name="measurement"
    )
    # Of the schema psoascope/test/1: test and sides.
    document = models.JSONField()

    class Meta:
        ordering = ["created"]

    def __str__(self) -> str:
        return f"{self.test}, {self.created:%Y-%m-%d}"
