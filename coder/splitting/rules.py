"""From a text and its words to the spans of its comments. Pure: the parser is somebody else's."""

from collections.abc import Iterable, Sequence

from coder.domain.response import Span
from coder.splitting.clauses import contrast_cuts, list_cuts, sentence_cuts, sentences
from coder.splitting.joining import join_pointless
from coder.splitting.layout import layout_cuts
from coder.splitting.words import Word


def divide(text: str, words: Sequence[Word]) -> tuple[Span, ...]:
    """The comments of a text: in order, disjoint, without white space at their ends, leaving out only white space.

    Args:
        text: The response.
        words: Its words in order; without any, only the layout divides the text.
    """
    cuts = layout_cuts(text)
    cuts.update(sentence_cuts(text, words))
    for sentence in sentences(words, sorted(cuts)):
        turns = contrast_cuts(sentence)
        cuts.update(turns)
        for part in sentences(sentence, turns):
            cuts.update(list_cuts(part))
    return join_pointless(text, _pieces(text, cuts))


def _pieces(text: str, cuts: Iterable[int]) -> list[Span]:
    """The stretches between the cuts, without the white space at their ends."""
    pieces: list[Span] = []
    start = 0
    for end in [*sorted(cuts), len(text)]:
        if end <= start:
            continue
        stretch = text[start:end]
        left = start + len(stretch) - len(stretch.lstrip())
        right = start + len(stretch.rstrip())
        if left < right:
            pieces.append(Span(left, right))
        start = end
    return pieces
