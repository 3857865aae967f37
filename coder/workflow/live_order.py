"""The order of what teaches most, made anew for what comes next after every response."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from coder.domain.response import ResponseKey
from coder.reviewing.order import Order
from coder.reviewing.orders.learn import learn
from coder.reviewing.orders.sheet import Flags, Matrix, Places, Sheet
from coder.workflow.live import LiveSuggestions


class LearnNext:
    """Orders the next responses by what they teach by now, with the scores that follow the newest decisions.

    What comes after them waits until it is among the next.
    """

    def __init__(
        self,
        sheet: Sheet,
        comments: Sequence[int],
        live: LiveSuggestions,
        positives: Mapping[str, int],
        labels: Mapping[str, str],
    ) -> None:
        """Go on from what an order was made of when the sitting began.

        Args:
            sheet: the comments.
            comments: their ids, a row each.
            live: the suggestions that follow what is decided.
            positives: how many decided comments carried each code when the sitting began.
            labels: the labels of codes.
        """
        self._sheet = sheet
        self._open = sheet.open
        self._comments = np.array(comments, dtype=np.int64)
        self._rows = {comment: row for row, comment in enumerate(comments)}
        self._starts = np.searchsorted(sheet.response, np.arange(len(sheet.keys) + 1))
        self._by_text = np.argsort(sheet.text, kind="stable")
        self._texts = sheet.text[self._by_text]
        self._live = live
        self._positives = Counter(positives)
        self._positives.subtract(live.carried())
        self._labels = labels
        self._places = {key: place for place, key in enumerate(sheet.keys)}
        self._renewed: tuple[Flags, Counter[str]] | None = None
        live.before_renewal(self._hold)

    def __call__(self, keys: Sequence[ResponseKey]) -> Order:
        """The order of some responses."""
        self._settle()
        open_ = self._open_now()
        places = sorted(self._places[key] for key in keys if key in self._places)
        shown = _joined([np.arange(self._starts[place], self._starts[place + 1]) for place in places])
        same = self._saying(self._sheet.text[shown])
        rows = np.union1d(shown, same[~open_[same]])
        positives = self._positives + Counter(self._live.carried())
        return learn(self._part(rows, shown, open_), positives, self._labels)

    def _open_now(self) -> Flags:
        """(comments,) which are open by now."""
        open_ = self._open.copy()
        for comments, is_open in ((self._live.reopened(), True), (self._live.decided(), False)):
            open_[[self._rows[comment] for comment in comments if comment in self._rows]] = is_open
        return open_

    def _hold(self) -> None:
        """Keep what is known by now: the run that it is counted from is about to be another."""
        self._settle()
        self._renewed = self._open_now(), self._positives + Counter(self._live.carried())

    def _settle(self) -> None:
        """Go on from what was kept when another run came to be followed."""
        if self._renewed is not None:
            (self._open, self._positives), self._renewed = self._renewed, None
            self._positives.subtract(self._live.carried())
            self._open[[self._rows[comment] for comment in self._live.first_decided() if comment in self._rows]] = True

    def _saying(self, texts: Places) -> Places:
        """The rows that say one of these."""
        starts, ends = (np.searchsorted(self._texts, np.unique(texts), side=side) for side in ("left", "right"))
        return _joined([self._by_text[start:end] for start, end in zip(starts, ends, strict=True)])

    def _part(self, rows: Places, shown: Places, open_: Flags) -> Sheet:
        """Some rows of the sheet as a sheet; those shown with their scores by now."""
        scores: Matrix = self._sheet.scores[rows]
        if self._live.codes != self._sheet.codes:
            scores = np.full((len(rows), len(self._live.codes)), np.nan, dtype=np.float32)
        live = self._live.live_scores(self._comments[shown].tolist())
        places = np.searchsorted(rows, [self._rows[comment] for comment in live])
        if live:
            scores[places] = list(live.values())
        responses, response = np.unique(self._sheet.response[rows], return_inverse=True)

        def vectors(wanted: Places) -> Matrix:
            return self._live.vectors(self._comments[rows[wanted]].tolist()).astype(np.float32)

        return Sheet(
            keys=[self._sheet.keys[place] for place in responses],
            response=response.astype(np.intp),
            text=self._sheet.text[rows],
            open=open_[rows],
            codes=self._live.codes,
            scores=scores,
            vectors=vectors,
        )


def _joined(parts: Sequence[Places]) -> Places:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.intp)
