"""What a person notes beside the codes: flags, exemplar marks, memos and redactions, each with one key."""

from collections.abc import Sequence

from coder.domain.annotation import Annotation, Kind, Redaction
from coder.domain.personal import propose
from coder.domain.response import Comment, Span
from coder.domain.step import StepKind
from coder.errors import InputError
from coder.reviewing.desk import Desk
from coder.reviewing.loaded import Loaded
from coder.reviewing.place import Whereabouts
from coder.reviewing.steps import Steps


def flags(here: Loaded, comment: Comment) -> list[Annotation]:
    """The flags, of whomever, on a comment and on what it took the place of: the question is still open."""
    return _marks(here, Kind.FLAG, [comment, *here.lineage.forebears(comment)])


def exemplars(here: Loaded, comment: Comment) -> list[Annotation]:
    """The exemplar marks, of whomever, on a comment; those on what it took the place of were on other quotes."""
    return _marks(here, Kind.EXEMPLAR, [comment])


def memos(here: Loaded, comment: Comment) -> list[Annotation]:
    """The memos on a comment; of a coder who wrote none on it, those on what it took the place of."""
    own = _marks(here, Kind.MEMO, [comment])
    writers = {one.coder for one in own}
    inherited = {one.id: one for old in here.lineage.before(comment) for one in memos(here, old)}
    return [*own, *(one for one in inherited.values() if one.coder not in writers)]


def proposals(here: Loaded) -> tuple[Redaction, ...]:
    """The stretches of a response that may say who somebody is and are not redacted yet."""
    return tuple(one for one in propose(here.text) if not _is_hidden(here, one.span))


class Noting:
    """Notes on the comment in focus; what is noted is in the store when a method returns."""

    def __init__(self, desk: Desk, where: Whereabouts, steps: Steps) -> None:
        self._desk = desk
        self._where = where
        self._steps = steps

    def toggle_flag(self, here: Loaded) -> bool:
        """Flag the comment for discussion, or take its flags off, whoever set them; returns whether it is flagged."""
        return self._toggle(here, Kind.FLAG, flags(here, here.focused))

    def toggle_exemplar(self, here: Loaded) -> bool:
        """Mark the comment as a quote, or take its marks off; returns whether it is marked."""
        return self._toggle(here, Kind.EXEMPLAR, exemplars(here, here.focused))

    def set_memo(self, here: Loaded, text: str) -> None:
        """Write this coder's memo on the comment in the place of an earlier one; no words take it away."""
        words, comment = text.strip(), here.focused
        shown = [one for one in memos(here, comment) if one.coder == self._desk.coder]
        if words == "\n".join(one.text for one in shown):
            return
        if words:
            before = _marks(here, Kind.MEMO, [comment])
            new = [self._note(here, Kind.MEMO, words)]
            self._write(here, StepKind.MEMO, new, [one.id for one in before if one.coder == self._desk.coder])
        else:
            before = _marks(here, Kind.MEMO, [comment, *here.lineage.forebears(comment)])
            self._write(here, StepKind.MEMO_OFF, [], [one.id for one in before if one.coder == self._desk.coder])

    def redact(self, here: Loaded, several: Sequence[Redaction]) -> int:
        """Redact stretches of the response, in one step; returns how many were not redacted yet.

        Raises:
            InputError: one reaches beyond the response.
        """
        if any(one.span.end > len(here.text) for one in several):
            raise InputError("What is to be redacted reaches beyond the response.", "Choose a stretch of its text.")
        new = [one for one in dict.fromkeys(several) if not _is_hidden(here, one.span)]
        if new:
            notes = [self._note(here, Kind.REDACTION, str(one.label), one.span) for one in new]
            self._write(here, StepKind.REDACTION, notes, [])
        return len(new)

    def unredact(self, here: Loaded, index: int) -> bool:
        """Show a redacted stretch again, whoever redacted it; returns whether there is such a stretch."""
        if not 0 <= index < len(here.redactions):
            return False
        shown = here.redactions[index].span
        gone = [one.id for one in here.annotations if one.span is not None and _overlap(one.span, shown)]
        self._write(here, StepKind.REDACTION_OFF, [], gone)
        return True

    def _toggle(self, here: Loaded, kind: Kind, there: Sequence[Annotation]) -> bool:
        if there:
            self._write(here, StepKind(f"{kind} off"), [], [one.id for one in there])
        else:
            self._write(here, StepKind(str(kind)), [self._note(here, kind)], [])
        return not there

    def _note(self, here: Loaded, kind: Kind, text: str = "", span: Span | None = None) -> Annotation:
        return Annotation(
            id=self._desk.new_id(),
            kind=kind,
            comment=here.focused.id if span is None else None,
            response=here.number,
            coder=self._desk.coder,
            at=self._desk.clock(),
            span=span,
            text=text,
        )

    def _write(self, here: Loaded, kind: StepKind, new: Sequence[Annotation], gone: Sequence[str]) -> None:
        at = new[0].at if new else self._desk.clock()
        self._steps.take(kind, here, at, annotations=new, withdrawn=gone)
        self._where.reload()


def _marks(here: Loaded, kind: Kind, comments: Sequence[Comment]) -> list[Annotation]:
    """The annotations of a kind on some comments."""
    ids = {one.id for one in comments}
    return [one for one in here.annotations if one.kind is kind and one.comment in ids]


def _is_hidden(here: Loaded, span: Span) -> bool:
    return any(one.span.start <= span.start and span.end <= one.span.end for one in here.redactions)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
