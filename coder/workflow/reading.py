"""Opens a file of responses and settles how it is read: as a saved profile says, or as is proposed and wished."""

from dataclasses import dataclass, field
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.importing.profile import ImportProfile, load_profile, placed, unplanned
from coder.importing.propose import Proposal, Wishes, propose
from coder.importing.tables import Table, open_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """What the person says about a file."""

    profile: Path | None = None
    """A saved import profile, which settles everything."""
    sheet: str | None = None
    header_rows: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file and how it is to be read."""

    table: Table
    proposal: Proposal
    saved: bool
    """Whether a saved profile settled it."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the person should know about the file."""
        return self.table.notes

    def accepted(self) -> ImportProfile:
        """The profile to read the file with, asking nobody."""
        return self.proposal.accepted()


def open_reading(file: Path, codebook: Codebook, options: ReadingOptions) -> Reading:
    """Open a file of responses and settle, or propose, how it is read."""
    if options.profile is not None:
        return _by_saved_profile(file, codebook, options.profile)
    table = open_table(
        file,
        sheet=options.sheet,
        header_rows=options.header_rows,
        encoding=options.encoding,
        delimiter=options.delimiter,
        codebook=codebook,
    )
    return Reading(table, propose(table, codebook, options.wishes), saved=False)


def _by_saved_profile(file: Path, codebook: Codebook, saved: Path) -> Reading:
    profile = load_profile(saved)
    table = open_table(
        file,
        sheet=profile.sheet,
        header_rows=profile.header_rows,
        encoding=profile.encoding,
        delimiter=profile.delimiter,
        codebook=codebook,
    )
    ignored = unplanned(profile, table.header)
    said = f"The profile does not name these columns, so they are not read: {', '.join(ignored)}."
    doubts = (said,) if ignored else ()
    placed_here = placed(profile, table.header, file)
    return Reading(table, Proposal(profile=placed_here, certain=not doubts, doubts=doubts), saved=True)
