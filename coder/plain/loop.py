"""The loop of plain mode: tell what is in front, ask for a line, do it, say what it did."""

from coder.domain.text import display
from coder.plain import telling
from coder.plain.answer import Show
from coder.plain.answers import Answers
from coder.plain.commands import parse
from coder.plain.dialogue import Dialogue
from coder.reviewing.item import Item
from coder.reviewing.session import ReviewSession
from coder.workflow.framework_file import FrameworkFile


def run_plain(
    session: ReviewSession, dialogue: Dialogue, *, title: str, framework: FrameworkFile | None = None
) -> None:
    """Review line by line until the person quits or the input ends."""
    dialogue.say(f"{display(title, lines=False)}. ? lists the commands, q stops.")
    if session.read_only:
        dialogue.say(display(session.read_only, lines=False))
    answers = Answers(session, framework)
    teller = _Teller(session, dialogue)
    teller.show(Show.ALL)
    while (line := dialogue.ask()) is not None:
        answer = answers.to(parse(line))
        if answer.said:
            dialogue.say(answer.said)
        dialogue.tell(answer.more)
        if answer.stop:
            return
        for news in answers.news():
            dialogue.say(f"News: {display(news, lines=False)}")
        teller.show(answer.show)


class _Teller:
    """Tells what is in front of the person, and only what they have not been told just now."""

    def __init__(self, session: ReviewSession, dialogue: Dialogue) -> None:
        self._session = session
        self._dialogue = dialogue
        self._told: Item | None = None

    def show(self, how: Show) -> None:
        """Tell as much as is wanted."""
        item = self._session.current
        if how is Show.NOTHING or (how is Show.IF_NEW and not self._is_new(item)):
            return
        if item is None:
            self._dialogue.tell(telling.done(self._session.progress))
        else:
            self._dialogue.tell([*self._front(item, all_of_it=how is Show.ALL), *telling.codes(item)])
            self._dialogue.say(telling.enter_does(item.focused, self._session.label))
        self._told = item

    def _is_new(self, item: Item | None) -> bool:
        before = self._told
        if item is None or before is None:
            return item is not before
        return item.focused.comment.id != before.focused.comment.id

    def _front(self, item: Item, *, all_of_it: bool) -> list[str]:
        coder, label, before = self._session.coder, self._session.label, self._told
        if not all_of_it and before is not None and item.key == before.key:
            return [telling.comment(item, item.focus, coder, label), *telling.disputed(item, item.focus, label)]
        question = all_of_it or before is None or item.key.question != before.key.question
        return telling.response(item, self._session.progress, coder, label, question=question)
