"""Who gave which codes to the comments of a project, as far as it says how well coders agree."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.agreeing.comparing import EVERYONE, Ratings, among_people, with_machines
from coder.agreeing.opinions import again, blind, corrections, independent
from coder.agreeing.units import Cluster, Codes, Comparison, Kind, Unit
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, standing
from coder.domain.response import Comment, ResponseKey
from coder.store.project import Project
from coder.workflow.project import Opened
from coder.workflow.untaught import untaught_suggestions

SUGGESTIONS = "suggestions"
"""The name of what was selected beforehand, among the raters."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that can be compared."""

    comparisons: tuple[Comparison, ...]
    comments: Mapping[int, Comment]
    """Those compared, by id."""
    responses: Mapping[int, ResponseKey]
    """Those compared as a whole, by the store's id."""
    corrected: int
    """Comments whose codes somebody corrected in view of them, who is not compared there."""
    taught: int
    """Comments that people coded blind, of which nobody knows what would have been suggested."""


def gather(opened: Opened, questions: Collection[str], coders: Collection[str] | None = None) -> Gathered:
    """Everything that can be compared in some questions, of some coders or of all."""
    project, codebook = opened.project, opened.codebook
    comments = {comment.id: comment for comment in project.comments(questions)}
    made = _by_comment(project.decisions(), comments, coders)
    people = {comment: independent(several) for comment, several in made.items()}
    audited = _audited(project)
    read = {one: found for one, several in made.items() if (found := blind(several, audited=one in audited))}
    machines = _machines(project, codebook, made, read)
    places = {id_: (_cluster(one.response), one.response.question) for id_, one in comments.items()}
    whole = _Wholes(project, codebook, comments.values(), coders)
    comparisons = (
        *among_people(_ratings("comment", places, codebook, people)),
        *whole.comparisons({one: _codes(codebook, found) for one, found in people.items()}),
        *with_machines(*_with_machines(_ratings("comment", places, codebook, read), codebook, read, machines)),
        *_again(codebook, places, made),
    )
    suggested = project.latest_run("suggest") is not None
    return Gathered(
        comparisons,
        comments,
        whole.keys,
        corrected=sum(map(bool, map(corrections, made.values()))),
        taught=sum(SUGGESTIONS not in machines[one] for one in read) if suggested else 0,
    )


def _by_comment(
    decisions: Iterable[Decision], comments: Collection[int], coders: Collection[str] | None
) -> dict[int, list[Decision]]:
    found: dict[int, list[Decision]] = {}
    for decision in decisions:
        if decision.comment in comments and (not coders or decision.coder in coders or decision.by_machine):
            found.setdefault(decision.comment, []).append(decision)
    return found


def _audited(project: Project) -> set[int]:
    """The comments of all responses that were ever drawn for an audit."""
    drawn = {item.response for audit in project.audits() for item in project.audit_items(audit.id)}
    return {comment.id for comment in project.comments(responses=drawn)} if drawn else set()


def _cluster(key: ResponseKey) -> Cluster:
    return key.wave, key.respondent


def _counting(codebook: Codebook, codes: Iterable[str]) -> Codes:
    return frozenset(codebook.standing_in(code) for code in codes)


def _codes(codebook: Codebook, given: Mapping[str, Decision]) -> dict[str, Codes]:
    return {coder: _counting(codebook, decision.codes) for coder, decision in given.items()}


def _ratings(
    of: str,
    places: Mapping[int, tuple[Cluster, str]],
    codebook: Codebook,
    given: Mapping[int, Mapping[str, Decision]],
) -> Ratings:
    return Ratings(of, places, {unit: _codes(codebook, several) for unit, several in given.items()})


def _machines(
    project: Project, codebook: Codebook, made: Mapping[int, Sequence[Decision]], read: Collection[int]
) -> dict[int, dict[str, Codes]]:
    """What the machine has for the comments that people read blind: what it applied, and what it proposed."""
    found = {
        comment: {one.coder: _counting(codebook, one.codes) for one in made[comment] if one.by_machine}
        for comment in read
    }
    for comment, codes in untaught_suggestions(project, {comment: made[comment] for comment in read}).items():
        found[comment][SUGGESTIONS] = _counting(codebook, codes)
    return found


def _with_machines(
    ratings: Ratings,
    codebook: Codebook,
    read: Mapping[int, Mapping[str, Decision]],
    machines: Mapping[int, Mapping[str, Codes]],
) -> tuple[Ratings, set[str]]:
    for comment, codes in machines.items():
        counts = standing(list(read[comment].values()))
        if counts is not None:
            ratings.put(comment, EVERYONE, _counting(codebook, counts.codes))
        for machine, given in codes.items():
            ratings.put(comment, machine, given)
    return ratings, {machine for codes in machines.values() for machine in codes}


def _again(
    codebook: Codebook, places: Mapping[int, tuple[Cluster, str]], made: Mapping[int, Sequence[Decision]]
) -> list[Comparison]:
    found: dict[str, list[Unit]] = {}
    for comment, several in made.items():
        for one in again(several):
            given = tuple(_counting(codebook, decision.codes) for decision in (one.first, one.later))
            found.setdefault(one.first.coder, []).append(Unit(comment, *places[comment], given))
    return [
        Comparison(Kind.AGAIN, (coder, f"{coder}, later"), "comment", units) for coder, units in sorted(found.items())
    ]


class _Wholes:
    """Codes given to whole responses that are divided: compared with all that another gave to their comments."""

    def __init__(
        self, project: Project, codebook: Codebook, comments: Iterable[Comment], coders: Collection[str] | None
    ) -> None:
        self._checks: dict[int, dict[str, Codes]] = {}
        for response, decision in project.response_checks():
            if not decision.by_machine and (not coders or decision.coder in coders):
                self._checks.setdefault(response, {})[decision.coder] = _counting(codebook, decision.codes)
        stored = {one.key: one.id for one in project.responses()} if self._checks else {}
        self._members: dict[int, list[int]] = {}
        self.keys: dict[int, ResponseKey] = {}
        for comment in comments:
            if (response := stored.get(comment.response, 0)) in self._checks:
                self._members.setdefault(response, []).append(comment.id)
                self.keys[response] = comment.response

    def comparisons(self, given: Mapping[int, Mapping[str, Codes]]) -> list[Comparison]:
        """People who gave codes to whole responses, each with any other."""
        coded_whole = {coder for several in self._checks.values() for coder in several}
        return [one for one in among_people(self._ratings(given)) if coded_whole.intersection(one.raters)]

    def _ratings(self, given: Mapping[int, Mapping[str, Codes]]) -> Ratings:
        """Who gave what to these responses, from what they gave their comments where they decided all of them."""
        places = {response: (_cluster(key), key.question) for response, key in self.keys.items()}
        found = Ratings("response", places)
        for response, members in self._members.items():
            whole = [given.get(comment, {}) for comment in members]
            for coder in set.intersection(*(set(one) for one in whole)):
                found.put(response, coder, frozenset().union(*(one[coder] for one in whole)))
            for coder, codes in self._checks[response].items():
                found.put(response, coder, codes)
        return found
