"""What tables of groups are made of: everyone in the project, and any question or column of the profile."""

from collections.abc import Collection

from coder.counting.asked import Asked, People
from coder.counting.closed import answers_to, profile_fields, values_of
from coder.counting.themes import themes_of
from coder.domain.codebook import Question, QuestionKind
from coder.domain.results import CountBasis, CountedComment
from coder.errors import InputError
from coder.workflow.project import Opened


class Tabled:
    """A project as tables see it: one state of the file, read at once."""

    def __init__(self, opened: Opened, basis: CountBasis = CountBasis.CONFIRMED, *, closed_only: bool = False) -> None:
        if basis is CountBasis.ESTIMATED:
            raise InputError(
                "Weighted figures and tables of groups count what was confirmed or applied; they do not estimate.",
                "Use --basis confirmed or --basis machine.",
            )
        self.codebook = opened.codebook
        self.basis = basis
        with opened.project.snapshot():
            self.people = People(opened.project.respondents())
            self.comments: list[CountedComment] = [] if closed_only else opened.project.counted_comments()

    def asked(self, question: Question) -> Asked:
        """A question with its answers or themes."""
        if question.kind is QuestionKind.OPEN:
            return themes_of(self.codebook, question, self.comments, self.people, basis=self.basis)
        return answers_to(question, self.people)

    def grouped_by(self, name: str) -> Asked:
        """The closed question or the column of the profile with that name.

        Raises:
            InputError: there is none.
        """
        question = self.codebook.question(name) or self._called(name)
        if question is not None and question.kind is QuestionKind.OPEN:
            raise InputError(
                f"'{name}' is an open question: respondents cannot be grouped by what they wrote.",
                f"There are: {', '.join(self.groupings())}.",
            )
        if question is not None:
            return answers_to(question, self.people)
        fields = profile_fields(self.people)
        found = [field for field in fields if field == name] or [f for f in fields if _key(f) == _key(name)]
        if len(found) != 1:
            raise InputError(
                f"There is no closed question and no column of the profile '{name}'.",
                f"There are: {', '.join(self.groupings()) or 'none'}.",
            )
        return values_of(found[0], self.people)

    def groupings(self) -> list[str]:
        """What respondents can be grouped by: closed questions, then columns of the profile."""
        closed = [question.id for question in self.closed_questions()]
        known = {question.id for question in self.codebook.questions}
        return closed + [field for field in profile_fields(self.people) if field not in known]

    def profile(self) -> list[str]:
        """What tells who answered: single-choice questions, then columns of the profile."""
        scales = {one.id for one in self.closed_questions() if one.kind is not QuestionKind.SINGLE}
        return [name for name in self.groupings() if name not in scales]

    def closed_questions(self) -> list[Question]:
        """The closed questions, in codebook order."""
        return [question for question in self.codebook.questions if question.kind is not QuestionKind.OPEN]

    def chosen(self, wanted: Collection[str] | None, among: Collection[Question]) -> list[Question]:
        """The questions asked for by id, in codebook order; all where none is named.

        Raises:
            InputError: one is not among them.
        """
        ids = [question.id for question in among]
        for name in wanted or ():
            if name not in ids:
                raise InputError(
                    f"'{name}' is not among the questions here.", f"There are: {', '.join(ids) or 'none'}."
                )
        return [question for question in among if not wanted or question.id in wanted]

    def weighing(self) -> list[str]:
        """What there is to say of the weights.

        Raises:
            InputError: nobody has one.
        """
        if self.people.weights is None:
            raise InputError(
                "No respondent has a weight.", "Import a file with a column 'weight', a number from 0 up for each."
            )
        lacking = sum(one.weight is None for one in self.people.respondents)
        said = f"{lacking:,} of {len(self.people):,} respondents have no weight; weighted figures leave them out."
        return [said] if lacking else []

    def _called(self, name: str) -> Question | None:
        found = [
            question
            for question in self.codebook.questions
            if _key(name) in (_key(question.column), _key(question.text))
        ]
        return found[0] if len(found) == 1 else None


def _key(name: str | None) -> str:
    return " ".join((name or "").casefold().replace("_", " ").replace("-", " ").split())
