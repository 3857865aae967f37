"""Warnings on wording: codes that a coder, or a model, would hardly tell apart.

Pure string comparison. Codes are compared only where they share all words but one, or a whole list, so that the
time grows with the number of codes and not with its square.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from coder.codebook.parts import ReadCode
from coder.codebook.problems import Problems
from coder.codebook.rules import folded

_SAME_WORD = 0.85
"""How alike (difflib's ratio) two words must be to pass for spellings or forms of one."""
_LARGEST_GROUP = 300
"""Larger groups of labels with all words but one in common are a pattern of the author's, not slips."""
_MOST_WORDS = 20
_LONGEST_WORD = 40
_EMPTY_WORDS = frozenset(("a", "an", "and", "of", "our", "the", "their", "your"))

Pair = tuple[int, int]


def warn_of_near_identical(codes: Sequence[ReadCode], warnings: Problems) -> None:
    """Warn of every two codes in use whose labels, examples or keywords are nearly the same."""
    in_use = [code for code in codes if code.code.label and not code.code.retired]
    reasons: dict[Pair, str] = {}
    for name, pairs in (
        ("labels", _like_labels([code.code.label for code in in_use])),
        ("examples", _same_sets([code.code.examples for code in in_use])),
        ("keywords", _same_sets([code.code.keywords for code in in_use])),
    ):
        for pair in pairs:
            reasons.setdefault(pair, name)
    for (first, second), name in reasons.items():
        _warn(in_use[first], in_use[second], name, warnings)


def _warn(first: ReadCode, second: ReadCode, name: str, warnings: Problems) -> None:
    line = second.part.line("label" if name == "labels" else name)
    how = "nearly the same label" if name == "labels" else f"the same {name}"
    what = f"'{second.code.id}' has {how} as '{first.code.id}' (line {first.part.line('id')})"
    warnings.add(line, what, "merge the two, or word them so that they can be told apart")


def _like_labels(labels: Sequence[str]) -> Iterator[Pair]:
    """Labels with the same words in any order, or with one word spelt or inflected differently."""
    words = [_words(label) for label in labels]
    groups: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for index, own in enumerate(words):
        for left_out, word in enumerate(own[:_MOST_WORDS]):
            # Words of different meaning (clear, unclear) often differ in their beginning, slips seldom do.
            groups[(word[0], *own[:left_out], *own[left_out + 1 :])].append((index, word))
    for group in groups.values():
        if len(group) <= _LARGEST_GROUP:
            for (first, one), (second, other) in combinations(group, 2):
                if first != second and folded(labels[first]) != folded(labels[second]) and _alike(one, other):
                    yield first, second


def _words(label: str) -> tuple[str, ...]:
    found = re.findall(r"\w+", re.sub(r"['’]", "", folded(label)))
    return tuple(sorted(word for word in found if word not in _EMPTY_WORDS) or sorted(found))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if max(len(one), len(other)) > _LONGEST_WORD or any(character.isdigit() for character in one + other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _SAME_WORD and matcher.ratio() >= _SAME_WORD


def _same_sets(lists: Sequence[tuple[str, ...]]) -> Iterator[Pair]:
    """Lists with the same texts in any order; empty ones are not compared."""
    seen: dict[frozenset[str], int] = {}
    for index, texts in enumerate(lists):
        key = frozenset(map(folded, texts))
        if key and seen.setdefault(key, index) != index:
            yield seen[key], index
