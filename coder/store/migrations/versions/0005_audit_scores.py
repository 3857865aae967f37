"""The scores of an audit's frame from before anybody read it."""

import sqlalchemy as sa
from alembic import op

from coder.store.triggers import FIFTH

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table and guard it; audits drawn before have no scores in it."""
    op.create_table(
        "audit_score",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("audit_id", sa.Integer, sa.ForeignKey("audit.id"), nullable=False),
        sa.Column("codes", sa.Text, nullable=False),
        sa.Column("scores", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("audit_score_audit", "audit_score", ["audit_id"])
    for statement in FIFTH.values():
        op.execute(statement)
