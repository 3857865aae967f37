"""What plain mode says of a response, its codes, a search and the end of the work, a paragraph to a string.

Everything is said in words, nothing by colour or place. Text from data is inert here and never begins a line.
"""

from collections.abc import Callable, Sequence

from coder.domain.text import display, plural
from coder.reviewing.context import Answer, Context
from coder.reviewing.item import Choice, CommentView, Item, Progress
from coder.reviewing.key_table import REVIEW_KEYS
from coder.reviewing.loaded import RANKED
from coder.reviewing.opinions import opinions
from coder.reviewing.search import Hit
from coder.reviewing.wording import corrected, given, labels, merge_offered, notes, reason, time_left

_FEW = 3
"""Up to so many codes found are told with their definitions."""
_LONGEST_REASON = 60

Label = Callable[[str], str]


def response(item: Item, progress: Progress, coder: str, label: Label, *, question: bool) -> list[str]:
    """A response with its comments; the question's text where it is wanted, else its id alone."""
    told = [f"Response {item.position + 1:,} of {item.total:,}. {_position(item, progress)}"]
    if question and item.question.text:
        told.append(f"Question {_flat(item.key.question)}: {_flat(item.question.text)}")
    if item.why:
        told.append(f"Why now: {_flat(item.why)}.")
    if item.together:
        said = "1 more open comment says" if item.together == 1 else f"{item.together:,} more open comments say"
        nearly = f", {item.nearly:,} of them nearly" if item.nearly else ""
        told.append(f"{said} the same as comment {item.focus + 1}{nearly}: a decides all, v tells them.")
    if item.campaign:
        said = "1 other response says" if item.campaign == 1 else f"{item.campaign:,} other responses say"
        told.append(f"{said} the same as this one: b decides all, v tells them.")
    if offered := merge_offered(item):
        told.append(f"Comment {item.focus + 1} has {offered}: t makes them one.")
    reached = 0
    for index, view in enumerate(item.comments):
        told.extend(_in_no_comment(item.text[reached : view.comment.span.start]))
        told.append(comment(item, index, coder, label))
        told.extend(disputed(item, index, label))
        reached = view.comment.span.end
    told.extend(_in_no_comment(item.text[reached:]))
    return told


def comment(item: Item, index: int, coder: str, label: Label) -> str:
    """A comment with its number, whether it is in focus, and what became of it."""
    view = item.comments[index]
    states = [f"Comment {index + 1} of {len(item.comments)}"]
    if index == item.focus:
        states.append("in focus")
    if view.decision is not None:
        states.append(f"decided as {_flat(given(view.decision, coder, label))}")
    elif view.skipped:
        states.append("skipped")
    states += map(_flat, notes(view))
    return f"{', '.join(states)}: {_text(view.comment.text)}"


def disputed(item: Item, index: int, label: Label) -> list[str]:
    """What each coder gave a comment that is in dispute."""
    return [f"Given to comment {index + 1} by {_flat(one)}." for one in opinions(item.comments[index], label)]


def codes(item: Item) -> list[str]:
    """The codes on offer for the comment in focus; those beyond the ninth have no digit."""
    if not item.choices:
        return ["No codes for this question; /word searches all of them."]
    told = [f"Codes for comment {item.focus + 1}:"]
    for number, choice in enumerate(item.choices, 1):
        told.append(f"{number}. " if number <= RANKED else "Besides: ")
        told[-1] += _choice(choice, item.focused.comment.text)
    return told


def enter_does(view: CommentView, label: Label) -> str:
    """What an empty line would do now."""
    decided = view.decision is not None and set(view.decision.codes) == set(view.selected)
    if view.selected or decided:
        return f"Enter {'keeps' if decided else 'saves'} {_flat(labels(view.selected, label))}."
    return "Nothing is selected: 0 saves that no code applies, s skips."


def decided(progress: Progress) -> str:
    """How far the work is, in a sentence."""
    return f"{progress.overall.decided:,} of {progress.overall.total:,} decided."


def pace(progress: Progress) -> list[str]:
    """How fast the work goes; nothing while that would mean nothing."""
    told = [] if progress.per_hour is None else [f"About {progress.per_hour:,.0f} comments an hour."]
    told += [f"{said[0].upper()}{said[1:]}." for said in (time_left(progress), corrected(progress)) if said]
    return told


