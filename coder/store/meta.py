"""What a project file says of itself, and small settings."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from coder.store.schema import meta

UNIT = "unit"
CODEBOOK_PATH = "codebook_path"
CODEBOOK_HASH = "codebook_hash"
TEXT_KEY = "text_key"
CREATED = "created"
PROGRAM = "program"

OWN = frozenset((UNIT, CODEBOOK_PATH, CODEBOOK_HASH, TEXT_KEY, CREATED, PROGRAM))
"""Keys that only the store writes."""


def read(connection: Connection, key: str) -> str | None:
    """The value of a key, if it was ever set."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()


def write(connection: Connection, key: str, value: str) -> None:
    """Set a key, new or known."""
    new = insert(meta).values(key=key, value=value)
    connection.execute(new.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
