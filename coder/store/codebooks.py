"""Codebook versions: every valid state of the YAML that the project has seen."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from coder.store import meta
from coder.store.schema import codebook_version
from coder.store.sql import now


def save(connection: Connection, source: str, content_hash: str, version: str) -> bool:
    """Make this version the latest; True if its content is new to the project.

    The source of a known version stays as it was: the hash tells that only comments or layout can differ.
    """
    if meta.read(connection, meta.CODEBOOK_HASH) != content_hash:
        meta.write(connection, meta.CODEBOOK_HASH, content_hash)
    new = insert(codebook_version).values(hash=content_hash, version=version, source=source, at=now())
    return connection.execute(new.on_conflict_do_nothing(index_elements=["hash"])).rowcount == 1


def source_of(connection: Connection, content_hash: str | None = None) -> str | None:
    """The YAML of a version, by default of the latest; None where there is none."""
    wanted = content_hash or meta.read(connection, meta.CODEBOOK_HASH)
    query = select(codebook_version.c.source).where(codebook_version.c.hash == wanted)
    return connection.execute(query).scalar()


def hashes(connection: Connection) -> list[str]:
    """Content hashes of all versions, in the order they were first seen."""
    return list(connection.execute(select(codebook_version.c.hash).order_by(codebook_version.c.id)).scalars())
