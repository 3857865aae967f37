"""How the machine compares with people who read blind, group by group: looked at before its tables are shown."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from coder.counting.groups import Grouping
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, Purpose, standing
from coder.errors import InputError
from coder.store.project import Project
from coder.workflow.audited import persons_codes
from coder.workflow.project import Opened
from coder.workflow.stored_scores import stored_scores
from coder.workflow.tabled import Tabled

FEW = 30
"""Comments read blind below which a group's error is hardly known."""


@dataclass(frozen=True, slots=True)
class MachineCheck:
    """A group's comments that the machine coded and a person read without seeing its suggestions."""

    group: str | None
    """None: everyone."""
    comments: int
    given: int
    """Codes the machine gave them."""
    wrong: int
    """Of those, the ones the person did not give."""
    missed: int
    """Codes the person gave and the machine did not, of those it may apply."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """A comment as both coded it."""

    comment: int
    machine: frozenset[str]
    person: frozenset[str]


def machine_checks(opened: Opened, groups: Grouping, tabled: Tabled) -> list[MachineCheck]:
    """The machine's error, of everyone and of each group.

    Raises:
        InputError: nobody has read blind what the machine codes.
    """
    compared = {one.comment: one for one in (*_checked(opened), *_audited(opened))}
    if not compared:
        raise InputError(
            "The machine's codes by group cannot be shown: nobody has read any of what it codes without seeing them, "
            "or all that was read has taught it since; so nobody knows whether it errs more in some groups.",
            "Draw an audit (`coder audit draw`), or let a second coder check (`coder import` with purpose check).",
        )
    keys = {comment.id: comment.response for comment in opened.project.comments() if comment.id in compared}
    known = tabled.people.numbers
    numbers = {comment: known[key.wave, key.respondent] for comment, key in keys.items() if key[:2] in known}
    everyone = np.ones(len(tabled.people), dtype=bool)
    return [
        _sum(group, [compared[comment] for comment, number in numbers.items() if members[number]])
        for group, members in [(None, everyone), *zip(groups.names, groups.members, strict=True)]
    ]


def _sum(group: str | None, compared: Collection[_Compared]) -> MachineCheck:
    return MachineCheck(
        group=group,
        comments=len(compared),
        given=sum(len(one.machine) for one in compared),
        wrong=sum(len(one.machine - one.person) for one in compared),
        missed=sum(len(one.person - one.machine) for one in compared),
    )


def _checked(opened: Opened) -> Iterator[_Compared]:
    """Comments that the machine coded and a person checked."""
    made: dict[int, list[Decision]] = {}
    for decision in opened.project.decisions():
        made.setdefault(decision.comment, []).append(decision)
    for comment, several in made.items():
        machine = [one for one in several if one.by_machine]
        blind = standing([one for one in several if one.purpose is Purpose.CHECK and not one.suggested])
        if machine and blind and not blind.by_machine:
            given, codes = _counting(opened.codebook, machine[-1].codes), _counting(opened.codebook, blind.codes)
            yield _Compared(comment, given, codes)


def _audited(opened: Opened) -> Iterator[_Compared]:
    """Comments of audits, with the codes that certificates would have given them by their scores.

    Scores made after an audit was closed have learnt from it, and would agree with it better than with anything else.
    """
    run = opened.project.latest_run("suggest")
    for audit in opened.project.audits():
        if run is None or (audit.closed is not None and audit.closed <= run.at):
            continue
        thresholds = _thresholds(opened.project, audit.id)
        items = {item.response for item in opened.project.audit_items(audit.id)}
        comments = [comment.id for comment in opened.project.comments(responses=items)] if thresholds else []
        known = stored_scores(opened.project, comments) if comments else None
        if known is None:
            continue
        people = _without_suggestions(opened.project, known.comments)
        applied = frozenset(thresholds)
        places = {code: place for place, code in enumerate(known.codes)}
        for row, comment in enumerate(known.comments):
            if comment in people:
                given = {
                    code for code in applied & places.keys() if known.values[row, places[code]] >= thresholds[code]
                }
                person = _counting(opened.codebook, people[comment]) & applied
                yield _Compared(comment, frozenset(given), person)


def _without_suggestions(project: Project, comments: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The standing codes of the comments that people decided with no suggestion in view."""
    seen = {one.comment for one in project.decisions(comments) if not one.by_machine and one.suggested}
    return persons_codes(project, set(comments) - seen)


def _thresholds(project: Project, audit: int) -> Mapping[str, float]:
    """The lowest score from which on each certified code is applied."""
    found: dict[str, float] = {}
    for look in project.audit_looks(audit):
        for one in look.findings:
            code, threshold = str(one["code"]), one["threshold"]
            if isinstance(threshold, float):
                found[code] = min(threshold, found.get(code, threshold))
    return found


def _counting(codebook: Codebook, codes: Collection[str]) -> frozenset[str]:
    return frozenset(codebook.standing_in(code) for code in codes)
