"""A row of a coded-responses file, as read, exported and written by batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.domain.decision import IMPORTED_CODER, Purpose
from coder.domain.response import ResponseKey, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRow:
    """What one coder gave one comment, or one whole response, of a response with this text."""

    key: ResponseKey
    text: str
    """The full text of the response."""
    codes: tuple[str, ...] = ()
    coder: str = IMPORTED_CODER
    purpose: Purpose = Purpose.CODING
    decided: bool = True
    """False: not read yet; such a row only says that the comment exists."""
    span: Span | None = None
    """The comment; None: the codes belong to the whole response."""
    profile: Mapping[str, str] = field(default_factory=dict)
    weight: float | None = None
    """The respondent's weight, where the file has one."""
    row: int = 0
    """The row in the file it came from, the header being row 1."""
