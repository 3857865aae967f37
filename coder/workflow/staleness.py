"""Which suggestions are older than what they were made from."""

from coder.domain.codebook import Codebook
from coder.store.project import Project

WORDING = "wording"
"""The setting of a suggest run that holds each code's scoring hash."""


def wording(codebook: Codebook) -> dict[str, str]:
    """The scoring hash of every code that can be suggested."""
    return {
        code_id: codebook.scoring_hash(code_id)
        for code_id, entry in codebook.placed.items()
        if entry.code.codable and not entry.code.retired
    }


def stale_codes(project: Project, codebook: Codebook) -> tuple[str, ...]:
    """Codes that are new, or whose scoring wording changed, since the last suggestions; none before the first."""
    run = project.latest_run("suggest")
    if run is None:
        return ()
    scored_with = run.settings.get(WORDING)
    known = scored_with if isinstance(scored_with, dict) else {}
    now = wording(codebook)
    changed = [code for code, found in now.items() if known.get(code) != found]
    return (*changed, *(code for code in known if code not in now))


def unscored_comments(project: Project) -> list[int]:
    """Ids of the comments that the latest run has not scored: they are new, or it was interrupted."""
    latest = project.latest_run_id("suggest")
    scored = project.scored(latest) if latest is not None else set()
    return [comment.id for comment in project.comments() if comment.id not in scored]
