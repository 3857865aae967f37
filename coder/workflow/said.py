"""What all comments of a sitting say: which say the same, or nearly, and which say some words."""

from collections.abc import Collection, Sequence
from threading import Thread

from coder.domain.response import ResponseKey
from coder.reviewing.wordmates import NEARLY_THE_SAME, SAME_WORDS, Mate
from coder.store.project import Project
from coder.suggesting.near import NearTexts
from coder.suggesting.words import normal

AT_ONCE = 5_000
"""Comments up to which they are read when they are first asked for; more are read while the first is on the screen."""


class Said:
    """The words of the comments on some questions, read once."""

    def __init__(self, project: Project, questions: Collection[str], comments: int) -> None:
        """Begin to read, where that takes long.

        Args:
            project: where they are read.
            questions: what they are about.
            comments: about how many they are.
        """
        self._project = project
        self._questions = list(questions)
        self._read: _Read | None = None
        self._failed: Exception | None = None
        self._thread = Thread(target=self._try, name="words of comments", daemon=True)
        if comments > AT_ONCE:
            self._thread.start()

    @property
    def ready(self) -> bool:
        """Whether the words have been read, or may be at once."""
        return self._read is not None or self._thread.ident is None

    def __call__(self, comment: int) -> Sequence[Mate]:
        """The comments that say the same as one, then those that say nearly the same."""
        return self._words.mates(comment)

    def saying(self, words: str) -> Collection[ResponseKey]:
        """The responses that have every one of these words, or a word that begins with it."""
        wanted = [f" {word}" for word in normal(words).split()]
        texts = self._words.responses.items() if wanted else ()
        return [key for key, text in texts if all(word in text for word in wanted)]

    def close(self) -> None:
        """Wait until nothing more is read."""
        if self._thread.ident is not None:
            self._thread.join()

    @property
    def _words(self) -> "_Read":
        self.close()
        if self._read is None:
            if self._failed is not None:
                raise self._failed
            self._read = _Read(self._project, self._questions)
        return self._read

    def _try(self) -> None:
        try:
            self._read = _Read(self._project, self._questions)
        except Exception as error:  # it is raised where the words are asked for
            self._failed = error


class _Read:
    """The words as read."""

    def __init__(self, project: Project, questions: Collection[str]) -> None:
        places: dict[tuple[str, str], int] = {}
        texts: list[str] = []
        self._members: list[list[int]] = []
        self._place_of: dict[int, int] = {}
        self.responses: dict[ResponseKey, str] = {}
        for comment, key, text in project.said(questions):
            words = normal(text)
            place = places.setdefault((key.question, words), len(texts))
            if place == len(texts):
                texts.append(text)
                self._members.append([])
            self._members[place].append(comment)
            self._place_of[comment] = place
            self.responses[key] = f"{self.responses.get(key, '')} {words}"
        self._near = NearTexts(texts, [question for question, _ in places])

    def mates(self, comment: int) -> Sequence[Mate]:
        """The other comments that say the same, then those that say nearly the same."""
        place = self._place_of.get(comment)
        if place is None:  # it came to be since
            return ()
        same = [Mate(one, SAME_WORDS) for one in self._members[place] if one != comment]
        near = sorted(one for other in self._near.near(place) for one in self._members[other])
        return [*same, *(Mate(one, NEARLY_THE_SAME) for one in near)]
