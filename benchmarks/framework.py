"""How often the Oxfordshire framework alone suggests the right code, on comments it has never seen.

Two sets of comments, written for this project by two people who saw the labels and definitions only, and not the
examples, keywords or anything else. `plain`: 168 comments, four a code, as people write them. `indirect`: 225 comments,
hardly one in eight of which uses a word of its label: a hard test, and the one that was looked at while the method and
the framework were worked on. The share of comments whose code comes first, and among the first three, with a 95 %
Wilson interval over comments; codes are equally frequent in the sets, unlike in a real consultation.
"""

import csv
from math import sqrt
from pathlib import Path

import numpy as np

from coder.codebook.read import read_codebook
from coder.embedding.sentence import DEFAULT_MODEL, load_encoder
from coder.suggesting.background import choose
from coder.suggesting.model import Item, build

HERE = Path(__file__).parent
FRAMEWORK = HERE.parent / "codebooks" / "oxfordshire-customer-experience.yaml"
Z = 1.959964


def main() -> None:
    """Print the table."""
    encoder = load_encoder(DEFAULT_MODEL)
    print("| comments | | right code first | among the first three |\n|---|---|---|---|")
    for name in ("plain", "indirect"):
        with (HERE / f"oxfordshire-{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        items = [Item(row["question"], row["text"]) for row in rows]
        model = build(read_codebook(FRAMEWORK), encoder.encode, background=choose(items))
        scores = np.nan_to_num(model.score(items, encoder.encode([item.text for item in items])), nan=-1.0)
        order = np.argsort(-scores, axis=1, kind="stable")
        right = [{row["codes"], *row["also"].split("|")} for row in rows]
        found = [[model.codes[code] in codes for code in best[:3]] for best, codes in zip(order, right, strict=True)]
        shares = (sum(one[0] for one in found), sum(any(one) for one in found))
        print(f"| {name} | {len(rows)} | " + " | ".join(interval(share, len(rows)) for share in shares) + " |")


def interval(count: int, total: int) -> str:
    """The share with its Wilson interval."""
    share, middle = count / total, (count + Z**2 / 2) / (total + Z**2)
    half = Z / (total + Z**2) * sqrt(total * share * (1 - share) + Z**2 / 4)
    return f"{share:.3f} ({middle - half:.3f} to {middle + half:.3f})"


if __name__ == "__main__":
    main()
