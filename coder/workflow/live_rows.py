"""What a run of `coder suggest` says of comments, as suggestions that follow decisions need it."""

from collections.abc import Collection
from itertools import islice
from typing import NamedTuple

import numpy as np

from coder.store.project import Project
from coder.suggesting.arrays import Floats
from coder.suggesting.items import Item
from coder.workflow.stored_scores import unpacked

KEPT = 4096
"""Comments kept in memory, 4 kB each: those that come next and those decided last are asked for after every key."""


class Scored(NamedTuple):
    """Comments with what the run says of them."""

    ids: tuple[int, ...]
    """Those of the comments asked for that the run scored and that have a vector."""
    items: tuple[Item, ...]
    vectors: Floats
    """(comments, dimensions)."""
    before: Floats
    """(comments, codes); nan where a code does not apply."""


class ScoredRows:
    """Reads what the run says of comments, and keeps the latest; texts, vectors and a run's scores never change."""

    def __init__(self, project: Project, run_id: int, model: str, codes: int) -> None:
        """Read of this run.

        Args:
            project: the project.
            run_id: the run.
            model: the fingerprint of the encoder it used.
            codes: how many codes it scored.
        """
        self._project = project
        self._run_id = run_id
        self._model = model
        self._codes = codes
        self._kept: dict[int, tuple[Item, Floats, Floats]] = {}

    def of(self, comments: Collection[int]) -> Scored:
        """The comments that are scored and have a vector, in the order given."""
        found = {one: self._kept.pop(one) for one in comments if one in self._kept}
        found |= self._read([one for one in comments if one not in found])
        self._kept |= found  # those asked for last stand last
        for old in list(islice(self._kept, max(0, len(self._kept) - KEPT))):
            del self._kept[old]
        ids = tuple(one for one in comments if one in found)
        rows = [found[one] for one in ids]
        return Scored(
            ids=ids,
            items=tuple(item for item, _, _ in rows),
            vectors=np.array([vector for _, vector, _ in rows]) if rows else np.zeros((0, 0)),
            before=np.array([scores for _, _, scores in rows]) if rows else np.zeros((0, self._codes)),
        )

    def _read(self, comments: Collection[int]) -> dict[int, tuple[Item, Floats, Floats]]:
        if not comments:
            return {}
        rows = self._project.score_rows(self._run_id, comments)
        texts = self._project.comment_texts(rows)
        hashes = {one: self._project.text_hash(text) for one, (_, text) in texts.items()}
        vectors = self._project.vectors(self._model, list(set(hashes.values())))
        return {
            one: (
                Item(*texts[one]),
                np.frombuffer(vectors[hashes[one]], dtype="<f4").astype(np.float64),
                unpacked([rows[one]], self._codes)[0].astype(np.float64),
            )
            for one in rows
            if hashes.get(one) in vectors
        }
