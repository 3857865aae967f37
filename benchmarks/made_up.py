"""Made-up responses for benchmarks: all different, in the words of the example survey, and coded."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
CODEBOOK = ROOT / "codebooks" / "oxfordshire-customer-experience.yaml"
EXAMPLE = ROOT / "examples" / "customer-experience-coded.csv"
QUESTIONS = ("q1", "q2", "q3")
_SHARES = (0.45, 0.35, 0.2)
"""Of responses with one, two and three sentences: 1.75 on average."""


class Sentence(NamedTuple):
    """The first half of one comment of the example and the second half of another, with the codes of both.

    Where that has been said already, half of a third comment follows, and so on.
    """

    text: str
    codes: tuple[str, ...]


def sentences(seed: int) -> Iterator[Sentence]:
    """Different sentences without end, about 11 words each."""
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["start"]]
    said = [(row["text"][int(row["start"]) : int(row["end"])].split(), row["codes"]) for row in rows]
    rng, given = random.Random(seed), set()
    while True:
        (one, its), (other, others) = rng.choice(said), rng.choice(said)
        words, codes = [*one[: (len(one) + 1) // 2], *other[len(other) // 2 :]], f"{its}|{others}"
        while (text := " ".join(words).rstrip(".!? ") + ".") in given:
            more, theirs = rng.choice(said)
            words, codes = [*words, *more[len(more) // 2 :]], f"{codes}|{theirs}"
        given.add(text)
        yield Sentence(text, tuple(dict.fromkeys(filter(None, codes.split("|")))))


def answers(count: int, seed: int) -> Iterator[list[Sentence]]:
    """Responses of one to three sentences, no two alike."""
    rng, source = random.Random(seed), sentences(seed)
    for _ in range(count):
        yield [next(source) for _ in range(rng.choices((1, 2, 3), _SHARES)[0])]
