"""Answers to closed questions as a file brings them in: those that are none of the options are told of at once."""

from collections import Counter
from collections.abc import Iterable, Sequence

from coder.counting.answers import Answers
from coder.domain.codebook import Codebook, Question, QuestionKind
from coder.domain.response import Respondent
from coder.domain.text import plural


def answer_notices(codebook: Codebook, respondents: Sequence[Respondent]) -> list[str]:
    """A sentence for each closed question with answers that are none of its options."""
    closed = (
        question for question in codebook.questions if question.kind is not QuestionKind.OPEN and question.options
    )
    return [said for question in closed for said in _notice(question, respondents)]


def _notice(question: Question, respondents: Iterable[Respondent]) -> list[str]:
    reader = Answers(question.options, several=question.kind is QuestionKind.MULTIPLE)
    known, unknown = 0, Counter[str]()
    for person in respondents:
        for named in reader.chosen(person.profile.get(question.id, "")):
            if reader.unknown(named):
                unknown[named] += 1
            else:
                known += 1
    if not unknown:
        return []
    first, number = unknown.most_common(1)[0]
    if not known:
        return [
            f"No answer to {question.id} is one of its options, such as '{first}': is that how the file writes them?"
        ]
    return [
        f"{plural(unknown.total(), 'answer')} to {question.id} {'is' if unknown.total() == 1 else 'are'} none of its "
        f"options, such as '{first}' ({number}); counted in their own words."
    ]