def around(context: Context) -> list[str]:
    """Who gave a response, what else they said, and what is before and after it."""
    told = [f"{_flat(name)}: {_flat(value)}" for name, value in context.profile]
    told += [f"Also said, {_flat(one.question)}: {_answer(one)}" for one in context.answers]
    if context.previous is not None:
        told.append(f"Before this, {_flat(context.previous.respondent)}: {_answer(context.previous)}")
    if context.next is not None:
        told.append(f"After this, {_flat(context.next.respondent)}: {_answer(context.next)}")
    return told


def counts(found: Sequence[tuple[str, str, int]]) -> list[str]:
    """How often codes were mentioned so far."""
    return ["Mentions so far:", *(f"{_flat(label)}, {count:,}" for _, label, count in found)] if found else []


def hits(found: Sequence[Hit], selected: Sequence[str]) -> list[str]:
    """Codes that a search found, numbered."""
    return [f"{number}. {_hit(hit, selected, len(found) <= _FEW)}" for number, hit in enumerate(found, 1)]


def done(progress: Progress) -> list[str]:
    """What there is to say when nothing is in front of the person."""
    if progress.skipped:
        return [
            f"Only what you skipped is left: {plural(progress.skipped, 'comment')}.",
            "Enter goes through them again, q stops.",
        ]
    if progress.overall.left:
        return [
            f"No more comments that the filter finds. {decided(progress)}",
            "only all goes through the others, Enter stops, u takes back the last decision, p looks back.",
        ]
    told = [
        f"All done: {plural(progress.overall.total, 'comment')} decided, {progress.session:,} of them in this session."
    ]
    if len(progress.questions) > 1:
        told.extend(
            f"Question {_flat(question)}: {tally.decided:,} of {tally.total:,}."
            for question, tally in progress.questions.items()
        )
    if progress.undivided:
        told.append(f"{plural(progress.undivided, 'response')} not divided yet: coder suggest.")
    return [*told, "Next: coder count or coder report. Enter stops, u takes back the last decision, p looks back."]


def commands() -> list[str]:
    """Every command, from the table of keys."""
    return [f"{key.typed.shown}: {key.typed.help or key.help}" for key in REVIEW_KEYS if key.typed is not None]


def _position(item: Item, progress: Progress) -> str:
    here, question = progress.in_question, _flat(item.key.question)
    if len(progress.questions) == 1:
        return f"Question {question}. {decided(progress)}"
    return f"Question {question}, {here.decided:,} of {here.total:,} decided; in all {decided(progress)}"


def _answer(one: Answer) -> str:
    given = f" Coded as {_flat(' · '.join(one.codes))}." if one.codes else ""
    return f"{_text(one.text)}{given}"


def _in_no_comment(text: str) -> list[str]:
    return [f"In no comment: {_text(text.strip())}"] if text.strip() else []


def _choice(choice: Choice, text: str) -> str:
    parts = [_flat(choice.code.label)]
    if choice.selected:
        parts.append("selected")
    if choice.score is not None:
        parts.append(f"{choice.score:.0%}")
    if why := reason(choice, text):
        parts.append(_short(_flat(why)))
    return ", ".join(parts)


def _hit(hit: Hit, selected: Sequence[str], with_definition: bool) -> str:
    parts = [_flat(hit.code.label)]
    if hit.code.id in selected:
        parts.append("selected")
    if hit.path:
        parts.append(f"under {_flat(hit.path)}")
    if hit.elsewhere:
        parts.append("a code of another question")
    meaning = f": {_flat(hit.code.definition)}" if with_definition and hit.code.definition else ""
    return ", ".join(parts) + meaning


def _short(text: str) -> str:
    """A reason cut at a word: an example may be a long comment."""
    if len(text) <= _LONGEST_REASON:
        return text
    start = text[:_LONGEST_REASON]
    at_word = start.rpartition(" ")[0]
    return f"{at_word if len(at_word) > _LONGEST_REASON // 2 else start}…"


def _flat(text: str) -> str:
    return display(text, lines=False)


def _text(text: str) -> str:
    """A text that may have several lines; the picture of a carriage return before a line feed says nothing."""
    return display(text).replace("␍\n", "\n")
