"""Coded responses on made-up subjects, and models of hashed words, for the tests of evaluating."""

from coder.domain.codebook import Code, Codebook, Question
from coder.domain.coded import CodedRow
from coder.domain.response import ResponseKey, Span
from coder.domain.units import Unit
from coder.workflow.evaluated_responses import read_responses
from coder.workflow.progress import silent
from coder.workflow.simulation import Simulation
from coder.workflow.vectors import CachingEncoder
from tests.hashing import HashingEncoder

SUBJECTS = {"parking": "the car park is dear", "staff": "the staff were kind", "hours": "it opens far too late"}
BOOK = Codebook(
    id="desk",
    questions=(Question(id="q1", text="Why?"), Question(id="q2", text="What else?")),
    codes=(*(Code(id=subject, label=subject) for subject in SUBJECTS), Code(id="top", label="Top", codable=False)),
)


def row(person, text, *codes, question="q1", span=None, **more):
    return CodedRow(
        key=ResponseKey("", str(person), question), text=text, codes=codes, span=Span(*span) if span else None, **more
    )


def rows(people, question="q1"):
    """One response each, on one subject or two."""
    names = list(SUBJECTS)
    found = []
    for person in range(people):
        codes = [names[person % 3]] + ([names[person // 3 % 3]] if person % 4 == 0 else [])
        said = " and ".join(SUBJECTS[code] for code in dict.fromkeys(codes))
        found.append(row(person, f"{said}, number {person}", *dict.fromkeys(codes), question=question))
    return found


def read(given, unit=Unit.RESPONSE):
    return read_responses(given, BOOK, unit, silent)


def simulation(responses, test):
    return Simulation(BOOK, CachingEncoder(HashingEncoder()), responses, test)
