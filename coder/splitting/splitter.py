"""Responses divided into comments, with spaCy."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.response import Span
from coder.errors import InputError
from coder.splitting.parts import needs_parsing, parts
from coder.splitting.rules import divide
from coder.splitting.words import Word
from coder.weights.find import find_weights
from coder.weights.pinned import SPACY

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
_TEXTS_AT_ONCE = 256
_PARTS_AT_ONCE = 128


def load_splitter(folder: Path | None = None) -> "Splitter":
    """The splitter, from the installed and verified model or from a folder the user named.

    Raises:
        EnvironmentLacks: the model is not on this machine, or its files are not the published ones.
        InputError: the named folder holds no model that can be loaded.
    """
    found = find_weights(SPACY, folder)
    import spacy  # noqa: PLC0415  (a second of start-up that only splitting needs)

    try:
        return Splitter(spacy.load(found, exclude=_UNUSED))
    except (OSError, ValueError, KeyError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise InputError(f"The model in {found} cannot be used: {reason}") from error


class Splitter:
    """Divides responses into comments: sentences, list items and contrasting clauses."""

    def __init__(self, nlp: "Language") -> None:
        logging.getLogger("spacy").setLevel(logging.ERROR)
        self._nlp = nlp

    def split(self, texts: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        """The comments of each text, in the order of the texts; what is parsed is held for a few hundred at a time."""
        remaining = iter(texts)
        while batch := list(islice(remaining, _TEXTS_AT_ONCE)):
            yield from self._split_batch(batch)

    def _split_batch(self, texts: Sequence[str]) -> list[tuple[Span, ...]]:
        tasks = [(part, (place, start)) for place, text in enumerate(texts) for start, part in parts(text)]
        words: list[list[Word]] = [[] for _ in texts]
        with self._nlp.memory_zone():
            tangled = (task for task in tasks if needs_parsing(task[0]))
            for doc, (place, start) in self._nlp.pipe(tangled, as_tuples=True, batch_size=_PARTS_AT_ONCE):
                words[place].extend(_words(doc, start))
        return [divide(text, found) for text, found in zip(texts, words, strict=True)]


def _words(doc: "Doc", offset: int) -> Iterable[Word]:
    for token in doc:
        if not token.is_space:
            start = offset + token.idx
            yield Word(start, start + len(token), token.lower_, token.tag_, bool(token.is_sent_start))
