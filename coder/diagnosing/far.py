"""Comments far from every code, in groups that say much the same: candidates for a new code."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage

from coder.diagnosing.judged import Example
from coder.diagnosing.marking import Vocabulary
from coder.diagnosing.texts import is_short, same, varied

LOWEST = 0.25
"""The share of a question's comments, those of the lowest best scores, among which far ones are looked for."""
ALIKE = 0.4
"""Average cosine from which two groups of comments become one."""
FEWEST_TEXTS = 3
"""Different texts that make a group."""
MOST_TEXTS = 2000
"""Texts compared with each other, per question: it takes memory and time by the square."""

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A comment with the best that suggestions say of it."""

    comment: int
    respondent: str
    question: str
    text: str
    best: float
    """The highest score of its codes, in 0..1."""
    nearest: str
    """The code that has it."""
    placed: bool
    """Whether it has a code, given by a person or selected beforehand."""
    none_applies: bool = False
    """Whether a person read it and no code applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Comments that say much the same and that no code fits."""

    question: str
    comments: int
    texts: int
    """Different texts among them."""
    none_applies: int
    """Comments of which a person said that no code applies."""
    words: tuple[str, ...]
    """What marks them off from all other comments, most telling first."""
    nearest: str
    """The code that comes nearest to most of them."""
    best: float
    """The mean of their highest scores, in 0..1."""
    examples: tuple[Example, ...]
    """The most typical first."""


def far_from_all(scored: Sequence[Scored]) -> list[Scored]:
    """The comments that no code fits: people said so, or the suggestions select nothing and score lowest.

    Those that say next to nothing are left out.
    """
    by_question: dict[str, list[float]] = defaultdict(list)
    for one in scored:
        by_question[one.question].append(one.best)
    cuts = {question: float(np.quantile(best, LOWEST)) for question, best in by_question.items()}
    return [
        one
        for one in scored
        if not is_short(one.text) and (one.none_applies or (not one.placed and one.best <= cuts[one.question]))
    ]


def groups(
    far: Sequence[Scored], vectors: Mapping[str, Matrix], texts: Sequence[str], most_examples: int = 3
) -> list[Group]:
    """The comments far from every code in groups of the same question, the largest first.

    Average linkage by cosine: groups are joined as long as their comments are alike on average.

    Args:
        far: What `far_from_all` found.
        vectors: Vectors of their texts, of length 1; a comment without one is left out.
        texts: All comments, in which words are looked up to see what is usual.
        most_examples: How many comments to show for each group.
    """
    vocabulary = Vocabulary(texts)
    by_question: dict[str, list[Scored]] = defaultdict(list)
    for one in far:
        if one.text in vectors:
            by_question[one.question].append(one)
    found = [
        group
        for several in by_question.values()
        for members in _clusters(several, vectors)
        if (group := _group(members, vectors, vocabulary, most_examples)).words
    ]
    return sorted(found, key=lambda one: (-one.texts, -one.comments, one.best))


def _clusters(far: Sequence[Scored], vectors: Mapping[str, Matrix]) -> list[list[list[Scored]]]:
    """The groups, each a list of texts, each a list of the comments with that text."""
    by_text: dict[str, list[Scored]] = defaultdict(list)
    for one in sorted(far, key=lambda one: (not one.none_applies, one.best, one.comment)):
        by_text[same(one.text)].append(one)
    twins = list(by_text.values())[:MOST_TEXTS]
    if len(twins) < FEWEST_TEXTS:
        return []
    matrix = np.stack([vectors[alike[0].text] for alike in twins]).astype(np.float64)
    joined = linkage(_apart(matrix), "average")
    found: dict[int, list[list[Scored]]] = defaultdict(list)
    for number, alike in zip(fcluster(joined, 1 - ALIKE, "distance"), twins, strict=True):
        found[int(number)].append(alike)
    return [members for members in found.values() if len(members) >= FEWEST_TEXTS]


def _apart(matrix: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """1 - cosine of each two rows of length 1, as scipy wants it: (n (n - 1) / 2,)."""
    upper = np.triu_indices(len(matrix), 1)
    return np.asarray(np.clip(1 - matrix @ matrix.T, 0, 2)[upper], dtype=np.float64)


def _group(
    members: Sequence[Sequence[Scored]], vectors: Mapping[str, Matrix], vocabulary: Vocabulary, most_examples: int
) -> Group:
    comments = [one for alike in members for one in alike]
    nearest = [one.nearest for one in comments]
    return Group(
        question=comments[0].question,
        comments=len(comments),
        texts=len(members),
        none_applies=sum(one.none_applies for one in comments),
        words=vocabulary.marking([alike[0].text for alike in members]),
        nearest=max(dict.fromkeys(nearest), key=nearest.count),
        best=float(np.mean([one.best for one in comments])),
        examples=_typical([alike[0] for alike in members], vectors, most_examples),
    )


def _typical(members: Sequence[Scored], vectors: Mapping[str, Matrix], most: int) -> tuple[Example, ...]:
    """The members nearest to the middle of all."""
    matrix = np.stack([vectors[one.text] for one in members])
    near = matrix @ matrix.mean(axis=0)
    ranked = [members[int(place)] for place in np.argsort(-near, kind="stable")]
    return tuple(
        Example(comment=one.comment, respondent=one.respondent, question=one.question, text=one.text)
        for one in varied(ranked, lambda one: one.text, most)
    )
