"""How alike comments are: in meaning, in words and letters, in the question they answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from coder.suggesting.arrays import Floats, exponential
from coder.suggesting.items import Item

ROWS_AT_ONCE = 512


@dataclass(frozen=True)
class View:
    """What the kinds of likeness count in one kernel."""

    meaning: float = 0.0
    words: float = 0.0
    """What words and letters count, each."""
    question: float = 0.0
    same_meaning: float = 0.0
    """What meaning counts on top between comments on the same question."""
    same_words: float = 0.0

    def kernel(self, alike: "Likeness") -> Floats:
        """The exponential kernel of the weighted mean of the likenesses."""
        total = self.meaning + 2 * self.words + self.question + self.same_meaning + 2 * self.same_words
        mixed = (self.meaning + self.same_meaning * alike.question) * alike.meaning
        mixed += (self.words + self.same_words * alike.question) * alike.words
        mixed += self.question * alike.question
        return exponential(mixed / total)


VIEWS = (
    View(meaning=1.0, words=0.5, question=0.09, same_meaning=0.25, same_words=0.15),
    View(meaning=1.0),
    View(words=1.0, question=0.1),
)
"""The main kernel, and two partial ones beside it: meaning only, words only."""


@dataclass(frozen=True)
class Likeness:
    """Three ways in which items are like the decided ones, each (items, decided)."""

    meaning: Floats
    words: Floats
    """The sum of the likeness in words and in letters."""
    question: Floats


class Lexical:
    """Words and letter groups of texts, weighted by rarity; the vocabulary is that of the texts it was made from."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._fitted: list[TfidfVectorizer] = []
        for analyser, lengths in (("word", (1, 2)), ("char_wb", (3, 5))):
            vectoriser = TfidfVectorizer(analyzer=analyser, ngram_range=lengths, sublinear_tf=True, dtype=np.float64)
            try:
                self._fitted.append(vectoriser.fit(texts))
            except ValueError:  # no text has a word: nothing is alike in this
                continue

    def rows(self, texts: Sequence[str]) -> csr_array:
        """(texts, words + letter groups)."""
        blocks = [csr_array((len(texts), 1)), *(csr_array(one.transform(texts)) for one in self._fitted)]
        return csr_array(hstack(blocks, format="csr"))


class DecidedItems:
    """The decided items, ready to be compared with others."""

    def __init__(self, items: Sequence[Item], vectors: Floats, lexical: Lexical) -> None:
        self.items = items
        self._vectors = vectors
        self._lexical = lexical
        self._rows = lexical.rows([item.text for item in items])
        self._columns = csr_array(self._rows.T)
        self._questions = {question: place for place, question in enumerate(dict.fromkeys(i.question for i in items))}
        self._asked = self._places(items)

    def likeness(self, items: Sequence[Item], vectors: Floats) -> Likeness:
        """How like the decided items each item is."""
        return self._likeness(vectors, self._lexical.rows([item.text for item in items]), self._places(items))

    def among_themselves(self) -> Likeness:
        """How like the decided items are to each other, in single precision where they are many."""
        count = len(self.items)
        precision = np.float32 if count > SINGLE_FROM else np.float64
        whole = Likeness(*(np.empty((count, count), dtype=precision) for _ in range(3)))
        for start in range(0, count, ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            part = self._likeness(self._vectors[rows], self._rows[rows], self._asked[rows])
            whole.meaning[rows], whole.words[rows], whole.question[rows] = part.meaning, part.words, part.question
        return whole

    def _likeness(self, vectors: Floats, rows: csr_array, asked: npt.NDArray[np.intp]) -> Likeness:
        words = (rows @ self._columns).toarray()
        return Likeness(vectors @ self._vectors.T, words, (asked[:, None] == self._asked).astype(np.float64))

    def _places(self, items: Sequence[Item]) -> npt.NDArray[np.intp]:
        return np.array([self._questions.get(item.question, -1) for item in items], dtype=np.intp)


SINGLE_FROM = 1500
"""Decided items from which the kernels are kept in single precision: half the memory, half the time."""


def kernel_of(view: View, alike: Likeness) -> Floats:
    """The kernel of all decided items, computed some rows at a time."""
    found = np.empty_like(alike.meaning)
    for start in range(0, len(found), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        found[rows] = view.kernel(Likeness(alike.meaning[rows], alike.words[rows], alike.question[rows]))
    return found
