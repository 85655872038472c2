"""What can go wrong with a database, in one sentence each: what happened, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from moderation.errors import ModerationError


class StorageError(ModerationError):
    """The incident log cannot be read or written. ``str()`` says what, where and what to do; it never holds what is stored."""


_SAID: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("file is not a database", "malformed"), "{where} is not a database, or is damaged; give another file, or restore it from a backup"),
    (("readonly", "read-only"), "{where} cannot be written: the disk or file is read-only; use another place, or make it writable"),
    (("unable to open",), "{where} cannot be opened; check that its folder exists and that you may read and write there"),
    (("is locked", "lock timeout"), "{where} is in use by another program that is writing to it; wait until it has finished, or stop it"),
    (("disk is full", "disk full"), "the disk that holds {where} is full; make room and start again, nothing that was stored is lost"),
    (("no such table", "undefinedtable"), "{where} holds no incident log yet; run `stagedoor db upgrade`"),
    (("invalidcatalogname",), "{where}: the server has no such database; create it, or check its name"),
    (("invalidauthorization", "invalidpassword"), "{where}: the server does not let this user in; check name and password"),
)
"""What drivers write, and what it means."""


def place_of(url: URL) -> str:
    """The database as people know it: the file's path, or the address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "the database in memory"
    return url.render_as_string(hide_password=True)


def explained(error: Exception, where: str) -> StorageError:
    """The error of a driver, of the network or of the operating system as one sentence."""
    raised: BaseException = error.orig if isinstance(error, DBAPIError) and error.orig else error
    cause = raised.__cause__ or raised
    said = f"{type(cause).__name__}: {cause}".lower()
    for marks, sentence in _SAID:
        if any(mark in said for mark in marks):
            return StorageError(sentence.format(where=where))
    return StorageError(f"{where} cannot be reached or used ({type(cause).__name__}); check the address, and that the database is running")


@contextmanager
def explaining(where: Callable[[], str] | str) -> Iterator[None]:
    """Turn whatever a driver raises inside into a ``StorageError``."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise explained(error, where if isinstance(where, str) else where()) from error
