"""What suggestions could not do, in words: a line for each limit."""

from collections.abc import Callable, Iterable, Sequence

from coder.domain.codebook import Codebook
from coder.domain.text import plural
from coder.suggesting.background import FEWEST
from coder.suggesting.items import Item
from coder.suggesting.limits import Answers, Basis, Finding, Limit, limits
from coder.workflow.teaching import Lesson

NAMED = 3
"""Codes and questions named in a sentence; of more, how many there are."""


def limit_notices(
    codebook: Codebook,
    answers: Answers,
    background: Sequence[Item],
    lessons: Sequence[Lesson],
    *,
    scored: int = 0,
    bare: int = 0,
    model: str | None = None,
) -> tuple[str, ...]:
    """A sentence for everything that suggestions could not do.

    Args:
        codebook: The framework.
        answers: The responses.
        background: The different comments by which codes were compared.
        lessons: What was learnt from.
        scored: The comments that were scored now,
        bare: and those of them that were given no code.
        model: The embedding model asked for; None: the default one, which was made for English.
    """
    basis = Basis(
        codebook=codebook,
        answers=answers,
        background=background,
        decided=[(lesson.item, lesson.codes) for lesson in lessons],
        disputed=sum(lesson.disputed for lesson in lessons),
        scored=scored,
        bare=bare,
    )
    return tuple(worded(one, codebook, model) for one in limits(basis))


def worded(found: Finding, codebook: Codebook, model: str | None) -> str:
    """The sentence for a finding about a framework, scored with this model."""
    return _language(codebook, model) if found.limit is Limit.LANGUAGE else _SAID[found.limit](found)


def _language(codebook: Codebook, model: str | None) -> str:
    said = f"The framework's language is '{codebook.language}'"
    if model is None:
        return f"{said}, and the vectors were made for English: suggestions rest mostly on words in common."
    return f"{said}, and comments are divided, and the endings of words cut off, as in English."


def _no_code(found: Finding) -> str:
    if found.count == found.of:
        return "No code can be given yet, so nothing is suggested: add codes to the framework."
    return f"No code applies to {_list(found.questions)}, so nothing is suggested there."


def _one_code(found: Finding) -> str:
    return (
        f"Only one code applies to {_list(found.questions)}: there is no other code to compare it with, only how near "
        "other comments come to its wording."
    )


def _labels(found: Finding) -> str:
    if found.count == found.of:
        return (
            "No code has a definition, examples or keywords: until decisions teach, suggestions rest on labels alone."
        )
    of, have = (f" of {found.of}", "have") if len(found.codes) > 1 else ("", "has")
    return f"{_codes(found)}{of} {have} neither a definition nor examples nor keywords, only a label to go by."


def _few(found: Finding) -> str:
    so = (
        "so codes were compared with the framework's own wording as well"
        if found.of < FEWEST
        else "so the scores of the codes that apply only there are rough"
    )
    few = f"Only {plural(found.count, 'different comment')} on {_list(found.questions)}"
    return f"{few}: too few to say what is usual, {so}."


def _alike(found: Finding) -> str:
    return (
        f"All {plural(found.count, 'response')} to {_list(found.questions)} say the same: their scores say nothing "
        "about each other, and one decision settles them all."
    )


def _everywhere(found: Finding) -> str:
    are, them = ("are", "them") if len(found.codes) > 1 else ("is", "it")
    return f"{_codes(found)} {are} on every decided text that could have {them}: nothing teaches what does not."


def _nowhere(found: Finding) -> str:
    return f"None of the {plural(found.count, 'decided text')} has a code: nothing teaches what a code is about."


def _disputed(found: Finding) -> str:
    was = "was" if found.count == 1 else "were"
    return (
        f"{plural(found.count, 'decided text')} {was} coded differently by several people; the decision that counts "
        "taught, the others did not."
    )


def _differently(found: Finding) -> str:
    occurs, was = ("occurs", "was") if found.count == 1 else ("occur", "were")
    return (
        f"{plural(found.count, 'text')} that {occurs} more than once {was} not always coded alike; every coding "
        "taught, so their scores lie between."
    )


def _unsure(found: Finding) -> str:
    were = "was" if found.count == 1 else "were"
    return f"{found.count:,} of {plural(found.of, 'comment')} {were} given no code: none scored high enough."


_SAID: dict[Limit, Callable[[Finding], str]] = {
    Limit.NO_CODE: _no_code,
    Limit.ONE_CODE: _one_code,
    Limit.LABELS: _labels,
    Limit.FEW: _few,
    Limit.ALIKE: _alike,
    Limit.EVERYWHERE: _everywhere,
    Limit.NOWHERE: _nowhere,
    Limit.DISPUTED: _disputed,
    Limit.DIFFERENTLY: _differently,
    Limit.UNSURE: _unsure,
}


def _codes(found: Finding) -> str:
    if len(found.codes) == 1:
        return f"Code '{found.codes[0]}'"
    return f"{plural(len(found.codes), 'code')} ({_list(found.codes)})"


def _list(names: Iterable[str]) -> str:
    first = list(names)
    rest = len(first) - NAMED
    shown = [*first[:NAMED], f"{rest:,} more"] if rest > 0 else first
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
