"""How often a framework alone suggests the right code, on comments it has never seen.

Oxfordshire's, on two sets written for this project by two people who saw the labels and definitions only, and not the
examples, keywords or anything else. `plain`: 168 comments, four a code, as people write them. `indirect`: 225 comments,
hardly one in eight of which uses a word of its label: a hard test, and the one that was looked at while the method and
the framework were worked on. Leicestershire's and North West Leicestershire's, on 70 comments each, two a code, written
by the author of the framework after it: an easier test. The share of comments whose code comes first, and among the
first three, with a 95 % Wilson interval over comments; codes are equally frequent in the sets, unlike in a real
consultation. `--misses` lists the comments whose code does not come first.
"""

import csv
import sys
from math import sqrt
from pathlib import Path

import numpy as np

from coder.codebook.read import read_codebook
from coder.embedding.loading import DEFAULT_MODEL, load_encoder
from coder.suggesting.background import choose
from coder.suggesting.model import Item, build

HERE = Path(__file__).parent
CODEBOOKS = HERE.parent / "codebooks"
SETS = {
    "oxfordshire-plain": "oxfordshire-customer-experience",
    "oxfordshire-indirect": "oxfordshire-customer-experience",
    "leicestershire-plain": "leicestershire-customer-experience-strategy",
    "nw-leicestershire-plain": "nw-leicestershire-customer-experience",
}
"""Files of comments, and the framework of each."""
Z = 1.959964


def main() -> None:
    """Print the table, and before it the misses, if asked for."""
    table = []
    encoder = load_encoder(DEFAULT_MODEL)
    for name, framework in SETS.items():
        with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        items = [Item(row["question"], row["text"]) for row in rows]
        model = build(read_codebook(CODEBOOKS / f"{framework}.yaml"), encoder.encode, background=choose(items))
        scores = np.nan_to_num(model.score(items, encoder.encode([item.text for item in items])), nan=-1.0)
        order = np.argsort(-scores, axis=1, kind="stable")
        right = [{row["codes"], *row["also"].split("|")} for row in rows]
        found = [[model.codes[code] in codes for code in best[:3]] for best, codes in zip(order, right, strict=True)]
        shares = (sum(one[0] for one in found), sum(any(one) for one in found))
        table.append(f"| {name} | {len(rows)} | " + " | ".join(interval(share, len(rows)) for share in shares) + " |")
        if "--misses" in sys.argv:
            for row, best, one in zip(rows, order, found, strict=True):
                if not one[0]:
                    print(f"{row['codes']}: {row['text']} -> {', '.join(model.codes[code] for code in best[:3])}")
    print("\n| comments | | right code first | among the first three |\n|---|---|---|---|")
    print("\n".join(table))


def interval(count: int, total: int) -> str:
    """The share with its Wilson interval."""
    share, middle = count / total, (count + Z**2 / 2) / (total + Z**2)
    half = Z / (total + Z**2) * sqrt(total * share * (1 - share) + Z**2 / 4)
    return f"{share:.3f} ({middle - half:.3f} to {middle + half:.3f})"


if __name__ == "__main__":
    main()
