"""Carries out commands: one method of the session each, and what there is to say of it."""

from collections.abc import Callable

from coder.domain.text import plural
from coder.errors import CoderError
from coder.plain import alike, choosing, noting, telling
from coder.plain.answer import Answer, Show, flat
from coder.plain.commands import Command, NotUnderstood
from coder.plain.framing import Framing
from coder.reviewing.search import Hit
from coder.reviewing.session import Outcome, Result, ReviewSession
from coder.reviewing.step import Step
from coder.reviewing.wording import labels, not_repeated, standing_over
from coder.workflow.framework_file import FrameworkFile

_PAGE = 9
"""Codes found that are numbered at a time, so that a digit means one code here too."""


class Answers:
    """Answers commands; remembers between two of them only what was found by a search."""

    def __init__(self, session: ReviewSession, framework: FrameworkFile | None = None) -> None:
        self._session = session
        self._framing = Framing(session, framework)
        self._found: list[Hit] = []
        """What a number picks from, in place of the codes on offer; empty where nothing was searched."""
        self._actions: dict[str, Callable[[Command], Answer]] = {
            "confirm": self._confirm,
            "pick": self._pick,
            "search": self._search,
            "no_code": self._no_code,
            "confirm_together": self._confirm_together,
            "no_code_together": self._no_code_together,
            "confirm_campaign": self._confirm_campaign,
            "show_together": self._show_together,
            "skip": self._skip,
            "undo": self._undo,
            "redo": self._redo,
            "repeat": self._repeat,
            "clear": self._clear,
            "focus": self._focus,
            "move_response(-1)": lambda _: self._browse(-1),
            "move_response(1)": lambda _: self._browse(+1),
            "again": self._again,
            "flag": lambda _: self._with_item(lambda: noting.flag(session)),
            "exemplar": lambda _: self._with_item(lambda: noting.exemplar(session)),
            "memo": lambda command: self._with_item(lambda: noting.memo(session, command)),
            "hide": lambda command: self._with_item(lambda: noting.hide(session, command)),
            "split": lambda command: self._with_item(lambda: noting.split(session, command)),
            "merge": lambda _: self._with_item(lambda: noting.merge(session)),
            "new_code": self._framing.new_code,
            "define": self._framing.define,
            "example": self._framing.example,
            "retire": self._framing.retire,
            "revive": self._framing.revive,
            "context": lambda _: choosing.around(session),
            "go_to": lambda command: choosing.go_to(session, command),
            "order": lambda command: choosing.order(session, command),
            "filter": lambda command: choosing.only(session, command),
            "help": lambda _: Answer("The commands, each ended with Enter:", tuple(telling.commands())),
            "app.quit": lambda _: Answer(stop=True),
        }

    def news(self) -> list[str]:
        """What there is to say that nobody asked for."""
        return [said for said in (self._framing.followed(), self._session.news()) if said]

    def to(self, command: Command | NotUnderstood) -> Answer:
        """Do what a command says; what the store refuses is said, and nothing more is claimed."""
        if isinstance(command, NotUnderstood):
            return Answer(f"{command.why} Nothing has changed.")
        try:
            answer = self._actions[command.action](command)
        except CoderError as error:
            refused = " ".join(part for part in ("Refused:", error.message, error.hint, self._decided) if part)
            answer = Answer(flat(refused), show=Show.IF_NEW)
        if command.action not in ("search", "help", "pick"):
            self._found = []
        return answer

    @property
    def _decided(self) -> str:
        return telling.decided(self._session.progress)

    def _labels(self, codes: tuple[str, ...]) -> str:
        return labels(codes, self._session.label)

    def _confirm(self, _: Command) -> Answer:
        if self._found:
            return Answer(f"Search left, nothing added. {self._enter_does()}")
        if self._session.current is not None:
            return self._settled(self._session.confirm())
        if self._session.resume_skipped():
            return Answer("Here is what you skipped.", show=Show.COMMENT)
        return Answer(stop=True)

    def _no_code(self, _: Command) -> Answer:
        return self._with_item(lambda: self._settled(self._session.no_code_applies()))

    def _confirm_together(self, _: Command) -> Answer:
        return self._with_item(lambda: self._settled(self._session.confirm_together()))

    def _no_code_together(self, _: Command) -> Answer:
        return self._with_item(lambda: self._settled(self._session.no_code_applies_together()))

    def _confirm_campaign(self, _: Command) -> Answer:
        def confirm() -> Answer:
            item = self._session.current
            if item is None or not item.campaign:
                return Answer("No other response says the same as a whole. Nothing has changed.")
            return self._settled(self._session.confirm_campaign())

        return self._with_item(confirm)

    def _show_together(self, _: Command) -> Answer:
        return self._with_item(lambda: alike.told(self._session))

    def _settled(self, outcome: Outcome) -> Answer:
        if outcome.result is Result.NOTHING_SELECTED:
            return Answer(f"{self._enter_does()} Nothing has changed.")
        did = "unchanged" if outcome.result is Result.KEPT else "saved"
        over = standing_over(outcome.stands, self._session.coder)
        if outcome.mergeable:
            did += ", with the same codes as a comment beside it, with which t there makes it one"
        if outcome.count > 1:
            did += f" for {outcome.count:,} comments that say the same"
        return self._did(f"{did}; {over}" if over else did, outcome.codes)

    def _did(self, what: str, codes: tuple[str, ...]) -> Answer:
        return Answer(flat(f"{what}: {self._labels(codes)}. {self._decided}"), show=Show.COMMENT)

    def _skip(self, _: Command) -> Answer:
        def skip() -> Answer:
            self._session.skip()
            return Answer(f"skipped, nothing saved. {self._decided}", show=Show.COMMENT)

        return self._with_item(skip)

    def _undo(self, _: Command) -> Answer:
        step = self._session.undo()
        if step is None:
            return Answer("There is nothing to undo.")
        return self._step("undone", step)

    def _redo(self, _: Command) -> Answer:
        step = self._session.redo()
        if step is None:
            return Answer("There is nothing to redo.")
        over = standing_over(self._session.standing_over(step), self._session.coder)
        return self._step(f"saved again; {over}" if over else "saved again", step)

    def _step(self, what: str, step: Step) -> Answer:
        """Say what became of a step that was taken back or done again."""
        if step.kind != "decision":
            return Answer(f"{what}: {step.words}. {self._decided}", show=Show.COMMENT)
        return self._did(f"{what} for {step.count:,} comments" if step.count > 1 else what, step.codes)

    def _repeat(self, _: Command) -> Answer:
        def repeat() -> Answer:
            if codes := self._session.repeat():
                return Answer(flat(f"selected: {self._labels(codes)}. {self._enter_does()}"))
            return Answer(f"{not_repeated(codes, '0')} Nothing has changed.")

        return self._with_item(repeat)

    def _clear(self, _: Command) -> Answer:
        def clear() -> Answer:
            self._session.clear()
            return Answer(f"Every code is taken out. {self._enter_does()}")

        return self._with_item(clear)

    def _pick(self, command: Command) -> Answer:
        return self._with_item(lambda: self._toggle(command.numbers))

    def _toggle(self, numbers: tuple[int, ...]) -> Answer:
        offered = self._offered()
        missing = [number for number in numbers if number > len(offered)]
        if missing:
            there = (
                f"they go from 1 to {len(offered)}" if len(offered) > 1 else f"there is {plural(len(offered), 'code')}"
            )
            return Answer(f"There is no number {missing[0]}: {there}; /word searches. Nothing has changed.")
        picked = [offered[number - 1] for number in numbers]
        selected = [code for code in picked if self._session.toggle(code)]
        self._found = []
        parts = {
            "selected": tuple(selected),
            "taken out": tuple(code for code in picked if code not in selected),
        }
        did = "; ".join(f"{what}: {self._labels(codes)}" for what, codes in parts.items() if codes)
        return Answer(f"{flat(did)}. {self._enter_does()}")

    def _offered(self) -> list[str]:
        """What the numbers stand for now."""
        if self._found:
            return [hit.code.id for hit in self._found[:_PAGE]]
        item = self._session.current
        return [choice.code.id for choice in item.choices[:_PAGE]] if item is not None else []

    def _search(self, command: Command) -> Answer:
        return self._with_item(lambda: self._find(command.text))

    def _find(self, text: str) -> Answer:
        """Find codes; with nothing to find, go on with what was found and not told yet, else find all."""
        goes_on = not text and len(self._found) > _PAGE
        self._found = self._found[_PAGE:] if goes_on else self._session.search(text)
        if not self._found:
            return Answer(f"No code matches “{flat(text)}”. {self._enter_does()}")
        item = self._session.current
        selected = item.focused.selected if item is not None else ()
        how_many = plural(len(self._found), "more code" if goes_on else "code")
        said = f"{how_many} found; a number adds one, Enter leaves the search:"
        after = len(self._found) - _PAGE
        rest = (f"{after:,} more: / goes on to them.",) if after > 0 else ()
        return Answer(said, (*telling.hits(self._found[:_PAGE], selected), *rest))

    def _focus(self, command: Command) -> Answer:
        return self._with_item(lambda: self._focus_on(command.numbers[0]))

    def _focus_on(self, number: int) -> Answer:
        if self._session.focus_on(number - 1):
            return Answer(show=Show.COMMENT)
        item = self._session.current
        there = plural(len(item.comments), "comment") if item is not None else "none"
        return Answer(f"There is no comment {number:,}: the response has {there}. Nothing has changed.")

    def _browse(self, by: int) -> Answer:
        if self._session.move_response(by):
            return Answer(show=Show.COMMENT)
        return Answer("This is the last response." if by > 0 else "This is the first response.")

    def _again(self, _: Command) -> Answer:
        return Answer(more=tuple(telling.pace(self._session.progress)), show=Show.ALL)

    def _with_item(self, act: Callable[[], Answer]) -> Answer:
        """Do what needs a comment in focus."""
        if self._session.current is None:
            return Answer(f"Nothing is in front of you. {telling.done(self._session.progress)[-1]}")
        return act()

    def _enter_does(self) -> str:
        item = self._session.current
        return telling.enter_does(item.focused, self._session.label) if item is not None else ""
