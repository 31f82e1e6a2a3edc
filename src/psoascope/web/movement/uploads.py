"""Uploaded videos on disk: received up to a limit, kept in a private folder, deleted."""

import contextlib
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from psoascope import tables

TOO_LARGE = "psoascope.too_large"
LONGEST_NAME = 100


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to disk and lets go of it when it grows beyond the limit.

    The rest of the form is still read, so that the form can be shown again as it was typed.
    """

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keeps one piece.

        Parameters
        ----------
        raw_data : bytes
        start : int
            Offset within the file.

        Returns
        -------
        None
            The piece needs no other handler.

        Raises
        ------
        SkipFile
            The file is larger than the limit; the request says so from now on.
        """
        self.received += len(raw_data)
        if self.received > settings.PSOASCOPE_UPLOAD_LIMIT:
            if self.request is not None:
                self.request.META[TOO_LARGE] = True
            raise SkipFile
        super().receive_data_chunk(raw_data, start)
        return None


def was_too_large(request: HttpRequest) -> bool:
    """Whether the upload of this request was let go of for its size.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    bool
    """
    return bool(request.META.get(TOO_LARGE))


def safe_name(name: str) -> str:
    """A file name that is harmless on disk and on a page.

    Parameters
    ----------
    name : str
        As the browser sent it.

    Returns
    -------
    str
        At most 100 characters; the ending is kept.

    Examples
    --------
    >>> safe_name("../Gang <im> Flur.MP4")
    'Gang _im_ Flur.MP4'
    >>> safe_name("...")
    'video'
    """
    clean = re.sub(r"[^\w .()+-]", "_", Path(name.replace("\\", "/")).name).strip(". ")
    stem, suffix = Path(clean).stem, Path(clean).suffix[:10]
    return (stem[: LONGEST_NAME - len(suffix)] + suffix) or "video"


def names_of(videos: Iterable["UploadedFile[bytes]"]) -> list[str]:
    """Harmless names of files that are kept side by side.

    Parameters
    ----------
    videos : iterable of UploadedFile

    Returns
    -------
    list of str
        In the same order; a name that comes again gets its number in front.
    """
    names: list[str] = []
    for number, video in enumerate(videos, 1):
        name = safe_name(video.name or "")
        while name in names:
            name = f"{number} {name}"
        names.append(name)
    return names


def kind_of(start: bytes) -> str:
    """Kind of a video, told by how its content begins, whatever its name.

    Parameters
    ----------
    start : bytes
        At least the first 8 bytes.

    Returns
    -------
    str
        Entry of [kinds] in data/web.toml; "" for anything else.

    Examples
    --------
    >>> kind_of(bytes(4) + b"ftypisom"), kind_of(b"a letter")
    ('mp4', '')
    """
    for kind, entry in tables.entry("web.kinds").items():
        for mark in map(bytes.fromhex, entry["starts"]):
            if start[entry["at"] :].startswith(mark):
                return str(kind)
    return ""


def folder_of(identifier: UUID) -> Path:
    """The private folder of one analysis.

    Parameters
    ----------
    identifier : UUID

    Returns
    -------
    Path
    """
    return Path(settings.PSOASCOPE_UPLOADS) / str(identifier)


def keep(video: "UploadedFile[bytes]", identifier: UUID, name: str) -> Path:
    """Moves a received file into the folder of its analysis, beside those that are there.

    Parameters
    ----------
    video : UploadedFile
        On disk, in the folder of uploads.
    identifier : UUID
    name : str
        From names_of.

    Returns
    -------
    Path
        Readable by the server's user alone.
    """
    folder = folder_of(identifier)
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / name
    Path(path_of(video)).rename(target)
    target.chmod(0o600)
    # The temporary file's own closing finds nothing left to delete.
    with contextlib.suppress(FileNotFoundError):
        video.close()
    return target


def path_of(video: "UploadedFile[bytes]") -> str:
    """Where a received file lies.

    Parameters
    ----------
    video : UploadedFile

    Returns
    -------
    str
    """
    temporary: Any = video
    return str(temporary.temporary_file_path())


def kept(identifier: UUID) -> list[Path]:
    """The videos of an analysis that are on disk now.

    Parameters
    ----------
    identifier : UUID

    Returns
    -------
    list of Path
    """
    folder = folder_of(identifier)
    return sorted(folder.iterdir()) if folder.exists() else []


def delete(identifier: UUID) -> None:
    """Deletes the videos of an analysis; nothing happens where there are none.

    Parameters
    ----------
    identifier : UUID
    """
    folder = folder_of(identifier)
    if folder.exists():
        shutil.rmtree(folder)
