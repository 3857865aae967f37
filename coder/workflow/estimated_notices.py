"""What a person should know of estimates besides the figures."""

from collections.abc import Mapping, Sequence

from coder.codebook.read import parse_codebook
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision
from coder.domain.estimates import EstimateSource
from coder.domain.text import plural
from coder.errors import CodebookError
from coder.store.project import Project
from coder.workflow.estimated_sample import Sample

RECEIVED = (
    "Estimates and their intervals speak of the answers received. They say nothing about people who did not answer."
)
"""What every table of estimates says."""


def estimate_notices(
    source: EstimateSource,
    sample: Sample,
    *,
    newer: Mapping[str, int],
    above_newer: Sequence[str],
    in_view: int,
    audits: int,
) -> list[str]:
    """A sentence for everything that bears on the estimates of a question.

    Args:
        source: What they rest on.
        sample: The sample they rest on.
        newer: Codes that are newer than some of the reading, to the responses of the sample read without them.
        above_newer: Other codes that have one of these below them.
        in_view: Responses of the sample that were decided with suggestions in view.
        audits: How many audits the question has.
    """
    of = f"{source.question}: "
    told = []
    if source.provisional:
        told.append(
            f"{of}the intervals are provisional: {plural(source.audited, 'response')} of the audit read, and none of "
            "its batches whole. They are final at a size that was declared beforehand."
        )
    if sample.besides:
        told.append(
            f"{of}{plural(sample.besides, 'more response')} of the audit read; they enter the estimates when their "
            "batch is whole."
        )
    if source.audit is not None and not source.scored:
        told.append(
            f"{of}no scores make the intervals shorter: nothing was suggested before somebody read what the audit was "
            "drawn from. Run `coder suggest` before the next `coder audit draw`."
        )
    if source.unknown:
        told.append(
            f"{of}{plural(source.unknown, 'response')} came after the audit was drawn, or had been begun before; the "
            "intervals allow for anything in them. Read them, or draw another audit."
        )
    if in_view:
        told.append(
            f"{of}{plural(in_view, 'response')} of the audit decided with suggestions in view: people let wrong ones "
            "pass, so that estimates lean towards the machine."
        )
    if audits > 1 and source.audit is not None:
        told.append(
            f"{of}{audits} audits were drawn; the estimates rest on audit {source.audit}, and count what was read in "
            "others as it is. Do not choose among audits by what they say."
        )
    told += [
        f"{of}{code} was not in the framework yet for {plural(missed, 'response')} of the audit, so it cannot be "
        "estimated on it."
        for code, missed in newer.items()
    ]
    if above_newer:
        told.append(f"{of}nor can {', '.join(above_newer)} be estimated, with such a code below.")
    return told


def newer_codes(
    project: Project, codebook: Codebook, codes: Sequence[str], decided: Mapping[int, Sequence[Decision]]
) -> dict[str, int]:
    """Codes that could not be given yet when responses of the sample were read, to how many.

    Args:
        project: Where earlier versions of the framework are.
        codebook: The framework as it is now.
        codes: The codes that can be given.
        decided: The standing decisions of each response of the sample.
    """
    known: dict[str, frozenset[str]] = {codebook.content_hash: frozenset(codes)}
    for made in decided.values():
        for decision in made:
            if decision.codebook not in known:
                known[decision.codebook] = _codes_of(project, codebook, decision.codebook, codes)
    missed = dict.fromkeys(codes, 0)
    for made in decided.values():
        for code in codes:
            missed[code] += any(code not in known[decision.codebook] for decision in made)
    return {code: number for code, number in missed.items() if number}


def _codes_of(project: Project, codebook: Codebook, version: str, codes: Sequence[str]) -> frozenset[str]:
    """The codes that a version of the framework had, by what stands in for them now; all where it is not known."""
    source = project.codebook_source(version)
    try:
        had = parse_codebook(source, "an earlier version of the codebook") if source is not None else None
    except CodebookError:
        had = None
    return frozenset(codes) if had is None else frozenset(codebook.standing_in(code) for code in had.placed)
