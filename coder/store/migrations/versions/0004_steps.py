"""The log of steps: what a person did with one key, and takes back with one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from alembic import op

from coder.store.sql import AnyRow
from coder.store.triggers import FOURTH

revision = "0004"
down_revision = "0003"


@dataclass
class _Step:
    first: AnyRow
    undoes: int | None
    events: list[str] = field(default_factory=list)


def upgrade() -> None:
    """Create the log, fill it with what the log of decisions tells, and guard it."""
    op.create_table(
        "step",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("response_id", sa.Integer, sa.ForeignKey("response.id"), nullable=False),
        sa.Column("comment_id", sa.Integer, sa.ForeignKey("comment.id"), nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("step.id")),
        sqlite_autoincrement=True,
    )
    op.create_index("step_coder", "step", ["coder", "purpose"])
    _fill()
    for statement in FOURTH.values():
        op.execute(statement)


def _fill() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT decision_id, comment_id, response_id, coder, purpose, basis, at, undoes FROM decision "
            "WHERE comment_id IS NOT NULL AND basis IN ('person', 'suggestion accepted', 'bulk') ORDER BY seq"
        )
    )
    values = [
        {
            "id": number,
            **{name: getattr(step.first, name) for name in ("coder", "purpose", "response_id", "comment_id", "at")},
            "events": json.dumps([f"decision:{event}" for event in step.events], ensure_ascii=False),
            "undoes": step.undoes,
        }
        for number, step in enumerate(_steps(rows), start=1)
    ]
    if values:
        names = ", ".join(values[0])
        places = ", ".join(f":{name}" for name in values[0])
        connection.execute(sa.text(f"INSERT INTO step ({names}, kind) VALUES ({places}, 'decision')"), values)


def _steps(rows: Iterable[AnyRow]) -> list[_Step]:
    """Decisions made at the same time on comments that say the same are one step, and so is taking them back."""
    steps: list[_Step] = []
    number_of: dict[str, int] = {}
    last: dict[tuple[str, str], int] = {}
    for row in rows:
        about = number_of.get(row.undoes) if row.undoes is not None else None
        if row.undoes is not None and (about is None or steps[about - 1].first.coder != row.coder):
            continue
        before = last.get((row.coder, row.purpose))
        if before is not None and _belongs(row, about, steps[before - 1]):
            number = before
        else:
            steps.append(_Step(row, about))
            number = len(steps)
        steps[number - 1].events.append(row.decision_id)
        number_of[row.decision_id] = last[row.coder, row.purpose] = number
    return steps


def _belongs(row: AnyRow, about: int | None, step: _Step) -> bool:
    return row.basis == "bulk" and step.first.basis == "bulk" and row.at == step.first.at and about == step.undoes
