"""What stands around a response, as rows: who gave it, what else they said, its neighbours, and what was counted."""

from collections.abc import Callable, Iterable, Sequence

from textual.content import Content

from coder.domain.text import display
from coder.reviewing.context import Answer, Context
from coder.tui.wording import cut
from coder.tui.wrapping import wrap

Counts = Sequence[tuple[str, str, int]]
"""Codes with their labels and mentions."""


def rows(context: Context | None, counts: Counts, width: int, most: int | None = None) -> list[Content]:
    """All of it, broken into rows.

    Args:
        context: what stands around the response; None: nothing is in front.
        counts: mentions of codes so far.
        width: of a row, in cells.
        most: rows that each answer may take; None: as many as it needs.
    """
    width = max(10, width)
    found: list[Content] = []
    if context is not None:
        found += [_head(context.respondent), *_wrapped(_profile(context), width, "", most)]
        found += _answers("Also said", context.answers, width, most, lambda one: f"{one.question}: ")
        before = [one for one in (context.previous,) if one is not None]
        after = [one for one in (context.next,) if one is not None]
        found += _answers("Before this", before, width, most, lambda one: f"{one.respondent}, {one.question}: ")
        found += _answers("After this", after, width, most, lambda one: f"{one.respondent}, {one.question}: ")
    if counts:
        found += [Content(""), _head("Mentions so far"), *(_count(label, n, width) for _, label, n in counts)]
    return found


def _profile(context: Context) -> str:
    return " · ".join(f"{name}: {value}" for name, value in context.profile)


def _answers(
    title: str, answers: Iterable[Answer], width: int, most: int | None, named: Callable[[Answer], str]
) -> list[Content]:
    found: list[Content] = []
    for one in answers:
        found += _wrapped(f"{named(one)}{' '.join(one.text.split())}", width, "", most)
        found += _wrapped(f"→ {' · '.join(one.codes)}" if one.codes else "", width, "$text-success", most)
    return [Content(""), _head(title), *found] if found else []


def _head(text: str) -> Content:
    return Content.styled(display(text, lines=False), "bold $text-accent")


def _wrapped(text: str, width: int, style: str, most: int | None) -> list[Content]:
    shown = display(text, lines=False)
    lines = [shown[a:b] for a, b in wrap(shown, width)] if shown else []
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], cut(f"{lines[most - 1]} …", width - 1).removesuffix("…") + "…"]
    return [Content.styled(line, style) for line in lines]


def _count(label: str, count: int, width: int) -> Content:
    return Content.assemble((f"{count:>6,} ", "bold"), cut(display(label, lines=False), width - 7))
