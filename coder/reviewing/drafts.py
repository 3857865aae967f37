"""What is selected for each comment and not yet confirmed; kept while the person looks elsewhere."""

from collections.abc import Callable, Iterable

from coder.domain.codebook import Code, Codebook
from coder.domain.response import Comment
from coder.reviewing.item import Choice, Opinion, no_opinions
from coder.reviewing.loaded import RANKED, Loaded


class Drafts:
    """The selections a person has touched; every other comment has what was decided, else what is preselected."""

    def __init__(self, codebook: Codebook, opinions: Callable[[int], tuple[Opinion, ...]] = no_opinions) -> None:
        self._opinions = opinions
        self._codes: dict[int, tuple[str, ...]] = {}
        self._added: dict[int, list[str]] = {}
        self.use(codebook)

    def use(self, codebook: Codebook) -> None:
        """Go on with another version of the framework; what was selected stays so."""
        self._codebook = codebook
        self._order = {code: order for order, code in enumerate(codebook.placed)}

    def preselected(self, here: Loaded, comment: Comment) -> tuple[str, ...]:
        """The codes that the model would give."""
        return self._sorted(suggestion.code for suggestion in here.suggestions[comment.id] if suggestion.assigned)

    def agreed(self, comment: int) -> tuple[str, ...] | None:
        """The codes that all coders gave a comment in dispute; None: it is in none."""
        given = [set(one.codes) for one in self._opinions(comment)]
        return self._sorted(set.intersection(*given)) if given else None

    def selected(self, here: Loaded, comment: Comment) -> tuple[str, ...]:
        """The codes selected for a comment, in codebook order."""
        if comment.id in self._codes:
            return self._codes[comment.id]
        decided = here.standing(comment.id)
        if decided is not None:
            return self._sorted(decided.codes)
        carried = here.carried.get(comment.id, self.agreed(comment.id))
        return self._sorted(carried) if carried is not None else self.preselected(here, comment)

    def toggle(self, here: Loaded, code: str) -> bool:
        """Select a code for the comment in focus, or take it out; returns whether it is selected now."""
        comment = here.focused
        before = self.selected(here, comment)
        is_selected = code not in before
        self._remember(here, (*before, code))
        self.put(comment.id, (*before, code) if is_selected else (entry for entry in before if entry != code))
        return is_selected

    def clear(self, here: Loaded) -> None:
        """Select nothing for the comment in focus."""
        self.replace(here, ())

    def replace(self, here: Loaded, codes: Iterable[str]) -> None:
        """Select exactly these codes for the comment in focus; what was selected stays on offer."""
        self._remember(here, self.selected(here, here.focused))
        self.put(here.focused.id, codes)

    def put(self, comment: int, codes: Iterable[str]) -> None:
        """Select exactly these codes for a comment."""
        self._codes[comment] = self._sorted(codes)

    def touched(self, comment: int) -> tuple[str, ...] | None:
        """What the person has selected for a comment; None: they have not touched it."""
        return self._codes.get(comment)

    def forget(self, comment: int) -> None:
        """Drop what was selected for a comment: it has been decided."""
        self._codes.pop(comment, None)
        self._added.pop(comment, None)

    def choices(self, here: Loaded) -> tuple[Choice, ...]:
        """The codes offered for the comment in focus.

        They are the suggestions, best first, or what coders gave a comment in dispute (where there is neither, the
        first codes of the framework), followed by whatever else is or was selected.
        """
        comment = here.focused
        selected = self.selected(here, comment)
        given_by = self._given_by(comment.id)
        suggested = {suggestion.code: suggestion for suggestion in here.suggestions[comment.id]}
        offered = (
            list(given_by)
            or list(suggested)
            or [code.id for code in self._codebook.assignable(here.key.question)][:RANKED]
        )
        others = dict.fromkeys((*self._added.get(comment.id, ()), *selected))
        choices = []
        for code in (*offered, *(code for code in others if code not in offered)):
            suggestion = suggested.get(code)
            choices.append(
                Choice(
                    code=self._code(code),
                    selected=code in selected,
                    score=suggestion.score if suggestion is not None else None,
                    evidence=suggestion.evidence if suggestion is not None else (),
                    elsewhere=self._is_elsewhere(code, here.key.question),
                    given_by=given_by.get(code, ()),
                )
            )
        return tuple(choices)

    def _given_by(self, comment: int) -> dict[str, tuple[str, ...]]:
        """Who gave each of the codes of a comment in dispute, those of most coders first."""
        who: dict[str, list[str]] = {}
        for opinion in self._opinions(comment):
            for code in opinion.codes:
                who.setdefault(code, []).append(opinion.coder)
        return {code: tuple(dict.fromkeys(who[code])) for code in sorted(who, key=lambda code: -len(who[code]))}

    def _remember(self, here: Loaded, codes: Iterable[str]) -> None:
        """Keep codes on offer for the comment in focus, so that what was taken out can be put back."""
        added = self._added.setdefault(here.focused.id, [])
        added.extend(code for code in codes if code not in added)

    def _sorted(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(dict.fromkeys(codes), key=lambda code: self._order.get(code, len(self._order))))

    def _code(self, code: str) -> Code:
        placed = self._codebook.placed.get(code)
        return placed.code if placed is not None else Code(id=code, label=code)

    def _is_elsewhere(self, code: str, question: str) -> bool:
        placed = self._codebook.placed.get(code)
        return placed is not None and question not in placed.questions
