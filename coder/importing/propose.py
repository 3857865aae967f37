"""Proposes how a file of responses is read: its layout and what each column is, with whatever is doubtful about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.domain.codebook import Codebook, Question, QuestionKind
from coder.errors import UsageError
from coder.importing.identifiers import identifier_in
from coder.importing.names import ROLE_WORDS, QuestionMatcher, columns_named, layout_of, name_key
from coder.importing.profile import ROW_IDS, ColumnPlan, ImportProfile
from coder.importing.roles import IN_LAYOUT, OF_A_QUESTION, Layout, Role
from coder.importing.tables import Table


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a person says about a file, by options; it goes before what the headers suggest."""

    layout: Layout | None = None
    id: str | None = None
    """The header of the id column, or `row` for row numbers."""
    open: Mapping[str, str] = field(default_factory=dict)
    """Headers of the columns that hold questions, by question id."""
    question: str | None = None
    """The question of every row of a long or coded file that has no question column."""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """Roles of other columns, by header."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """How a file would be read."""

    profile: ImportProfile
    certain: bool
    """Whether nothing is doubtful and nothing is missing."""
    doubts: tuple[str, ...] = ()
    """What was assumed and might be wrong."""
    missing: tuple[str, ...] = ()
    """What could not be found and has to be given, with the option that gives it."""
    notes: tuple[str, ...] = ()
    """What a person should know."""

    def accepted(self) -> ImportProfile:
        """The profile, to be used without asking anybody.

        Raises:
            UsageError: something is missing that has no sensible default.
        """
        if self.missing:
            raise UsageError(" ".join(self.missing), "An import profile (--profile FILE) can say all of it.")
        return self.profile


def propose(table: Table, codebook: Codebook, wishes: Wishes | None = None) -> Proposal:
    """Propose how a table is read, from its header, a sample of its rows and the questions of the codebook.

    Raises:
        UsageError: a wish names a column or question that there is not.
    """
    return _Proposer(table, codebook, wishes or Wishes()).proposal()


class _Proposer:
    """Gives the columns their roles, step by step; a column keeps the first it gets."""

    def __init__(self, table: Table, codebook: Codebook, wishes: Wishes) -> None:
        self.table = table
        self.codebook = codebook
        self.wishes = wishes
        self.matcher = QuestionMatcher(codebook)
        self.plans: dict[int, ColumnPlan] = {}
        self.doubts: list[str] = list(table.doubts)
        self.missing: list[str] = []
        self.notes: list[str] = list(table.notes)
        self.layout = wishes.layout or (None if wishes.open else layout_of(table.headings, codebook)) or Layout.WIDE
        self.question: str | None = None

    def proposal(self) -> Proposal:
        """What all steps come to."""
        self.grant_wishes()
        self.give_named_roles()
        self.give_questions()
        self.give_the_rest()
        self.check_id()
        if self.layout is Layout.WIDE:
            self.check_wide()
        else:
            self.check_long()
        profile = ImportProfile(
            layout=self.layout,
            sheet=self.table.sheet,
            header_rows=self.table.header_rows,
            encoding=self.table.encoding,
            delimiter=self.table.delimiter,
            columns=tuple(self.plans[index] for index in sorted(self.plans)),
            row_ids=self.wishes.id == ROW_IDS,
            question=self.question,
        )
        return Proposal(
            profile=profile,
            certain=not self.doubts and not self.missing,
            doubts=tuple(self.doubts),
            missing=tuple(self.missing),
            notes=tuple(self.notes),
        )

    def give(self, index: int, role: Role, *, question: str | None = None, note: str = "") -> None:
        """Give a column a role."""
        self.plans[index] = ColumnPlan(self.table.header[index], index, role, question, note)

    def having(self, role: Role) -> int | None:
        """The first column with a role."""
        return min((index for index, plan in self.plans.items() if plan.role is role), default=None)

    def grant_wishes(self) -> None:
        """What a person said goes first."""
        wishes = self.wishes
        if wishes.id is not None and wishes.id != ROW_IDS:
            self.give(_place(self.table, wishes.id, "--id"), Role.ID, note="given")
        for name, header in wishes.open.items():
            question = _question(self.matcher, self.codebook, name, "--open")
            self.give(_place(self.table, header, "--open"), _role_of(question), question=question.id, note="given")
        for header, role in wishes.roles.items():
            if role in OF_A_QUESTION or role not in IN_LAYOUT[self.layout] | {Role.PROFILE, Role.DROP}:
                raise UsageError(
                    f"The column '{header}' cannot be made '{role}' in a {self.layout} file.",
                    "Columns that hold a question are given with --open.",
                )
            self.give(_place(self.table, header, "the options"), role, note="given")

    def give_named_roles(self) -> None:
        """The columns with the names of the contract."""
        for role in ROLE_WORDS:
            wanted = role in IN_LAYOUT[self.layout] and self.having(role) is None
            if not wanted or (role is Role.ID and self.wishes.id == ROW_IDS):
                continue
            found = [index for index in columns_named(role, self.table.headings) if index not in self.plans]
            if not found:
                continue
            self.give(found[0], role)
            if len(found) > 1 and name_key(self.table.header[found[0]]) != role.value:
                others = ", ".join(f"'{self.table.header[index]}'" for index in found[1:])
                self.doubts.append(f"'{self.table.header[found[0]]}' is taken for the {role}, and not {others}.")

    def give_questions(self) -> None:
        """The columns named after questions: all of them in a wide file, the closed ones in others."""
        matches = {
            index: match
            for index, cells in enumerate(self.table.headings)
            if index not in self.plans and (match := self.matcher.match(cells))
        }
        for index, match in sorted(matches.items(), key=lambda item: not item[1].exact):
            role, header = _role_of(match.question), self.table.header[index]
            if role not in IN_LAYOUT[self.layout] or (self.layout is not Layout.WIDE and not match.exact):
                continue
            taken = next((plan for plan in self.plans.values() if plan.question == match.question.id), None)
            if taken is not None:
                self.doubts.append(f"Question {match.question.id} is read from '{taken.header}', and not '{header}'.")
                continue
            note = "" if match.exact else f"resembles: {match.question.text}"
            self.give(index, role, question=match.question.id, note=note)
            if not match.exact:
                self.doubts.append(f"'{header}' resembles question {match.question.id} and is taken for it (--open).")

    def give_the_rest(self) -> None:
        """Every other column is profile, but for those that say who somebody is."""
        for index in range(len(self.table.header)):
            if index in self.plans:
                continue
            what = identifier_in(self.table.headings[index], [cells[index] for cells in self.table.sample])
            if what:
                self.give(index, Role.DROP, note=f"looks like {what}")
            else:
                self.give(index, Role.PROFILE)

    def check_id(self) -> None:
        """There are ids, and they are what ids should be."""
        if self.wishes.id == ROW_IDS:
            return
        index = self.having(Role.ID)
        if index is None:
            self.missing.append(
                f"{self.table.path} has no column that is the respondents' id: "
                "name one with --id HEADER, or use row numbers with --id row."
            )
            return
        header = self.table.header[index]
        values = [cells[index] for cells in self.table.sample]
        if index in self.table.inexact:
            self.doubts.append(f"'{header}' holds numbers with more digits than a spreadsheet keeps; ids may be wrong.")
        if what := identifier_in((), values):
            self.doubts.append(f"The ids in '{header}' look like {what}; --id row would use row numbers instead.")
        filled = [value for value in values if value.strip()]
        if self.layout is Layout.WIDE and self.having(Role.WAVE) is None and len(set(filled)) < len(filled):
            self.doubts.append(f"Some ids in '{header}' stand in more than one row.")

    def check_wide(self) -> None:
        """There is at least one question."""
        if self.having(Role.OPEN) is None and self.having(Role.CLOSED) is None:
            example = next((question.id for question in self.codebook.open_questions), "q1")
            self.missing.append(
                f"{self.table.path} has no column that is named like a question of the codebook "
                f"(its question, text and codes columns are not there either): name one with --open {example}=HEADER."
            )
            return
        found = {plan.question for plan in self.plans.values()}
        absent = [question.id for question in self.codebook.open_questions if question.id not in found]
        if absent:
            self.notes.append(f"No column was found for {', '.join(absent)}.")

    def check_long(self) -> None:
        """The columns that a long or coded file cannot do without are there."""
        needed = (Role.TEXT, Role.CODES) if self.layout is Layout.CODED else (Role.TEXT,)
        for role in needed:
            if self.having(role) is None:
                self.missing.append(f"{self.table.path} has no column '{role}', which a {self.layout} file needs.")
        if (self.having(Role.START) is None) != (self.having(Role.END) is None):
            self.missing.append(f"{self.table.path} has only one of the columns 'start' and 'end'.")
        if self.having(Role.QUESTION) is not None:
            return
        questions = self.codebook.open_questions
        if self.wishes.question is not None:
            self.question = _question(self.matcher, self.codebook, self.wishes.question, "--question").id
        elif len(questions) == 1:
            self.question = questions[0].id
            self.doubts.append(f"Without a question column, every row is taken to answer {self.question}.")
        else:
            self.missing.append(f"{self.table.path} has no column 'question': name it in an import profile.")


def _role_of(question: Question) -> Role:
    return Role.OPEN if question.kind is QuestionKind.OPEN else Role.CLOSED


def _place(table: Table, name: str, option: str) -> int:
    """The column with that name: exactly, else but for case, white space and punctuation at the end."""
    if name in table.header:
        return table.header.index(name)
    found = [index for index, cells in enumerate(table.headings) if name_key(name) in map(name_key, cells)]
    if len(found) != 1:
        raise UsageError(f"{table.path} has no column '{name}' ({option}).", f"Its columns: {', '.join(table.header)}.")
    return found[0]


def _question(matcher: QuestionMatcher, codebook: Codebook, name: str, option: str) -> Question:
    question = codebook.question(name) or matcher.exact(name)
    if question is None:
        ids = ", ".join(question.id for question in codebook.questions)
        raise UsageError(f"The codebook has no question '{name}' ({option}).", f"Its questions: {ids}.")
    return question
