"""`coder campaigns`: texts that were sent in several times, counted both as submissions and as distinct texts."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.domain.annotation import Redaction, redacted, redactions
from coder.domain.codebook import Codebook
from coder.domain.personal import propose
from coder.domain.response import ResponseKey
from coder.domain.results import CountedComment
from coder.errors import InputError
from coder.store.records import StoredResponse
from coder.suggesting.copies import FEWEST_WORDS, Copies, copies
from coder.workflow.copied import Distinct, distinct
from coder.workflow.count import chosen_questions
from coder.workflow.project import open_project


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A text that was sent in several times."""

    question: str
    submissions: int
    """Responses that have it."""
    respondents: int
    wordings: int
    """Different ones, case, spacing and punctuation apart."""
    text: str
    """The wording that was sent in most often, without what is redacted or looks as if it should be."""
    codes: Mapping[str, int]
    """The responses that carry each code, as people decided; the most frequent first."""
    read: int
    """Responses all of whose comments a person has decided."""
    ids: tuple[str, ...]
    """The respondents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeTexts:
    """A code counted by submissions and by distinct texts."""

    question: str
    code: str
    label: str
    submissions: int
    """Responses that carry it, as people decided."""
    distinct: int
    """The same with each text counted once, however often it was sent in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSummary:
    """What was found."""

    campaigns: tuple[Campaign, ...]
    questions: tuple[Distinct, ...]
    themes: tuple[ThemeTexts, ...]
    """In codebook order; codes that nobody gave are left out."""
    labels: Mapping[str, str]
    notices: tuple[str, ...]


def find_campaigns(
    path: Path, *, questions: Collection[str] | None = None, least: int = 2, words: int = FEWEST_WORDS
) -> CampaignSummary:
    """Find texts that were sent in several times, also changed a little or added to; nothing is written.

    Args:
        path: The project file.
        questions: Only these; None: all.
        least: How many responses have it at least.
        words: How many words it has at least.

    Raises:
        InputError: there is no such question.
    """
    if least < 2 or words < 1:
        raise InputError("A text that was copied occurs at least twice, and has at least one word.")
    with open_project(path, read_only=True) as opened, opened.project.snapshot():
        project, codebook = opened.project, opened.codebook
        wanted = chosen_questions(opened, questions)
        asked = {question: project.responses([question]) for question in wanted}
        given = _given(codebook, project.counted_comments(wanted))
        hidden = redactions(project.annotations())
    found = {question: _copied(asked[question], least, words) for question in wanted}
    return CampaignSummary(
        campaigns=tuple(
            _campaign(
                codebook,
                [asked[question][place] for place in one.places],
                asked[question][one.text],
                one,
                given,
                hidden,
            )
            for question in wanted
            for one in found[question]
        ),
        questions=tuple(distinct(question, asked[question], found[question]) for question in wanted),
        themes=tuple(
            theme
            for question in wanted
            for theme in _themes(codebook, question, asked[question], found[question], given)
        ),
        labels={code: entry.code.label for code, entry in codebook.placed.items()},
        notices=opened.notices,
    )


Given = Mapping[ResponseKey, tuple[frozenset[str], bool]]
"""What people gave each response, and whether they have decided all of it."""


def _copied(stored: Sequence[StoredResponse], least: int, words: int) -> list[Copies]:
    return [one for one in copies([each.text for each in stored], fewest_words=words) if len(one.places) >= least]


def _given(codebook: Codebook, comments: Sequence[CountedComment]) -> Given:
    found: dict[ResponseKey, tuple[frozenset[str], bool]] = {}
    for one in comments:
        key = ResponseKey(one.wave, one.respondent, one.question)
        codes, whole = found.get(key, (frozenset[str](), True))
        decided = one.codes is not None and not one.by_machine
        mine = frozenset(codebook.standing_in(code) for code in one.codes or ()) if decided else frozenset[str]()
        found[key] = codes | mine, whole and decided
    return found


def _campaign(
    codebook: Codebook,
    stored: Sequence[StoredResponse],
    shown: StoredResponse,
    found: Copies,
    given: Given,
    hidden: Mapping[int, Sequence[Redaction]],
) -> Campaign:
    codes = Counter(code for one in stored for code in given.get(one.key, (frozenset(), False))[0])
    order = {code: place for place, code in enumerate(codebook.placed)}
    ranked = sorted(codes, key=lambda code: (-codes[code], order.get(code, len(order)), code))
    people = dict.fromkeys((one.key.wave, one.key.respondent) for one in stored)
    return Campaign(
        question=shown.key.question,
        submissions=len(stored),
        respondents=len(people),
        wordings=found.variants,
        text=redacted(shown.text, [*hidden.get(shown.id, ()), *propose(shown.text)]),
        codes={code: codes[code] for code in ranked},
        read=sum(given.get(one.key, (frozenset(), False))[1] for one in stored),
        ids=tuple(respondent for _, respondent in people),
    )


def _themes(
    codebook: Codebook, question: str, stored: Sequence[StoredResponse], found: Sequence[Copies], given: Given
) -> Iterator[ThemeTexts]:
    """Every code by submissions and by distinct texts: a copied text counts once if any of its copies carries it."""
    text_of = list(range(len(stored)))
    for one in found:
        for place in one.places:
            text_of[place] = one.places[0]
    submissions: Counter[str] = Counter()
    texts: dict[str, set[int]] = {}
    for place, one_response in enumerate(stored):
        for code in given.get(one_response.key, (frozenset(), False))[0]:
            submissions[code] += 1
            texts.setdefault(code, set()).add(text_of[place])
    for code, entry in codebook.placed.items():
        if submissions[code]:
            yield ThemeTexts(
                question=question,
                code=code,
                label=entry.code.label,
                submissions=submissions[code],
                distinct=len(texts[code]),
            )
