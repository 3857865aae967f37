"""What the framework's present wording says of comments, whatever has been decided, without loading a model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from coder.diagnosing.attracting import Wording
from coder.diagnosing.confused import Pair
from coder.domain.codebook import Codebook
from coder.domain.response import Comment
from coder.suggesting.background import choose
from coder.suggesting.keywords import KeywordIndex
from coder.suggesting.model import Item, build
from coder.suggesting.prototypes import Prototype, Source, assignable_codes, prototypes
from coder.workflow.stored_vectors import NotStored, StoredEncoder

NEAR = 0.35
"""Cosine from which a comment is said to be drawn by a piece of wording, as suggestions show it for a reason."""
_KINDS = {
    Source.DEFINITION: "definition",
    Source.PHRASE: "definition",
    Source.INCLUDE: "include",
    Source.EXAMPLE: "example",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the wording alone would have proposed for a comment."""

    preselected: frozenset[str]
    first: str


def proposals(
    codebook: Codebook, encoder: StoredEncoder, asked: Sequence[Comment], everything: Sequence[Comment]
) -> dict[int, Proposal]:
    """What would be proposed for comments if nobody had decided anything; for those without a code in scope, nothing.

    The background is that of `coder suggest`, comments of open audits among them: they settle levels and spreads of
    scores here as there, and are not shown.

    Raises:
        NotStored: the wording, or comments, are newer than the last suggestions.
    """
    if not asked:
        return {}
    background = choose(Item(comment.response.question, comment.text) for comment in everything)
    model = build(codebook, encoder.encode, background=background)
    items = [Item(comment.response.question, comment.text) for comment in asked]
    scores = model.score(items, encoder.encode([item.text for item in items]))
    assigned = model.assign(scores)
    known = np.where(np.isnan(scores), -1.0, scores)
    return {
        comment.id: Proposal(
            frozenset(model.codes[place] for place in np.flatnonzero(chosen)), model.codes[int(row.argmax())]
        )
        for comment, row, chosen in zip(asked, known, assigned, strict=True)
        if row.max(initial=-1.0) >= 0
    }


def reasons(
    codebook: Codebook, encoder: StoredEncoder | None, wanted: Mapping[int, tuple[str, frozenset[str]]]
) -> dict[tuple[int, str], list[Wording]]:
    """What of the wording of codes speaks for them in comments, by comment and code.

    That is every keyword in the comment, and the nearest of the other pieces, where vectors are stored.

    Args:
        codebook: The framework.
        encoder: Where vectors come from; None: there are none.
        wanted: The text of each comment, and the codes to find reasons for.
    """
    codes = assignable_codes(codebook)
    index = KeywordIndex(codes)
    pieces = _Pieces(codebook, encoder, [text for text, _ in wanted.values()])
    found: dict[tuple[int, str], list[Wording]] = {}
    for comment, (text, about) in wanted.items():
        said = [hit for hit in index.hits(text) if codes[hit.code].id in about]
        for code in about:
            keywords = [Wording("keyword", hit.keyword) for hit in said if codes[hit.code].id == code]
            found[comment, code] = [*keywords, *pieces.nearest(code, text)]
    return found


def similarities(codebook: Codebook, encoder: StoredEncoder, questions: Sequence[str]) -> dict[Pair, float]:
    """The cosine of label and definition of every two codes that share one of the questions, in codebook order."""
    codes = assignable_codes(codebook)
    places = [codebook.placed[code.id].questions & set(questions) for code in codes]
    heads = [one for one in prototypes(codebook) if one.source is Source.DEFINITION]
    known = encoder.known([one.text for one in heads])
    found: dict[Pair, float] = {}
    for first, second in combinations(heads, 2):
        if first.text in known and second.text in known and places[first.code] & places[second.code]:
            pair = codes[first.code].id, codes[second.code].id
            found[pair] = float(known[first.text] @ known[second.text])
    return found


class _Pieces:
    """The pieces of wording of each code, to find the one nearest to a comment."""

    def __init__(self, codebook: Codebook, encoder: StoredEncoder | None, texts: Sequence[str]) -> None:
        codes = assignable_codes(codebook)
        self._labels = {code.id: code.label for code in codes}
        self._pieces: dict[str, list[Prototype]] = {}
        for piece in prototypes(codebook):
            if piece.source in _KINDS:
                self._pieces.setdefault(codes[piece.code].id, []).append(piece)
        wording = [piece.text for several in self._pieces.values() for piece in several]
        self._vectors = {} if encoder is None else encoder.known([*wording, *texts])

    def nearest(self, code: str, text: str) -> list[Wording]:
        if text not in self._vectors:
            return []
        pieces = [piece for piece in self._pieces.get(code, ()) if piece.text in self._vectors]
        if not pieces:
            return []
        near = [float(self._vectors[piece.text] @ self._vectors[text]) for piece in pieces]
        best = int(np.argmax(near))
        if near[best] < NEAR:
            return []
        piece = pieces[best]
        shown = piece.text.removeprefix(f"{self._labels[code]}: ").removeprefix(f"{self._labels[code]}. ")
        return [Wording(_KINDS[piece.source], shown)]


__all__ = ["NotStored", "Proposal", "proposals", "reasons", "similarities"]
