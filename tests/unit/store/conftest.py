"""A small project on disk, and short ways to say what goes into it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from coder.domain.annotation import Annotation, Kind
from coder.domain.decision import Decision
from coder.domain.response import Respondent, Response, ResponseKey, Span
from coder.domain.units import Unit
from coder.store.project import Project
from coder.store.records import AuditLook, NewAudit, NewAuditItem

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TEXTS = {
    "r1": "They were kind. The queue was long.",
    "r2": "Nothing 😀 to add.",
    "r3": "Parking is dear, and the office is far away.",
}


def made(comment: int, *codes: str, **fields: object) -> Decision:
    """A decision by Ann at noon."""
    given = {"id": uuid4().hex, "coder": "ann", "at": NOON, "codebook": "h1"} | fields
    return Decision(comment=comment, codes=codes, **given)  # type: ignore[arg-type]


def noted(kind: Kind, comment: int | None = 1, **fields: object) -> Annotation:
    """An annotation of the first response by Ann at noon."""
    given = {"id": uuid4().hex, "coder": "ann", "at": NOON, "response": 1} | fields
    return Annotation(kind=kind, comment=comment, **given)  # type: ignore[arg-type]


def hidden(start: int, end: int, label: str = "name", **fields: object) -> Annotation:
    """A redaction of the first response by Ann at noon."""
    return noted(Kind.REDACTION, None, span=Span(start, end), text=label, **fields)


def key(respondent: str, question: str = "q1", wave: str = "") -> ResponseKey:
    return ResponseKey(wave, respondent, question)


def audit_of(*responses: int, looks: int = 1) -> NewAudit:
    """An audit of these responses, each look one of them."""
    items = [NewAuditItem(response, batch, batch / 3) for batch, response in enumerate(responses, start=1)]
    return NewAudit(question="q1", seed=7, looks=looks, precision=0.9, confidence=0.95, wording="w", items=items)


def look(number: int) -> AuditLook:
    """A look that certified one code."""
    findings = ({"code": "kind", "threshold": 0.5},)
    return AuditLook(
        number=number,
        at=NOON,
        scores="s",
        precision=0.9,
        confidence=0.95,
        familywise=False,
        error=0.05,
        findings=findings,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study.coder"


def new_project(path: Path) -> Project:
    """A project with three responses."""
    project = Project.create(path, codebook_path=path.with_name("frame.yaml"), unit=Unit.COMMENT)
    project.add_responses(
        [Respondent(id=name, profile={"ward": name}) for name in TEXTS],
        [Response(key(name), text) for name, text in TEXTS.items()],
    )
    return project


@pytest.fixture
def create(path: Path) -> Callable[[], Project]:
    return lambda: new_project(path)


@pytest.fixture
def project(create: Callable[[], Project]) -> Iterator[Project]:
    with create() as project:
        yield project
