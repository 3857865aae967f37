"""The first schema."""

import sqlalchemy as sa
from alembic import op

from coder.store.triggers import FIRST

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables and the triggers that guard them."""
    _create_basics()
    _create_responses()
    _create_divisions()
    _create_derived()
    _create_decisions()
    _create_audits()
    for statement in FIRST.values():
        op.execute(statement)


def _text(name: str, *, primary_key: bool = False, unique: bool = False, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, primary_key=primary_key, unique=unique or None, nullable=nullable)


def _id() -> "sa.Column[int]":
    return sa.Column("id", sa.Integer, primary_key=True)


def _integer(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, nullable=False)


def _number(name: str) -> "sa.Column[float]":
    return sa.Column(name, sa.Float, nullable=False)


def _of(table: str, *, primary_key: bool = False, nullable: bool = False) -> "sa.Column[int]":
    key = sa.ForeignKey(f"{table}.id")
    return sa.Column(f"{table}_id", sa.Integer, key, primary_key=primary_key, nullable=nullable)


def _create_basics() -> None:
    op.create_table("meta", _text("key", primary_key=True), _text("value"))
    op.create_table(
        "codebook_version",
        _id(),
        _text("hash", unique=True),
        _text("version"),
        _text("source"),
        _text("at"),
    )
    op.create_table(
        "run",
        _id(),
        _text("verb"),
        _text("at"),
        _text("codebook"),
        _text("model"),
        _text("settings"),
        sqlite_autoincrement=True,
    )


def _create_responses() -> None:
    op.create_table(
        "respondent",
        _id(),
        _text("wave"),
        _text("name"),
        _text("profile"),
        sa.Column("weight", sa.Float),
        sa.UniqueConstraint("wave", "name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "response",
        _id(),
        _of("respondent"),
        _text("question"),
        _text("text"),
        sa.UniqueConstraint("respondent_id", "question"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "comment",
        _id(),
        _of("response"),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"'),
        sqlite_autoincrement=True,
    )
    op.create_index("comment_response", "comment", ["response_id"])


def _create_divisions() -> None:
    op.create_table(
        "division",
        _id(),
        _of("response"),
        _text("origin"),
        _text("by_"),
        _text("at"),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("division.id")),
        sa.CheckConstraint("origin IN ('auto', 'imported', 'hand', 'undo')"),
        sa.CheckConstraint("(origin = 'undo') = (undoes IS NOT NULL)"),
        sqlite_autoincrement=True,
    )
    op.create_index("division_response", "division", ["response_id"])
    op.create_index("division_undoes", "division", ["undoes"], sqlite_where=sa.text("undoes IS NOT NULL"))
    op.create_table(
        "division_comment",
        _of("division", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _of("comment"),
        sqlite_with_rowid=False,
    )


def _create_derived() -> None:
    op.create_table(
        "vector",
        _text("model", primary_key=True),
        _text("hash", primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "suggestion",
        _of("comment", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _text("code"),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("assigned", sa.Boolean, nullable=False),
        _text("evidence"),
        _of("run"),
        sqlite_with_rowid=False,
    )
    op.create_table("scored", _of("comment", primary_key=True), _of("run"))
    op.create_index("scored_run", "scored", ["run_id"])


def _create_decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("seq", sa.Integer, primary_key=True),
        _text("decision_id", unique=True),
        _text("kind"),
        _of("comment", nullable=True),
        _of("response"),
        *(_text(name) for name in ("coder", "purpose", "basis", "codes", "suggested", "codebook", "at")),
        _text("undoes", nullable=True),
        sa.CheckConstraint("kind IN ('coding', 'undo')"),
        sa.CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)"),
        sqlite_autoincrement=True,
    )
    op.create_index("decision_comment", "decision", ["comment_id"])
    op.create_index("decision_response", "decision", ["response_id"])
    op.create_index("decision_undoes", "decision", ["undoes"], sqlite_where=sa.text("undoes IS NOT NULL"))


def _create_audits() -> None:
    op.create_table(
        "audit",
        _id(),
        _text("question"),
        *(_integer(name) for name in ("seed", "size", "looks", "frame_size", "last_response", "last_decision")),
        *(_number(name) for name in ("precision", "confidence")),
        *(_text(name) for name in ("wording", "opened")),
        _text("closed", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("audit_open", "audit", ["question"], unique=True, sqlite_where=sa.text("closed IS NULL"))
    op.create_table(
        "audit_item",
        _of("audit", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _of("response"),
        _integer("batch"),
        _number("inclusion"),
        sa.UniqueConstraint("audit_id", "response_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_look",
        _of("audit", primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        _text("at"),
        _text("scores"),
        *(_number(name) for name in ("precision", "confidence")),
        sa.Column("familywise", sa.Boolean, nullable=False),
        _number("error"),
        _text("findings"),
        sqlite_with_rowid=False,
    )
