"""What the environment variables say, turned into settings. README lists the variables."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

from psoascope import tables
from psoascope.errors import RangeError

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SQLITE = {
    # A transaction that writes takes its lock at once: otherwise two readers that both turn
    # into writers end in "database is locked", whatever the timeout.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder of the database, the uploads and the secret key; made if absent.

    Parameters
    ----------
    environ : mapping of str to str
        PSOASCOPE_DATA; "var" where it is not set.

    Returns
    -------
    Path
        Absolute; only its owner may enter it.
    """
    folder = Path(environ.get("PSOASCOPE_DATA") or "var").absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def uploads_folder(folder: Path) -> Path:
    """The private folder of videos that wait for their analysis; made if absent.

    Parameters
    ----------
    folder : Path
        The data folder.

    Returns
    -------
    Path
    """
    uploads = folder / "uploads"
    uploads.mkdir(mode=0o700, exist_ok=True)
    return uploads


def secret_key(environ: Mapping[str, str], folder: Path) -> str:
    """The key that signs cookies: given, or made once and kept.

    Parameters
    ----------
    environ : mapping of str to str
        SECRET_KEY.
    folder : Path
        Where the file secret_key is kept, readable by its owner alone.

    Returns
    -------
    str
    """
    if given := environ.get("SECRET_KEY"):
        return given
    file = folder / "secret_key"
    # Written aside and linked: a second process starting at the same moment finds either no key
    # or a whole one.
    aside = folder / f".secret_key-{os.getpid()}"
    if not file.exists():
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_urlsafe(50), encoding="ascii")
        with suppress(FileExistsError):
            os.link(aside, file)
        aside.unlink()
    return file.read_text(encoding="ascii")


def database(environ: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Settings of the database: SQLite in the folder, or what DATABASE_URL names.

    Parameters
    ----------
    environ : mapping of str to str
        DATABASE_URL, such as "postgres://user@localhost:5432/psoascope".
    folder : Path

    Returns
    -------
    dict
        For Django's DATABASES.

    Examples
    --------
    >>> database({"DATABASE_URL": "postgres://anna@localhost/psoas"}, Path())["CONN_HEALTH_CHECKS"]
    True
    >>> database({}, Path("/data"))["NAME"]
    '/data/psoascope.sqlite3'
    """
    url = environ.get("DATABASE_URL") or f"sqlite:///{folder / 'psoascope.sqlite3'}"
    settings: dict[str, Any] = dict(dj_database_url.parse(url))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = SQLITE
    # Opened anew for each page, a connection costs more than what it is asked.
    return {**settings, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def hosts(environ: Mapping[str, str]) -> list[str]:
    """Names under which the server may be asked.

    Parameters
    ----------
    environ : mapping of str to str
        PSOASCOPE_HOSTS, separated by commas.

    Returns
    -------
    list of str

    Examples
    --------
    >>> hosts({"PSOASCOPE_HOSTS": "psoas.example, clinic.example"})[-2:]
    ['psoas.example', 'clinic.example']
    """
    more = (name.strip() for name in environ.get("PSOASCOPE_HOSTS", "").split(","))
    return [*LOCAL_HOSTS, *(name for name in more if name)]


def limit(environ: Mapping[str, str], name: str) -> float:
    """A number of data/web.toml, unless the environment gives another.

    Parameters
    ----------
    environ : mapping of str to str
        PSOASCOPE_ and the entry's name in capitals, such as PSOASCOPE_LEASE.
    name : str
        Entry of data/web.toml.

    Returns
    -------
    float
        In the entry's unit.

    Raises
    ------
    TableError
        The number given lies outside the entry's range.

    Examples
    --------
    >>> limit({}, "lease"), limit({"PSOASCOPE_LEASE": "4"}, "lease")
    (30.0, 4.0)
    """
    entry = tables.entry(f"web.{name}")
    variable = f"PSOASCOPE_{name.upper()}"
    value = float(environ.get(variable) or entry["value"])
    tables.check_entry("web", f"{name}, {variable}", {**entry, "value": value})
    return value


def emergency_number(environ: Mapping[str, str]) -> str:
    """The number to call in an emergency, where the server's users live.

    Parameters
    ----------
    environ : mapping of str to str
        PSOASCOPE_EMERGENCY_NUMBER; without it pages say "your country's emergency number".

    Returns
    -------
    str

    Raises
    ------
    RangeError
        It is no number that can be called.

    Examples
    --------
    >>> emergency_number({"PSOASCOPE_EMERGENCY_NUMBER": "112"}), emergency_number({})
    ('112', '')
    """
    number = (environ.get("PSOASCOPE_EMERGENCY_NUMBER") or "").strip()
    if not re.fullmatch(r"\+?[0-9 ]{0,20}", number):
        raise tables.error(RangeError, "plan_page.bad_number", number=number)
    return number


def clinic(environ: Mapping[str, str]) -> dict[str, str]:
    """How to reach the clinic that runs this server.

    Parameters
    ----------
    environ : mapping of str to str
        PSOASCOPE_CLINIC_NAME, _PHONE, _BOOKING (a web address), _FIT_EN and _FIT_DE (whom the
        clinic is for, in its own words).

    Returns
    -------
    dict of str to str
        name, phone, booking, fit_en, fit_de; empty where not given.

    Raises
    ------
    RangeError
        The booking address is no web address.

    Examples
    --------
    >>> clinic({"PSOASCOPE_CLINIC_PHONE": "030 1234"})["phone"]
    '030 1234'
    """
    names = ("name", "phone", "booking", "fit_en", "fit_de")
    given = {
        name: (environ.get(f"PSOASCOPE_CLINIC_{name.upper()}") or "").strip() for name in names
    }
    if given["booking"] and not re.fullmatch(r"https?://[!-~]+", given["booking"]):
        raise tables.error(RangeError, "plan_page.bad_address", url=given["booking"])
    return given


def mail(environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings of the mail server.

    Parameters
    ----------
    environ : mapping of str to str
        PSOASCOPE_MAIL, such as smtp://name:password@host:587 (smtps:// for TLS from the start), and
        PSOASCOPE_MAIL_FROM.

    Returns
    -------
    dict
        Empty where no server is given: then no mail is sent.

    Raises
    ------
    RangeError
        The address is none of a mail server.

    Examples
    --------
    >>> mail({"PSOASCOPE_MAIL": "smtp://me:secret@mail.example.org:587"})["EMAIL_HOST"]
    'mail.example.org'
    """
    given = environ.get("PSOASCOPE_MAIL") or ""
    if not given:
        return {}
    parts = urlsplit(given)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        # Not the whole address: it may hold a password.
        shown = f"{parts.scheme}://…" if parts.scheme else "…"
        raise tables.error(RangeError, "account.bad_mail", value=shown)
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and bool(parts.username),
        "DEFAULT_FROM_EMAIL": environ.get("PSOASCOPE_MAIL_FROM") or "psoascope@localhost",
    }


def static_folders() -> list[tuple[str, str]]:
    """Folders of files that are served as they are: the built front end, and the pose models.

    Returns
    -------
    list of (str, str)
        Start of the address, and the folder; only folders that are there.
    """
    package = Path(__file__).parents[1]
    folders = {"": package / "web" / "static", "pose": package / "data" / "pose"}
    return [(start, str(folder)) for start, folder in folders.items() if folder.is_dir()]
