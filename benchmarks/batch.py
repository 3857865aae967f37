"""How much memory `coder batch` takes for more and more responses, each size in a process of its own.

    python benchmarks/batch.py [--responses N ...] [--endings csv parquet] [--model]

The responses are those of `made_up.py`, of one to three comments, with the framework of 42 codes. To save time, vectors
come from hashed words instead of the sentence model, whose own memory does not depend on the number of texts;
`--model` takes the sentence model after all. Everything else is what `coder batch` does.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from made_up import CODEBOOK, QUESTIONS, ROOT, answers

from coder.embedding.encoder import Encoder
from coder.workflow import batch
from coder.workflow.batch import BatchOptions, batch_file

NAMES = ("id", "question", "text")


def rows(count: int) -> Iterator[tuple[str, str, str]]:
    """So many responses, in the long layout."""
    for number, answer in enumerate(answers(count, seed=2)):
        text = " ".join(one.text for one in answer)
        yield f"r{number // len(QUESTIONS)}", QUESTIONS[number % len(QUESTIONS)], text


def write(path: Path, count: int) -> None:
    """A file of responses, CSV or Parquet by its ending; Parquet in one row group, the harder case."""
    found = rows(count)
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([NAMES, *found])
        return
    table = pa.table(dict(zip(NAMES, zip(*found, strict=True), strict=True)))
    pq.write_table(table, path, row_group_size=count)


def hashing_encoder(*_: object, **__: object) -> Encoder:
    """The stand-in of the tests."""
    sys.path.append(str(ROOT))
    from tests.hashing import HashingEncoder  # noqa: PLC0415  (found only from here on)

    return HashingEncoder(384)


def measure(path: Path, model: bool) -> None:
    """In a process of its own: code the file; prints what it took as JSON."""
    if not model:
        batch.load_encoder = hashing_encoder
    start = time.perf_counter()
    summary = batch_file(path, CODEBOOK, path.with_stem("coded"), BatchOptions())
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": summary.rows, "seconds": seconds, "peak": peak}))


def main() -> None:
    """Print a row per file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--responses", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--endings", nargs="+", default=["csv", "parquet"])
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.model)
        return
    print("| file | responses | vectors | size | rows written | seconds | peak memory |\n|---|---|---|---|---|---|---|")
    for ending in options.endings:
        for count in options.responses:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"a.{ending}"
                write(path, count)
                command = [sys.executable, __file__, "--measure", str(path), *(["--model"] if options.model else [])]
                made = subprocess.run(command, check=True, stdout=subprocess.PIPE)
                found, size = json.loads(made.stdout), path.stat().st_size / 1e6
            vectors = "sentence model" if options.model else "hashed words"
            cells = [ending, f"{count:,}", vectors, f"{size:.1f} MB", f"{found['rows']:,}"]
            print(f"| {' | '.join(cells)} | {found['seconds']:.0f} | {found['peak']:.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
