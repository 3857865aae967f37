"""What orders of work are made from: the comments of a queue as arrays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from coder.domain.response import ResponseKey

Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The comments of a queue in file order, a row for each."""

    keys: Sequence[ResponseKey]
    """The responses, in file order."""
    response: Places
    """(comments,) which of the responses each belongs to, ascending."""
    text: Places
    """(comments,) a number that comments share when they say the same to the same question."""
    open: Flags
    """(comments,) whether each is still to be decided."""
    codes: tuple[str, ...]
    scores: Matrix
    """(comments, codes) in 0..1; nan where a code does not apply or the comment has not been scored."""
    vectors: Callable[[Places], Matrix]
    """The vectors of rows, (rows, dimensions), each of length 1; zeros where none is stored."""

    @cached_property
    def scored(self) -> Flags:
        """(comments,) which comments have any score."""
        return np.asarray(~np.isnan(self.scores).all(axis=1), dtype=np.bool_)

    @cached_property
    def fresh(self) -> Flags:
        """(comments,) the scored ones whose words nobody has decided on, each of the same words once."""
        fresh = self.open & self.scored & ~np.isin(self.text, self.text[~self.open])
        rows = np.flatnonzero(fresh)
        _, first = np.unique(self.text[rows], return_index=True)
        found = np.zeros(len(self.text), dtype=np.bool_)
        found[rows[first]] = True
        return found

    def response_vectors(self, responses: Places, rows: Flags) -> Matrix:
        """The direction of the mean vector of the comments of each response that are among the rows.

        Shapes: responses (n,), rows (comments,) -> (n, dimensions), each of length 1, or zeros.
        """
        place = np.full(len(self.keys), -1, dtype=np.intp)
        place[responses] = np.arange(len(responses))
        wanted = np.flatnonzero(rows & (place[self.response] >= 0))
        vectors = self.vectors(wanted)
        found = np.zeros((len(responses), vectors.shape[1]), dtype=np.float32)
        if len(wanted):
            starts = np.flatnonzero(np.diff(self.response[wanted], prepend=-1))
            found[place[self.response[wanted[starts]]]] = np.add.reduceat(vectors, starts, axis=0)
        return unit(found)


def unit(rows: Matrix) -> Matrix:
    """Each row scaled to length 1; a row of zeros stays one."""
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)
