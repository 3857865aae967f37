"""What was suggested for comments before anybody's decision on them could teach the suggestions."""

from collections.abc import Mapping, Sequence

from coder.domain.decision import Decision, Suggestion, is_machine
from coder.store.project import Project
from coder.workflow.stored_scores import LAST_EVENT


def untaught_suggestions(project: Project, made: Mapping[int, Sequence[Decision]]) -> dict[int, tuple[str, ...]]:
    """The codes selected beforehand for comments that people decided, as far as they are known.

    They are what the first person who was shown any saw; else the stored ones, where they were made before any person
    decided on the comment. Where neither is so, the suggestions may have learnt from what they are to be compared with.

    Args:
        project: The project.
        made: The decisions on each comment that stand, in the order they were made.
    """
    found: dict[int, tuple[str, ...]] = {}
    unseen = []
    for comment, several in made.items():
        people = [one for one in several if not one.by_machine]
        if people and people[0].suggested:
            found[comment] = _assigned(people[0].suggested)
        elif people:
            unseen.append(comment)
    before = _scored_before(project, unseen)
    stored = project.suggestions(before)
    return found | {comment: _assigned(stored.get(comment, ())) for comment in before}


def _scored_before(project: Project, comments: Sequence[int]) -> list[int]:
    """Those of the comments that were scored before the first decision on them."""
    if not comments:
        return []
    scored_by = project.scorings()
    last: dict[int, int] = {}
    for number in set(scored_by.values()):
        run = project.run(number)
        event = run.settings.get(LAST_EVENT) if run is not None else None
        if isinstance(event, int):
            last[number] = event
    first: dict[int, int] = {}
    for judged in project.judged_since(0):
        if not is_machine(judged.coder):
            first.setdefault(judged.comment, judged.event)
    return [
        comment
        for comment in comments
        if (event := last.get(scored_by.get(comment, 0))) is not None and event < first.get(comment, 0)
    ]


def _assigned(suggested: Sequence[Suggestion]) -> tuple[str, ...]:
    return tuple(one.code for one in suggested if one.assigned)
