"""Responses that people have read whole, from a coded file: what is tested, and what teaches."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coder.domain.codebook import Codebook
from coder.domain.coded import CodedRow
from coder.domain.response import ResponseKey, Span, is_whole
from coder.domain.units import Unit
from coder.suggesting.model import Item
from coder.workflow.dividing import divider
from coder.workflow.progress import Progress
from coder.workflow.teaching import Lesson, lessons_from_rows

CHUNK = 500
"""Responses divided at a time."""


@dataclass(frozen=True, slots=True)
class ReadResponse:
    """A response with what people gave it."""

    key: ResponseKey
    text: str
    lessons: tuple[Lesson, ...]
    """One for each comment, or one for the whole response."""
    spans: tuple[Span, ...]
    """Where its comments are."""
    by_comment: bool
    """Whether there is a lesson for each span; else the one lesson is of them all."""

    @property
    def name(self) -> str:
        """What it is drawn by."""
        return "\0".join(self.key)

    @property
    def codes(self) -> frozenset[str]:
        """Its standing codes, of all its comments."""
        return frozenset(code for lesson in self.lessons for code in lesson.codes)

    @property
    def items(self) -> list[Item]:
        """Its comments."""
        return [Item(self.key.question, span.of(self.text)) for span in self.spans]


@dataclass(frozen=True, slots=True)
class ReadResponses:
    """The responses of a coded file that can be evaluated."""

    responses: tuple[ReadResponse, ...]
    unread: int
    """Responses left out because no person has decided them, or not all their comments."""


def read_responses(rows: Iterable[CodedRow], codebook: Codebook, unit: Unit, progress: Progress) -> ReadResponses:
    """The responses in the order of the file.

    Where the file has comments, they are the comments; other responses are divided as the unit asks, and their codes
    are of the whole response. With the unit response, comments are joined to their response.
    """
    by_response: dict[ResponseKey, list[CodedRow]] = defaultdict(list)
    for row in rows:
        by_response[row.key].append(row)
    read = [_read(key, of_one, codebook, unit) for key, of_one in by_response.items()]
    known = [response for response in read if response is not None]
    return ReadResponses(tuple(_divided(known, unit, progress)), len(read) - len(known))


def _read(key: ResponseKey, rows: Sequence[CodedRow], codebook: Codebook, unit: Unit) -> ReadResponse | None:
    text = rows[0].text
    spans = sorted({row.span for row in rows if row.span is not None})
    if len(spans) == 1 and is_whole(spans[0], text):
        # An undivided response: codes of the whole are codes of its one comment.
        rows = [replace(row, span=spans[0]) for row in rows]
    stretches: list[Span] | list[None] = spans or [None]
    lessons: list[Lesson] = []
    for span in stretches:
        taught = lessons_from_rows([row for row in rows if row.span == span], codebook)
        if not taught:
            return None
        lessons.extend(taught)
    if spans and unit is Unit.RESPONSE:
        codes = tuple(dict.fromkeys(code for lesson in lessons for code in lesson.codes))
        whole_one = Lesson(Item(key.question, text), codes, response_level=True)
        return ReadResponse(key, text, (whole_one,), (), by_comment=False)
    return ReadResponse(key, text, tuple(lessons), tuple(spans), by_comment=bool(spans))


def _divided(responses: Sequence[ReadResponse], unit: Unit, progress: Progress) -> Iterator[ReadResponse]:
    whole = [response.text for response in responses if not response.spans]
    done = 0
    divisions = divider(unit)(whole) if whole else iter(())
    for response in responses:
        if response.spans:
            yield response
            continue
        yield replace(response, spans=next(divisions))
        done += 1
        if done % CHUNK == 0 or done == len(whole):
            progress("Dividing", done, len(whole))
