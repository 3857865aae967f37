"""What the sources of the example consultation say, and what is wrong with them."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

SOURCE = Path(__file__).resolve().parent / "source"
OWN_WORDS = {"channels"}
"""Closed questions in which people also gave words of their own."""


@dataclass(frozen=True)
class Comment:
    """A stretch of a response that makes one point, as code points into the response's text."""

    start: int
    end: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Response:
    """One respondent's answer to one question, with its coded comments."""

    respondent: str
    question: str
    text: str
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Respondent:
    """One row of the survey."""

    id: str
    closed: Mapping[str, str]
    """Answers to closed questions, by the question's id; blank where there is none."""
    responses: tuple[Response, ...]


@dataclass(frozen=True)
class Framework:
    """What the build needs to know of the coding framework."""

    open: dict[str, str]
    """Texts of the open questions by id."""
    closed: dict[str, dict[str, Any]]
    """Closed questions by id, as they stand in the framework."""
    codes: dict[str, frozenset[str]]
    """The questions that each code may be used on."""


def load(text: str) -> dict[str, Any]:
    """Read YAML."""
    document: dict[str, Any] = YAML(typ="safe").load(text)
    return document


def read_framework(text: str) -> Framework:
    """Read the questions and the codes of a framework in YAML."""
    raw = load(text)
    return Framework(
        open={each["id"]: each["text"] for each in raw["questions"] if "kind" not in each},
        closed={each["id"]: each for each in raw["questions"] if "kind" in each},
        codes={code["id"]: frozenset(code["questions"]) for code in raw["codes"]},
    )


def read_response(respondent: str, question: str, pieces: str | list[Any]) -> Response:
    """Concatenate the pieces of an answer, noting where each comment starts and ends."""
    if isinstance(pieces, str):
        pieces = [pieces]
    text = ""
    comments: list[Comment] = []
    glued = True
    for piece in pieces:
        if isinstance(piece, str):
            if piece.strip():
                raise ValueError(f"{respondent} {question}: glue is white space only, not {piece!r}")
            text += piece
            glued = True
            continue
        words, codes = (piece[0], tuple(piece[1].split()) if len(piece) == 2 else ())
        if not words or words != words.strip():
            raise ValueError(f"{respondent} {question}: a comment neither starts nor ends with white space: {words!r}")
        text += "" if glued else " "
        comments.append(Comment(len(text), len(text) + len(words), codes))
        text += words
        glued = False
    return Response(respondent, question, text, tuple(comments))


def read_respondents(framework: Framework, source: Path = SOURCE) -> list[Respondent]:
    """Read the respondents, each with a response (perhaps blank) to every question."""
    with (source / "closed-answers.csv").open(encoding="utf-8", newline="") as file:
        closed = {row.pop("id"): row for row in csv.DictReader(file)}
    files = [load(path.read_text(encoding="utf-8")) for path in sorted(source.glob("respondents-*.yaml"))]
    columns = files[0]["columns"]
    respondents = []
    for entry in (entry for each in files for entry in each["respondents"]):
        unknown = set(entry["answers"]) - set(framework.open)
        if unknown or len(entry["profile"]) != len(columns):
            raise ValueError(f"{entry['id']}: unknown questions {sorted(unknown)}, or a profile of the wrong length")
        answers = dict(zip(columns, entry["profile"], strict=True)) | closed.pop(entry["id"])
        responses = tuple(read_response(entry["id"], q, entry["answers"].get(q, "")) for q in framework.open)
        respondents.append(Respondent(entry["id"], answers, responses))
    if closed:
        raise ValueError(f"closed-answers.csv has respondents that nobody else knows: {sorted(closed)}")
    return respondents


def read_second_coder(respondents: list[Respondent], source: Path = SOURCE) -> list[Response]:
    """The responses that the second coder read, with the codes they gave to the same comments."""
    known = {(each.respondent, each.question): each for person in respondents for each in person.responses}
    coded = []
    for key, codes in load((source / "second-coder.yaml").read_text(encoding="utf-8")).items():
        first = known[tuple(key.split())]
        comments = (
            Comment(comment.start, comment.end, tuple((given or "").split()))
            for comment, given in zip(first.comments, codes, strict=True)
        )
        coded.append(Response(first.respondent, first.question, first.text, tuple(comments)))
    return coded


def problems(respondents: list[Respondent], second: list[Response], framework: Framework) -> Iterator[str]:
    """Yield whatever is wrong with the sources."""
    for identifier, times in Counter(respondent.id for respondent in respondents).items():
        if times > 1:
            yield f"{identifier}: used {times} times"
    for respondent in respondents:
        yield from _wrong_answers(respondent, framework)
        for response in respondent.responses:
            yield from _gaps(response)
            yield from _wrong_codes(response, framework)
    for response in second:
        yield from _wrong_codes(response, framework)


def _wrong_answers(respondent: Respondent, framework: Framework) -> Iterator[str]:
    for question, answer in respondent.closed.items():
        asked = framework.closed[question]
        options = {option.casefold() for option in asked["options"]}
        given = answer.split(";") if asked["kind"] == "multiple" else [answer]
        if answer and question not in OWN_WORDS and not options.issuperset(each.casefold() for each in given):
            yield f"{respondent.id} {question}: {answer!r} is not among the options"
    if missing := set(framework.closed) - set(respondent.closed):
        yield f"{respondent.id}: no answer, not even a blank one, to {sorted(missing)}"


def _gaps(response: Response) -> Iterator[str]:
    covered = {position for comment in response.comments for position in range(comment.start, comment.end)}
    for position, character in enumerate(response.text):
        if position not in covered and not character.isspace():
            yield f"{response.respondent} {response.question}: no comment covers {character!r} at {position}"


def _wrong_codes(response: Response, framework: Framework) -> Iterator[str]:
    place = f"{response.respondent} {response.question}"
    for comment in response.comments:
        if len(set(comment.codes)) != len(comment.codes):
            yield f"{place}: the same code twice in {comment.codes}"
        for code in comment.codes:
            if response.question not in framework.codes.get(code, frozenset()):
                yield f"{place}: {code} is not a code of this question"
