"""ShareLink: a way for somebody else to read a report, for a while."""

import uuid

from django.db import models
from django.utils import timezone

from psoascope.web.people.models import Record


class ShareLink(models.Model):
    """A link that was given to somebody; only a fingerprint of it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links")
    # Whoever reads the table cannot open the report.
    fingerprint = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"until {self.expires:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it still leads to the report.

        Returns
        -------
        bool
        """
        return self.revoked is None and self.expires > timezone.now()
