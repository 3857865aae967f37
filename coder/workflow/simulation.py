"""Teaches models with some of the responses that people coded, and scores others with them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from coder.domain.codebook import Codebook
from coder.evaluating.judged import Judged
from coder.reviewing.orders.learn import learn
from coder.reviewing.orders.sheet import Matrix, Places, Sheet
from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.background import choose
from coder.suggesting.choosing import response_assigned
from coder.suggesting.model import Item, SuggestionModel, build
from coder.suggesting.whole import CodedResponses, code_responses
from coder.suggesting.words import normal
from coder.workflow.evaluated_responses import ReadResponse
from coder.workflow.progress import Progress
from coder.workflow.teaching import learnt
from coder.workflow.vectors import CachingEncoder

CHUNK = 256
"""Texts embedded between two signs of life."""
DECIMALS = 6
"""Of a response's score, as in a file of scores."""
Taught = frozenset[int]
"""The places of the responses a model learnt from."""


@dataclass(frozen=True)
class Scores:
    """What a model says of the responses that are tested."""

    comments: Floats
    """(comments, codes of the model); nan where a code does not apply."""
    groups: Sequence[int]
    """The response of each comment, counted from 0."""
    codes: tuple[str, ...]
    """The codes of the model."""
    judged: Judged


class Simulation:
    """Models by what they learnt, and their scores for the responses that are tested."""

    def __init__(
        self, codebook: Codebook, encoder: CachingEncoder, responses: Sequence[ReadResponse], test: Sequence[int]
    ) -> None:
        """Settle what does not depend on decisions.

        Args:
            codebook: The framework.
            encoder: Remembers what it computed.
            responses: All responses; their texts are the background, as in a project.
            test: The places of those that are tested.
        """
        self._codebook, self._encoder, self._responses = codebook, encoder, responses
        self._background = choose(item for response in responses for item in response.items)
        self._test = [responses[place] for place in test]
        self._codes = list(codebook.placed)
        self._given = _given(self._test, self._codes)
        self._found: dict[Taught, Scores] = {}
        self._last: tuple[Taught, SuggestionModel] | None = None

    def embed(self, progress: Progress) -> None:
        """Compute the vectors of all that is tested or taught now, so that it is seen how far that is."""
        texts = {item.text for response in self._test for item in response.items}
        texts |= {lesson.item.text for response in self._responses for lesson in response.lessons}
        texts |= {item.text for item in self._background}
        # Texts of like length together make full batches.
        ordered = sorted(texts, key=lambda text: (len(text), text))
        for start in range(0, len(ordered), CHUNK):
            self._encoder.encode(ordered[start : start + CHUNK])
            progress("Embedding", min(start + CHUNK, len(ordered)), len(ordered))

    def scores(self, taught: Taught) -> Scores:
        """What the model that learnt from these responses says of the responses that are tested."""
        if taught not in self._found:
            model = self._model(taught)
            found, groups = self._score(model, self._test)
            assigned = response_assigned(found.assigned, groups)
            judged = self._judged(model.codes, np.round(found.responses, DECIMALS), assigned)
            self._found[taught] = Scores(found.comments, groups, model.codes, judged)
        return self._found[taught]

    def learn_next(self, taught: Taught, left: Collection[int], most: int) -> list[int]:
        """Which of the responses left `coder review --order learn` shows next to whoever has decided these.

        It begins with those that it orders; where they are too few, the others follow in file order, as in a review.

        Args:
            taught: What has been decided, from which the model learnt.
            left: The places that can be shown.
            most: How many to show.
        """
        places = sorted({*taught, *left})
        of_key = {self._responses[place].key: place for place in places}
        order = learn(self._sheet(taught, places), self._positives(taught), {}, most=most)
        shown = [of_key[place.key] for place in order]
        return [*shown, *sorted(set(left) - set(shown))][:most]

    def _positives(self, taught: Taught) -> Counter[str]:
        """How many of the decided comments carry each code."""
        return Counter(code for place in taught for lesson in self._responses[place].lessons for code in lesson.codes)

    def _sheet(self, taught: Taught, places: Sequence[int]) -> Sheet:
        """The comments of responses; those of responses that taught are decided, and need no score."""
        responses = [self._responses[place] for place in places]
        items = [item for response in responses for item in response.items]
        groups = np.array([row for row, one in enumerate(responses) for _ in one.spans], dtype=np.intp)
        words: dict[tuple[str, str], int] = {}
        text = [words.setdefault((item.question, normal(item.text)), len(words)) for item in items]
        is_open = ~np.array([place in taught for place in places], dtype=np.bool_)[groups]
        model = self._model(taught)
        scores = np.full((len(items), len(model.codes)), np.nan, dtype=np.float32)
        asked = [items[row] for row in np.flatnonzero(is_open)]
        scores[is_open] = model.score(asked, self._encoder.encode([item.text for item in asked]))

        def vectors(rows: Places) -> Matrix:
            return np.asarray(self._encoder.encode([items[row].text for row in rows]), dtype=np.float32)

        return Sheet(
            keys=[response.key for response in responses],
            response=groups,
            text=np.array(text, dtype=np.intp),
            open=is_open,
            codes=tuple(model.codes),
            scores=scores,
            vectors=vectors,
        )

    def _model(self, taught: Taught) -> SuggestionModel:
        if self._last is None or self._last[0] != taught:
            lessons = [lesson for place in sorted(taught) for lesson in self._responses[place].lessons]
            model = build(
                self._codebook,
                self._encoder.encode,
                learnt(lessons, self._encoder),
                background=self._background,
                encoder=self._encoder.fingerprint,
            )
            self._last = taught, model
        return self._last[1]

    def _score(self, model: SuggestionModel, responses: Sequence[ReadResponse]) -> tuple[CodedResponses, list[int]]:
        texts = [Item(response.key.question, response.text) for response in responses]
        items: list[Item] = [item for response in responses for item in response.items]
        groups = [place for place, response in enumerate(responses) for _ in response.spans]
        return code_responses(model, self._encoder.encode, texts, items, groups), groups

    def _judged(self, codes: Sequence[str], lifted: Floats, assigned: Flags) -> Judged:
        """With a column for every code of the codebook, also for those that nobody can be given now."""
        places = [self._codes.index(code) for code in codes]
        scores = np.full(self._given.shape, -np.inf)
        chosen = np.zeros(self._given.shape, dtype=bool)
        scores[:, places] = np.where(np.isnan(lifted), -np.inf, lifted)
        chosen[:, places] = assigned
        return Judged(self._given, scores, chosen)


def _given(responses: Collection[ReadResponse], codes: Sequence[str]) -> Flags:
    return np.array([[code in response.codes for code in codes] for response in responses], dtype=bool)
