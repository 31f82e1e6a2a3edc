"""Files at the door: may it be read, what is its fingerprint, and writing without half files."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psoascope import tables
from psoascope.errors import ReadError, WriteError


def checked_file(path: str | Path) -> Path:
    """The path of a file that exists, is not empty and may be read.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Path

    Raises
    ------
    ReadError
        There is no such file, it is a folder, it is empty, or may not be read.
    """
    file = Path(path)
    if file.is_dir():
        raise tables.error(ReadError, "is_a_folder", name=file.name or str(file))
    if not file.exists():
        raise tables.error(ReadError, "no_such_file", name=file.name)
    if not os.access(file, os.R_OK):
        raise tables.error(ReadError, "no_permission", name=file.name)
    if file.stat().st_size == 0:
        raise tables.error(ReadError, "empty_file", name=file.name)
    return file


def sha256_of(path: str | Path) -> str:
    """Fingerprint of a whole file, read in pieces.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check_folder(folder: str | Path) -> None:
    """Refuses a folder that cannot be made or written to: ask before slow work.

    Parameters
    ----------
    folder : str or Path
        Made if absent.

    Raises
    ------
    WriteError
        Says why and what to do.
    """
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _unwritable(Path(folder), error) from error


@contextmanager
def written_aside(path: str | Path) -> Iterator[Path]:
    """A temporary path beside the target, renamed onto it only if all went well.

    Parameters
    ----------
    path : str or Path
        The file to be written; its folder is made if absent.

    Yields
    ------
    Path
        Write here.

    Raises
    ------
    WriteError
        The folder cannot be made or written to.
    """
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent
        )
    except OSError as error:
        raise _unwritable(target, error) from error
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        aside.chmod(0o666 & ~_umask())
        aside.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        aside.unlink(missing_ok=True)


def _unwritable(target: Path, error: OSError) -> WriteError:
    return tables.error(
        WriteError, "cannot_write", name=str(target), reason=error.strerror or str(error)
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
