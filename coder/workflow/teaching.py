"""What people have decided, gathered to teach the suggestions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.domain.codebook import Codebook
from coder.domain.coded import CodedRow
from coder.domain.decision import Decision, Purpose, is_machine, standing
from coder.domain.response import ResponseKey, Span
from coder.embedding.encoder import Encoder
from coder.store.project import Project
from coder.suggesting.model import Item, Learnt
from coder.suggesting.words import normal

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text and the codes people gave it."""

    item: Item
    codes: tuple[str, ...]
    response_level: bool
    """Whether the codes belong to a whole response, which may make several points."""
    disputed: bool = False
    """Whether several people gave it different codes, and nobody has adjudicated."""


def lessons_from_rows(rows: Iterable[CodedRow], codebook: Codebook) -> list[Lesson]:
    """The standing codes of every decided comment or whole response in a coded file; a machine's teach nothing."""
    judged: dict[tuple[ResponseKey, Span | None], list[CodedRow]] = defaultdict(list)
    for row in rows:
        if row.decided and not is_machine(row.coder):
            judged[row.key, row.span].append(row)
    lessons = []
    for (key, span), same in judged.items():
        counts = standing(same)
        if counts is not None:
            text = span.of(counts.text) if span else counts.text
            item, codes = Item(key.question, text), _counting_codes(counts.codes, codebook)
            lessons.append(Lesson(item, codes, response_level=span is None, disputed=_is_disputed(same, codebook)))
    return lessons


def lessons_from_project(project: Project, codebook: Codebook) -> list[Lesson]:
    """The standing codes of every comment that a person has decided; open audits teach nothing."""
    held = {comment.id for comment in project.comments(responses=project.open_audit_responses())}
    judged = defaultdict(list)
    for decision in project.decisions():
        if not decision.by_machine and decision.comment not in held:
            judged[decision.comment].append(decision)
    lessons = []
    for comment in project.comments():
        made = judged.get(comment.id, [])
        decided = standing(made)
        if decided is not None:
            item, codes = Item(comment.response.question, comment.text), _counting_codes(decided.codes, codebook)
            lessons.append(Lesson(item, codes, response_level=False, disputed=_is_disputed(made, codebook)))
    return lessons


def outside_audits(rows: Iterable[CodedRow], project: Project) -> list[CodedRow]:
    """The rows of a coded file that do not give away what an open audit found: an export holds its responses too.

    Left out is what is of the same respondent and question as a response of an audit, in whatever wave, or says the
    same to the same question: on its way through other programs a text may change its line ends and lose its wave.
    """
    held = project.open_audit_responses()
    audited = [stored for stored in project.responses() if stored.id in held] if held else []
    people = {(stored.key.respondent, stored.key.question) for stored in audited}
    said = {(stored.key.question, normal(stored.text)) for stored in audited}
    return [
        row
        for row in rows
        if (row.key.respondent, row.key.question) not in people and (row.key.question, normal(row.text)) not in said
    ]


def learnt(lessons: Sequence[Lesson], encoder: Encoder) -> Learnt | None:
    """The lessons with their vectors; None where there are none."""
    if not lessons:
        return None
    return Learnt(
        items=[lesson.item for lesson in lessons],
        vectors=encoder.encode([lesson.item.text for lesson in lessons]),
        codes=[lesson.codes for lesson in lessons],
        response_level=[lesson.response_level for lesson in lessons],
    )


def _is_disputed(made: Sequence[Decision] | Sequence[CodedRow], codebook: Codebook) -> bool:
    """Whether the latest codes of each person differ; an adjudication settles it."""
    if len(made) < _SEVERAL or any(one.purpose is Purpose.ADJUDICATION for one in made):
        return False
    latest = {one.coder: frozenset(_counting_codes(one.codes, codebook)) for one in made}
    return len(set(latest.values())) > 1


def _counting_codes(codes: Iterable[str], codebook: Codebook) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codebook.standing_in(code) for code in codes))
