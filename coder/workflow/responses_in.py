"""The responses of a file, one after the other."""

from collections.abc import Iterator

from coder.domain.codebook import Codebook
from coder.domain.response import Respondent, Response
from coder.importing.coded import read_coded
from coder.importing.profile import ImportProfile
from coder.importing.responses import read_responses
from coder.importing.roles import Layout
from coder.importing.rows import Skipped
from coder.importing.tally import Tally
from coder.workflow.reading import Reading

Answer = tuple[Respondent, Response]


def answers_in(
    reading: Reading, profile: ImportProfile, codebook: Codebook, tally: Tally | None = None
) -> Iterator[Answer]:
    """Each response once, with who gave it; the tally is told what became of every row."""
    tell = tally.add if tally else _tell_nobody
    if profile.layout is not Layout.CODED:
        for row in read_responses(reading.table, profile, codebook):
            tell(row)
            if not isinstance(row, Skipped):
                yield from ((row.respondent, response) for response in row.responses)
        return
    seen = set()
    for coded in read_coded(reading.table, profile, codebook):
        tell(coded)
        if not isinstance(coded, Skipped) and coded.key not in seen:
            seen.add(coded.key)
            respondent = Respondent(
                id=coded.key.respondent, wave=coded.key.wave, profile=coded.profile, weight=coded.weight
            )
            yield respondent, Response(coded.key, coded.text)


def _tell_nobody(row: object) -> None:
    """The first reading is not counted."""
