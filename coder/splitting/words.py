"""What the rules know of a word: where it stands, what it is, and whether a sentence starts with it."""

from typing import NamedTuple


class Word(NamedTuple):
    """A word or a mark of punctuation in a text."""

    start: int
    end: int
    lower: str
    """Its letters in lower case."""
    tag: str
    """Its Penn Treebank tag, such as `NN` or `VBZ`."""
    opens: bool
    """Whether a parser takes it for the first word of a sentence."""

    @property
    def counts(self) -> bool:
        """Whether it is a word at all, not punctuation or space."""
        return any(map(str.isalnum, self.lower))

    @property
    def is_verb(self) -> bool:
        """Whether it can be the verb of a clause."""
        return self.tag in _VERBS

    @property
    def is_noun(self) -> bool:
        """Whether it names something."""
        return self.tag.startswith("NN")


_VERBS = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})
