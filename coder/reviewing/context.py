"""What stands around the response in front: who gave it, what else they said, and what is before and after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, standing
from coder.domain.response import ResponseKey
from coder.reviewing.protocol import ReviewStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response other than the one in front."""

    respondent: str
    question: str
    question_text: str
    text: str
    codes: tuple[str, ...]
    """The labels of the codes that people gave its comments, in codebook order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around a response."""

    respondent: str
    profile: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]
    """The same respondent's responses to other questions, in the order of the questions."""
    previous: Answer | None
    """The response before it in the order of work,"""
    next: Answer | None
    """and the one after it."""


def context(
    store: ReviewStore,
    codebook: Codebook,
    key: ResponseKey,
    profile: Mapping[str, str],
    neighbours: tuple[ResponseKey | None, ResponseKey | None],
) -> Context:
    """Read what stands around a response.

    Args:
        store: where it is read.
        codebook: the framework.
        key: the response.
        profile: what is known of the respondent.
        neighbours: the responses before and after it.
    """
    others = [key._replace(question=one.id) for one in codebook.open_questions if one.id != key.question]
    before, after = neighbours
    found = _answers(store, codebook, [*others, *(one for one in neighbours if one is not None)])
    return Context(
        respondent=key.respondent,
        profile=tuple((name, value) for name, value in profile.items() if value.strip()),
        answers=tuple(found[one] for one in others if one in found),
        previous=found.get(before) if before is not None else None,
        next=found.get(after) if after is not None else None,
    )


def _answers(store: ReviewStore, codebook: Codebook, keys: Iterable[ResponseKey]) -> dict[ResponseKey, Answer]:
    """The responses that there are, with what people gave them."""
    stored = store.response_texts(dict.fromkeys(keys))
    response_of = {one.id: one.response for one in store.comments(responses=[one.id for one in stored.values()])}
    made: dict[int, list[Decision]] = {}
    for decision in store.decisions(list(response_of)):
        made.setdefault(decision.comment, []).append(decision)
    given: dict[ResponseKey, set[str]] = {}
    for comment, several in made.items():
        stands = standing(several)
        if stands is not None and not stands.by_machine:
            given.setdefault(response_of[comment], set()).update(map(codebook.standing_in, stands.codes))
    return {key: _answer(codebook, key, one.text, given.get(key, set())) for key, one in stored.items()}


def _answer(codebook: Codebook, key: ResponseKey, text: str, codes: set[str]) -> Answer:
    asked = codebook.question(key.question)
    known = [placed.code.label for code, placed in codebook.placed.items() if code in codes]
    return Answer(
        respondent=key.respondent,
        question=key.question,
        question_text=asked.text if asked is not None else "",
        text=text,
        codes=(*known, *sorted(codes - codebook.placed.keys())),
    )
