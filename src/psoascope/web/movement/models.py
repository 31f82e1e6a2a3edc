"""Analysis: the videos of one walk, or of one guided test, that somebody wants looked at."""

import uuid

from django.db import models
from django.db.models import Q

from psoascope.web.people.models import Record


class State(models.TextChoices):
    """How far an analysis has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


OPEN = (State.QUEUED, State.RUNNING)


class Analysis(models.Model):
    """One walk or guided test: what was asked, how far it is, and what came out.

    ``refused`` means that the video cannot be used and says why; ``failed`` that we failed.
    """

    # The address of the result is this number: drawn at random, it cannot be guessed.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="analyses")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    created = models.DateTimeField(auto_now_add=True)

    # What was asked. The token comes with the form, so that one form gives one analysis; the
    # fingerprint covers the file and every option.
    token = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    source_name = models.CharField(max_length=120)
    sample = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True)
    side = models.CharField(max_length=5, default="auto")
    height = models.FloatField(null=True, blank=True)  # m
    # Entry of data/tests.toml; empty for a walk. Its repeats, and a stance, by the names of their
    # files; a walk's one file is `source_name`.
    test = models.CharField(max_length=40, blank=True)
    videos = models.JSONField(default=list, blank=True)
    standing = models.CharField(max_length=120, blank=True)
    # Whether the videos stay after the analysis, until their owner deletes them.
    keep = models.BooleanField(default=False)

    # How far it is. `attempts` also tells a worker whether the job is still its own.
    progress = models.PositiveSmallIntegerField(default=0)  # %
    seconds_left = models.FloatField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    task = models.UUIDField(null=True, blank=True)

    # What came out.
    report = models.JSONField(null=True, blank=True)
    error_key = models.CharField(max_length=80, blank=True)
    error_values = models.JSONField(default=dict, blank=True)
    gates = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name_plural = "analyses"
        ordering = ["-created"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "token", "fingerprint"], name="one_analysis_per_form"
            ),
            models.UniqueConstraint(
                fields=["record", "fingerprint"],
                condition=Q(state__in=["queued", "running"]),
                name="one_open_analysis_per_walk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_name}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs.

        Returns
        -------
        bool
        """
        return self.state in OPEN
