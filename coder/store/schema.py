"""The tables of a project file.

`migrations/` builds them, one revision after another; a test proves that the last revision and this module agree.
The log (`division`, `division_comment`, `decision`, `annotation`, `step`) holds ids and offsets, never text, and is
only ever appended to; so are audits, which change once, when they close. Memos are in `annotation_text`, where they can
be deleted, not changed. `triggers.py` guards all of it.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

APPLICATION_ID = 0x434F4452
"""`CODR` in ASCII: what tells a project file from any other SQLite database."""

SCHEMA_VERSION = 5
"""The number of the last revision; `user_version` of a project file."""

DERIVED = frozenset(("vector", "run", "suggestion", "scored"))
"""Tables whose content can be made again."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

codebook_version = Table(
    "codebook_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("version", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Text, nullable=False),
)

respondent = Table(
    "respondent",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("wave", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("weight", Float),
    UniqueConstraint("wave", "name"),
    sqlite_autoincrement=True,
)

response = Table(
    "response",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("respondent_id", Integer, ForeignKey("respondent.id"), nullable=False),
    Column("question", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("respondent_id", "question"),
    sqlite_autoincrement=True,
)

comment = Table(
    "comment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("response_id", Integer, ForeignKey("response.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    CheckConstraint('0 <= start AND start < "end"'),
    Index("comment_response", "response_id"),
    sqlite_autoincrement=True,
)

division = Table(
    "division",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("response_id", Integer, ForeignKey("response.id"), nullable=False),
    Column("origin", Text, nullable=False),
    Column("by_", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("division.id")),
    CheckConstraint("origin IN ('auto', 'imported', 'hand', 'undo')"),
    CheckConstraint("(origin = 'undo') = (undoes IS NOT NULL)"),
    Index("division_response", "response_id"),
    Index("division_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
    sqlite_autoincrement=True,
)

division_comment = Table(
    "division_comment",
    metadata,
    Column("division_id", Integer, ForeignKey("division.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("comment_id", Integer, ForeignKey("comment.id"), nullable=False),
    sqlite_with_rowid=False,
)

vector = Table(
    "vector",
    metadata,
    Column("model", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("verb", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("codebook", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("settings", Text, nullable=False),
    sqlite_autoincrement=True,
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("comment_id", Integer, ForeignKey("comment.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("assigned", Boolean, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("run_id", Integer, ForeignKey("run.id"), nullable=False),
    sqlite_with_rowid=False,
)

scored = Table(
    "scored",
    metadata,
    Column("comment_id", Integer, ForeignKey("comment.id"), primary_key=True),
    Column("run_id", Integer, ForeignKey("run.id"), nullable=False),
    Column("scores", LargeBinary),
    Index("scored_run", "run_id"),
)

decision = Table(
    "decision",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("decision_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("comment_id", Integer, ForeignKey("comment.id")),
    Column("response_id", Integer, ForeignKey("response.id"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("codes", Text, nullable=False),
    Column("suggested", Text, nullable=False),
    Column("codebook", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undoes", Text),
    Column("chosen", Text),
    CheckConstraint("kind IN ('coding', 'undo')"),
    CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)"),
    Index("decision_comment", "comment_id"),
    Index("decision_response", "response_id"),
    Index("decision_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
    sqlite_autoincrement=True,
)

annotation = Table(
    "annotation",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("annotation_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("comment_id", Integer, ForeignKey("comment.id")),
    Column("response_id", Integer, ForeignKey("response.id"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("label", Text),
    Column("undoes", Text),
    CheckConstraint("kind IN ('flag', 'memo', 'exemplar', 'redaction')"),
    CheckConstraint("(kind = 'redaction') = (comment_id IS NULL)"),
    CheckConstraint("(kind = 'redaction') = (start IS NOT NULL)"),
    CheckConstraint('(start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (label IS NULL)'),
    CheckConstraint('start IS NULL OR (0 <= start AND start < "end")'),
    Index("annotation_comment", "comment_id"),
    Index("annotation_response", "response_id"),
    sqlite_autoincrement=True,
)

annotation_text = Table(
    "annotation_text",
    metadata,
    Column(
        "annotation_id",
        Text,
        ForeignKey("annotation.annotation_id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("text", Text, nullable=False),
)

step = Table(
    "step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("response_id", Integer, ForeignKey("response.id"), nullable=False),
    Column("comment_id", Integer, ForeignKey("comment.id"), nullable=False),
    Column("events", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("step.id")),
    Index("step_coder", "coder", "purpose"),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("frame_size", Integer, nullable=False),
    Column("last_response", Integer, nullable=False),
    Column("last_decision", Integer, nullable=False),
    Column("precision", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("wording", Text, nullable=False),
    Column("opened", Text, nullable=False),
    Column("closed", Text),
    Index("audit_open", "question", unique=True, sqlite_where=text("closed IS NULL")),
    sqlite_autoincrement=True,
)

audit_item = Table(
    "audit_item",
    metadata,
    Column("audit_id", Integer, ForeignKey("audit.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("response_id", Integer, ForeignKey("response.id"), nullable=False),
    Column("batch", Integer, nullable=False),
    Column("inclusion", Float, nullable=False),
    UniqueConstraint("audit_id", "response_id"),
    sqlite_with_rowid=False,
)

audit_look = Table(
    "audit_look",
    metadata,
    Column("audit_id", Integer, ForeignKey("audit.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("scores", Text, nullable=False),
    Column("precision", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("familywise", Boolean, nullable=False),
    Column("error", Float, nullable=False),
    Column("findings", Text, nullable=False),
    sqlite_with_rowid=False,
)

audit_score = Table(
    "audit_score",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("audit_id", Integer, ForeignKey("audit.id"), nullable=False),
    Column("codes", Text, nullable=False),
    Column("scores", LargeBinary, nullable=False),
    Index("audit_score_audit", "audit_id"),
    sqlite_autoincrement=True,
)
