"""Flags, memos, exemplar marks and redactions."""

import sqlalchemy as sa
from alembic import op

from coder.store.triggers import THIRD

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the log and the table of memos, and the triggers that guard them."""
    op.create_table(
        "annotation",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("annotation_id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("comment_id", sa.Integer, sa.ForeignKey("comment.id")),
        sa.Column("response_id", sa.Integer, sa.ForeignKey("response.id"), nullable=False),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("label", sa.Text),
        sa.Column("undoes", sa.Text),
        sa.CheckConstraint("kind IN ('flag', 'memo', 'exemplar', 'redaction')"),
        sa.CheckConstraint("(kind = 'redaction') = (comment_id IS NULL)"),
        sa.CheckConstraint("(kind = 'redaction') = (start IS NOT NULL)"),
        sa.CheckConstraint('(start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (label IS NULL)'),
        sa.CheckConstraint('start IS NULL OR (0 <= start AND start < "end")'),
        sqlite_autoincrement=True,
    )
    op.create_index("annotation_comment", "annotation", ["comment_id"])
    op.create_index("annotation_response", "annotation", ["response_id"])
    of_annotation = sa.ForeignKey("annotation.annotation_id", deferrable=True, initially="DEFERRED")
    op.create_table(
        "annotation_text",
        sa.Column("annotation_id", sa.Text, of_annotation, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    for statement in THIRD.values():
        op.execute(statement)
