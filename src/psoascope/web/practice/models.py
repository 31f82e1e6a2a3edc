"""Session: one exercise on one day, done or missed, and how it felt."""

import uuid

from django.db import models

from psoascope.web.people.models import Record


class Session(models.Model):
    """One exercise of the plan on one day; fields as in psoascope.care.history.Session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="sessions")
    date = models.DateField()
    ladder = models.CharField(max_length=40)
    rung = models.PositiveSmallIntegerField()
    # A day on which it was meant to be done and was not; it counts as no session.
    missed = models.BooleanField(default=False)
    pain_before = models.FloatField(null=True, blank=True)  # 0 to 10
    pain_during = models.FloatField(null=True, blank=True)
    pain_next_day = models.FloatField(null=True, blank=True)
    done = models.FloatField(null=True, blank=True)  # repetitions of all sets, one side
    form = models.FloatField(null=True, blank=True)  # 0 to 1
    reserve = models.FloatField(null=True, blank=True)  # repetitions
    stopped = models.CharField(max_length=40, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["date", "created"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "date", "ladder"], name="one_session_of_a_ladder_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ladder}, {self.date}"
