"""All figures on how good suggestions are, as the benchmark of suggestions defines them."""

from dataclasses import dataclass

from coder.evaluating.agreement import best_micro_f1, count_error, macro_f1, micro_f1, samples_f1
from coder.evaluating.judged import Judged
from coder.evaluating.keys import keys_without, review_keys
from coder.evaluating.ranking import first_right, mean_average_precision, ranks, recall_at_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Figures at response level; shares in 0..1 unless they say otherwise, over the responses that have a code."""

    hit1: float
    """Share of responses whose highest code is right."""
    recall3: float
    """Share of the given codes among the first three."""
    mAP: float | None
    """Mean average precision over the codes on at least five responses; None where there are none."""
    microF1: float
    """F1 of what is assigned, all decisions pooled."""
    macroF1: float | None
    """Mean F1 of the codes of mAP."""
    samplesF1: float
    """Mean F1 of the responses."""
    microF1_best: float
    """microF1 with the best single threshold, chosen with hindsight."""
    keys: float
    """Keys per response, over all responses."""
    keys_without: float
    """The same without suggestions."""
    count_error: float
    """How far totals are off if nobody reviews: mean over codes, percentage points of all responses."""


def measure(judged: Judged) -> Metrics:
    """The figures; at least one response must have a code."""
    coded = judged.coded()
    often = coded.often()
    places = ranks(coded.scores)
    given, assigned = coded.given, coded.assigned
    return Metrics(
        hit1=first_right(given, places),
        recall3=recall_at_first(given, places),
        mAP=mean_average_precision(given[:, often], coded.scores[:, often]),
        microF1=micro_f1(given, assigned),
        macroF1=macro_f1(given[:, often], assigned[:, often]),
        samplesF1=samples_f1(given, assigned),
        microF1_best=best_micro_f1(given, coded.scores),
        keys=float(review_keys(judged.given, judged.assigned, ranks(judged.scores)).mean()),
        keys_without=float(keys_without(judged.given).mean()),
        count_error=count_error(judged.given, judged.assigned),
    )
