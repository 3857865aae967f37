"""`coder import`: brings a file of responses, coded or not, into a project."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coder.domain.coded import CodedRow
from coder.domain.response import Respondent, Response, ResponseKey
from coder.errors import TableError
from coder.importing.coded import read_coded
from coder.importing.profile import ImportProfile, dump_profile
from coder.importing.responses import read_responses
from coder.importing.roles import Layout
from coder.importing.rows import Skipped
from coder.importing.tally import Tally
from coder.store.records import Added
from coder.workflow.answers_in import answer_notices
from coder.workflow.coded_rows import CodedSummary, record_coded_rows
from coder.workflow.project import Opened, open_project
from coder.workflow.reading import Reading, ReadingOptions, open_reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What an import did; the tally adds up to the rows of the file."""

    tally: Tally
    added: Added
    coded: CodedSummary | None
    """What the rows of a coded file became; None for other files."""
    notices: tuple[str, ...] = ()
    """What there is to say of the answers to closed questions."""


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """A file as understood, to be shown to the person before anything is written."""

    opened: Opened
    reading: Reading
    wave: str

    @property
    def layout(self) -> Layout:
        """How the responses stand in the file."""
        return self.reading.proposal.profile.layout

    def run(self) -> ImportSummary:
        """Write everything in one transaction, or nothing."""
        profile = self.reading.accepted()
        with self.opened.project.transaction():
            if profile.layout is Layout.CODED:
                return self._import_coded(profile)
            return self._import_responses(profile)

    def profile_text(self) -> str:
        """The import profile as YAML, to be saved."""
        return dump_profile(self.reading.accepted())

    def _import_responses(self, profile: ImportProfile) -> ImportSummary:
        tally = self._tally()
        respondents: list[Respondent] = []
        responses: list[Response] = []
        for row in read_responses(self.reading.table, profile, self.opened.codebook, self.wave):
            tally.add(row)
            if not isinstance(row, Skipped):
                respondents.append(row.respondent)
                responses.extend(row.responses)
        added = self._add(respondents, responses)
        notices = answer_notices(self.opened.codebook, respondents)
        return ImportSummary(tally=tally, added=added, coded=None, notices=tuple(notices))

    def _import_coded(self, profile: ImportProfile) -> ImportSummary:
        tally = self._tally()
        rows: list[CodedRow] = []
        for row in read_coded(self.reading.table, profile, self.opened.codebook, self.wave):
            tally.add(row)
            if not isinstance(row, Skipped):
                rows.append(row)
        responses = {row.key: Response(row.key, row.text) for row in rows}
        added = self._add([_respondent(row) for row in rows], list(responses.values()))
        stored = self.opened.project.response_texts(responses)
        coded = record_coded_rows(self.opened.project, self.opened.codebook, rows, stored)
        return ImportSummary(tally=tally, added=added, coded=coded)

    def _tally(self) -> Tally:
        return Tally(header_end=self.reading.table.first_row - 1)

    def _add(self, respondents: list[Respondent], responses: list[Response]) -> Added:
        added = self.opened.project.add_responses(respondents, responses)
        if added.responses_changed:
            raise _changed(self.reading.table.path, added.responses_changed)
        return added


@contextmanager
def prepare_import(path: Path, file: Path, options: ReadingOptions, wave: str = "") -> Iterator[PreparedImport]:
    """Open the project and the file, and settle or propose how the file is read; nothing is written yet."""
    with open_project(path) as opened:
        yield PreparedImport(opened, open_reading(file, opened.codebook, options), wave)


def _respondent(row: CodedRow) -> Respondent:
    return Respondent(id=row.key.respondent, wave=row.key.wave, profile=row.profile, weight=row.weight)


def _changed(file: Path, keys: tuple[ResponseKey, ...]) -> TableError:
    first = keys[0]
    more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
    return TableError(
        f"{file}: the response of '{first.respondent}' to '{first.question}'{more} differs from the text in the "
        "project; a response never changes after import, so nothing was imported.",
        "Import the later file into its own wave (--wave NAME), or mend the text.",
    )
