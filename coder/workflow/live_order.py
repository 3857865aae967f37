"""The order of what teaches most, made anew for what comes next after every response."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from coder.domain.response import ResponseKey
from coder.reviewing.order import Order
from coder.reviewing.orders.learn import learn
from coder.reviewing.orders.sheet import Matrix, Places, Sheet
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
        self._comments = np.array(comments, dtype=np.int64)
        self._live = live
        self._positives = Counter(positives)
        self._positives.subtract(live.carried())
        self._labels = labels
        self._places = {key: place for place, key in enumerate(sheet.keys)}

    def __call__(self, keys: Sequence[ResponseKey]) -> Order:
        """The order of some responses."""
        places = np.array([self._places[key] for key in keys if key in self._places], dtype=np.intp)
        open_ = self._sheet.open & ~np.isin(self._comments, self._live.decided())
        among = np.isin(self._sheet.response, places)
        rows = np.flatnonzero(among | (~open_ & np.isin(self._sheet.text, self._sheet.text[among])))
        positives = self._positives + Counter(self._live.carried())
        return learn(self._part(rows, rows[among[rows]], open_), positives, self._labels)

    def _part(self, rows: Places, shown: Places, open_: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Sheet:
        """Some rows of the sheet as a sheet; those shown with their scores by now."""
        scores: Matrix = self._sheet.scores[rows]
        live = self._live.live_scores(self._comments[shown].tolist())
        for place, comment in enumerate(self._comments[rows].tolist()):
            if comment in live:
                scores[place] = live[comment]
        responses, response = np.unique(self._sheet.response[rows], return_inverse=True)
        return Sheet(
            keys=[self._sheet.keys[place] for place in responses],
            response=response.astype(np.intp),
            text=self._sheet.text[rows],
            open=open_[rows],
            codes=self._sheet.codes,
            scores=scores,
            vectors=lambda wanted: self._sheet.vectors(rows[wanted]),
        )
