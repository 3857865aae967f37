"""The comments that a report may quote: confirmed, without what was redacted, of people who agreed to be quoted."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from coder.counting.answers import folded
from coder.counting.groups import Grouping
from coder.domain.annotation import Kind, Redaction, marked, redacted, redactions, within
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, standing
from coder.domain.response import Comment, ResponseKey, whole, without
from coder.errors import InputError
from coder.reporting.exemplars import Candidate
from coder.reporting.style import Consent, Style
from coder.store.project import Project
from coder.workflow.tabled import Tabled

USUAL = "may-quote"
"""A column or a closed question of that name is heeded without being named."""
Who = tuple[str, str]
"""Wave and id of a respondent."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """What can be quoted."""

    candidates: Mapping[tuple[str, str], Sequence[Candidate]]
    """By question and code, in codebook order of the store."""
    withheld: int
    """Comments with a theme that are left out because their respondent did not agree."""


def quotable(
    project: Project,
    codebook: Codebook,
    questions: Collection[str],
    made: Mapping[int, Sequence[Decision]],
    *,
    agreed: frozenset[Who] | None = None,
    groups: Mapping[Who, str] | None = None,
) -> Quotable:
    """The comments a person gave each code, without what was redacted.

    Args:
        project: where they are.
        codebook: what stands for codes that were retired.
        questions: the open questions.
        made: every decision that stands, by comment.
        agreed: who may be quoted; None: everybody.
        groups: the group of each respondent; quotes are spread over groups.
    """
    annotations = project.annotations()
    exemplars = marked(annotations, Kind.EXEMPLAR)
    hidden = _hidden(project, redactions(annotations))
    found: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    withheld = 0
    for comment in project.comments(questions):
        decided = standing([one for one in made.get(comment.id, ()) if not one.by_machine])
        codes = dict.fromkeys(codebook.standing_in(code) for code in decided.codes) if decided else {}
        if not codes:
            continue
        who = (comment.response.wave, comment.response.respondent)
        if agreed is not None and who not in agreed:
            withheld += 1
            continue
        said = hidden.get(comment.response, ())
        group = (groups or {}).get(who, "")
        candidate = candidate_of(comment, len(codes), comment.id in exemplars, said, group)
        if candidate is not None:
            for code in codes:
                found[comment.response.question, code].append(candidate)
    return Quotable(found, withheld)


def candidate_of(
    comment: Comment, codes: int, exemplar: bool, hidden: Sequence[Redaction], group: str = ""
) -> Candidate | None:
    """The comment as it may be quoted; None: nothing is left of it."""
    mine, text = within(hidden, comment.span), comment.text
    if mine:
        left = without(whole(text), (one.span for one in mine), text)
        if not any(character.isalnum() for span in left for character in span.of(text)):
            return None
        text = redacted(text, mine)
    return Candidate(
        comment.id, comment.response.respondent, text, codes, marked=exemplar, redacted=bool(mine), group=group
    )


def with_consent(style: Style, tabled: Tabled) -> Style:
    """The house style; where it names no column that says who may be quoted, with the usual one if that is there."""
    if style.consent is not None or USUAL not in tabled.groupings():
        return style
    return style.model_copy(update={"consent": Consent(field=USUAL)})


def who_agreed(tabled: Tabled, consent: Consent) -> frozenset[Who]:
    """Who gave one of the answers that mean consent; whoever left it blank did not.

    Raises:
        InputError: there is no such question or column.
    """
    try:
        asked = tabled.grouped_by(consent.field)
    except InputError as error:
        raise InputError(f"Consent to be quoted: {error.message}", error.hint) from error
    wanted = {folded(answer) for answer in consent.answers}
    agreed = [item.who for item in asked.items if folded(item.key) in wanted and not item.parts]
    return frozenset(who for who, number in tabled.people.numbers.items() if any(flags[number] for flags in agreed))


def groups_of(tabled: Tabled, groups: Grouping) -> dict[Who, str]:
    """The first group of each respondent."""
    found: dict[Who, str] = {}
    for who, number in tabled.people.numbers.items():
        names = (name for name, members in zip(groups.names, groups.members, strict=True) if members[number])
        found[who] = next(names, "")
    return found


def _hidden(project: Project, hidden: dict[int, tuple[Redaction, ...]]) -> dict[ResponseKey, tuple[Redaction, ...]]:
    if not hidden:
        return {}
    return {response.key: hidden[response.id] for response in project.responses() if response.id in hidden}
