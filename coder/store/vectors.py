"""Vectors of texts, kept by model and by a keyed hash of the text."""

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from coder.store.schema import vector
from coder.store.sql import NAMES, chunks, insert_rows


def text_hash(key: bytes, text: str) -> str:
    """BLAKE2b of a text with the project's own key: short answers could be guessed from a plain hash."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=key, digest_size=16).hexdigest()


def vectors(connection: Connection, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
    """Those of the vectors that are stored."""
    found: dict[str, bytes] = {}
    for chunk in chunks(dict.fromkeys(hashes), NAMES):
        query = select(vector.c.hash, vector.c.data).where(vector.c.model == model, vector.c.hash.in_(chunk))
        found.update((key, data) for key, data in connection.execute(query).all())
    return found


def missing(connection: Connection, model: str, hashes: Sequence[str]) -> list[str]:
    """The hashes without a stored vector, each once, in the order given."""
    stored: set[str] = set()
    for chunk in chunks(dict.fromkeys(hashes), NAMES):
        query = select(vector.c.hash).where(vector.c.model == model, vector.c.hash.in_(chunk))
        stored.update(connection.execute(query).scalars())
    return [wanted for wanted in dict.fromkeys(hashes) if wanted not in stored]


def add(connection: Connection, model: str, new: Iterable[tuple[str, bytes]]) -> None:
    """Store vectors; one that is there already stays."""
    for chunk in chunks(new):
        given = dict(chunk)
        rows = [(model, key, given[key]) for key in missing(connection, model, list(given))]
        insert_rows(connection, vector, ("model", "hash", "data"), rows)
