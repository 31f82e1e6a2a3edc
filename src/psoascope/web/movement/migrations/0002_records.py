"""Walks belong to a record; those of a browser session get one of their own, and end with it."""

import django.db.models.deletion
from django.db import migrations, models


def records(apps, schema_editor):
    analyses = apps.get_model("movement", "Analysis")
    record = apps.get_model("people", "Record")
    for owner in analyses.objects.order_by().values_list("owner", flat=True).distinct():
        made = record.objects.create()
        analyses.objects.filter(owner=owner).update(record=made)


class Migration(migrations.Migration):
    # PostgreSQL refuses to alter a table in the transaction that has just filled it.
    atomic = False
    dependencies = [("people", "0002_record"), ("movement", "0001_initial")]

    operations = [
        migrations.AddField(
            "analysis",
            "record",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="analyses",
                to="people.record",
            ),
        ),
        migrations.RunPython(records, migrations.RunPython.noop),
        migrations.RemoveConstraint("analysis", "one_analysis_per_form"),
        migrations.RemoveConstraint("analysis", "one_open_analysis_per_walk"),
        migrations.AlterField(
            "analysis",
            "record",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="analyses",
                to="people.record",
            ),
        ),
        migrations.RemoveField("analysis", "owner"),
        migrations.RemoveField("analysis", "seen"),
        migrations.AddConstraint(
            "analysis",
            models.UniqueConstraint(
                fields=("record", "token", "fingerprint"), name="one_analysis_per_form"
            ),
        ),
        migrations.AddConstraint(
            "analysis",
            models.UniqueConstraint(
                condition=models.Q(("state__in", ["queued", "running"])),
                fields=("record", "fingerprint"),
                name="one_open_analysis_per_walk",
            ),
        ),
    ]
