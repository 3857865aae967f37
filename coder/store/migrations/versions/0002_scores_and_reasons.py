"""The scores of all codes for each comment, and why each decided comment was chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add both columns; what is there has neither."""
    op.add_column("scored", sa.Column("scores", sa.LargeBinary))
    op.add_column("decision", sa.Column("chosen", sa.Text))
