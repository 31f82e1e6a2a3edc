"""Everything that is kept about somebody, as one file to take along."""

import csv
import io
import json
import tempfile
import zipfile
from functools import cache
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core import serializers
from django.db import connection
from django.db.models import QuerySet

from psoascope import tables
from psoascope.report.assessment_page import assessment_page
from psoascope.report.page import page as report_page
from psoascope.report.plan_page import plan_page
from psoascope.web.movement import uploads
from psoascope.web.people.models import Record


def archive(record: Record, language: str) -> BinaryIO:
    """A zip of all rows as JSON and CSV, of all reports and plans as pages, and of kept videos.

    Parameters
    ----------
    record : Record
    language : str
        Of the pages.

    Returns
    -------
    file
        At its start; without a name on disk, and gone when it is closed.
    """
    held = rows(record)
    # Videos may be larger than what fits into memory.
    out = tempfile.TemporaryFile(dir=settings.PSOASCOPE_UPLOADS)  # noqa: SIM115
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("README.txt", tables.say("account.export_readme", language))
        packed.writestr("record.json", json.dumps(held, ensure_ascii=False, indent=1))
        for name, kept in held.items():
            packed.writestr(f"{name}.csv", _csv(kept))
        for analysis in held.get("analyses", []):
            if report := analysis["report"]:
                packed.writestr(f"walks/{analysis['id']}.html", report_page(report, language))
            for video in uploads.kept(UUID(analysis["id"])):
                packed.write(video, f"videos/{analysis['id']}/{video.name}", zipfile.ZIP_STORED)
        for one in held.get("measurements", []):
            if one["source"] != "typed":
                page = assessment_page(one["document"], language)
                packed.writestr(f"tests/{one['id']}.html", page)
        for checkin in held.get("checkins", []):
            if document := checkin["document"]:
                packed.writestr(f"plans/{checkin['id']}.html", plan_page(document, language))
    out.seek(0)
    return out


def rows(record: Record) -> dict[str, list[dict[str, Any]]]:
    """All rows that belong to a record, table by table; none is left out.

    Parameters
    ----------
    record : Record

    Returns
    -------
    dict of str to list of dict
        person, record, and every table that points to a record by its name there.
    """
    held: dict[str, list[dict[str, Any]]] = {"record": _plain(Record.objects.filter(pk=record.pk))}
    if record.person is not None:
        kept = _plain(type(record.person)._default_manager.filter(pk=record.person.pk))
        # A fingerprint of the password serves nobody but a thief.
        held["person"] = [
            {key: value for key, value in one.items() if key != "password"} for one in kept
        ]
    for relation in Record._meta.related_objects:
        name = str(relation.get_accessor_name())
        model = relation.related_model
        held[name] = _plain(model._default_manager.filter(**{relation.field.name: record}))
    return held


def counts(record: Record) -> dict[str, int]:
    """How many rows belong to a record, table by table, asked for at once.

    Parameters
    ----------
    record : Record

    Returns
    -------
    dict of str to int
    """
    key = Record._meta.pk.get_db_prep_value(record.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(_counting(), [key] * len(Record._meta.related_objects))
        found = cursor.fetchone()
    names = [str(one.get_accessor_name()) for one in Record._meta.related_objects]
    own = {"record": 1} | ({} if record.is_guests else {"person": 1})
    return own | dict(zip(names, found, strict=True))


@cache
def _counting() -> str:
    """One question a table: joined, rows of one would be counted for each row of another."""
    quote = connection.ops.quote_name
    fields = [one.field for one in Record._meta.related_objects]
    asked = [
        f"(SELECT COUNT(*) FROM {quote(one.model._meta.db_table)} "
        f"WHERE {quote(str(one.column))} = %s)"
        for one in fields
    ]
    return f"SELECT {', '.join(asked)}"


def _plain(found: "QuerySet[Any]") -> list[dict[str, Any]]:
    told = json.loads(serializers.serialize("json", found))
    return [{"id": one["pk"], **one["fields"]} for one in told]


def _csv(kept: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    if kept:
        writer = csv.DictWriter(out, list(kept[0]))
        writer.writeheader()
        for one in kept:
            writer.writerow({key: _cell(value) for key, value in one.items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    # A spreadsheet would run a cell that begins like a formula.
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
