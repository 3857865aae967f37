"""What the learner sees of a comment: its vector, its words and letters, its question."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from coder.suggesting.arrays import Floats
from coder.suggesting.items import Item

LEXICAL_WEIGHT = 0.5
QUESTION_WEIGHT = 0.3


class Features:
    """Turns items into rows of [vector | words | letters | question]; the vocabulary is that of what is learnt."""

    def __init__(self, questions: Sequence[str]) -> None:
        self._columns = {question: place for place, question in enumerate(questions)}
        self._lexical: list[TfidfVectorizer] = []

    def learn(self, items: Sequence[Item]) -> None:
        """Take the vocabulary from these items."""
        texts = [item.text for item in items]
        for analyser, lengths in (("word", (1, 2)), ("char_wb", (3, 5))):
            vectoriser = TfidfVectorizer(analyzer=analyser, ngram_range=lengths, sublinear_tf=True, dtype=np.float64)
            try:
                self._lexical.append(vectoriser.fit(texts))
            except ValueError:  # no text has a word: there is nothing to learn from this block
                continue

    def rows(self, items: Sequence[Item], vectors: Floats) -> csr_array:
        """The feature rows of items, each independent of the others."""
        texts = [item.text for item in items]
        blocks = [csr_array(vectors), self._questions(items)]
        blocks += [LEXICAL_WEIGHT * csr_array(vectoriser.transform(texts)) for vectoriser in self._lexical]
        return _narrow(csr_array(hstack(blocks, format="csr")))

    def _questions(self, items: Sequence[Item]) -> csr_array:
        known = [
            (row, self._columns[item.question]) for row, item in enumerate(items) if item.question in self._columns
        ]
        rows = [row for row, _ in known]
        columns = [column for _, column in known]
        shape = (len(items), max(len(self._columns), 1))
        return csr_array((np.full(len(known), QUESTION_WEIGHT), (rows, columns)), shape=shape)


def _narrow(rows: csr_array) -> csr_array:
    """The rows with 32-bit places, which is what the learner takes."""
    rows.indices = rows.indices.astype(np.int32)
    rows.indptr = rows.indptr.astype(np.int32)
    return rows
