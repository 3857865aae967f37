"""How much of what was sent in was written anew."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coder.domain.text import plural
from coder.store.project import Project
from coder.store.records import StoredResponse
from coder.suggesting.copies import Copies, repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """How much of a question was written anew."""

    question: str
    submissions: int
    """Responses."""
    distinct: int
    """The same with each text that was sent in several times counted once."""
    copied: int
    """Texts that were sent in several times."""


def distinct(question: str, stored: Sequence[StoredResponse], found: Sequence[Copies]) -> Distinct:
    """Count responses and texts, given those that were sent in several times."""
    again = sum(len(one.places) - 1 for one in found)
    return Distinct(question=question, submissions=len(stored), distinct=len(stored) - again, copied=len(found))


def same_texts(project: Project, questions: Collection[str]) -> list[Distinct]:
    """How often the very same words were sent in to each question; quick, as changed copies are not looked for."""
    found = []
    for question in questions:
        stored = project.responses([question])
        several = repeats([one.text for one in stored])
        if several:
            found.append(distinct(question, stored, several))
    return found


def sent_in_again(found: Distinct) -> str:
    """How often the same words were sent in, in a sentence."""
    texts = plural(found.copied, "text was", "texts were")
    times = found.submissions - found.distinct + found.copied
    return (
        f"{found.question}: {texts} sent in {times:,} times in the same words; {found.submissions:,} responses are "
        f"{found.distinct:,} distinct texts. `coder campaigns` lists them, and finds changed copies too."
    )
