"""How long coded data takes to come in, to be counted and compared, and how much memory: each step in its own process.

    python benchmarks/counting.py [--rows 100000 1000000] [--steps import count crosstab publish wide]

The rows are comments of made-up responses (`made_up.py`) with their offsets and codes, in Parquet, and each respondent
has an age band, a district, an answer to a scale and a weight. 100,000 rows are about 57,000 responses of 19,000
people.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from made_up import CODEBOOK, QUESTIONS, answers

from coder.domain.results import CountBasis
from coder.domain.units import Unit
from coder.workflow.closed import count_closed
from coder.workflow.count import count_project
from coder.workflow.crosstab import CrosstabOptions, crosstab_project
from coder.workflow.export_wide import export_wide
from coder.workflow.import_ import prepare_import
from coder.workflow.project import create_project
from coder.workflow.reading import ReadingOptions

AGES = ("16-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85 and over", "Prefer not to say", "")
DISTRICTS = ("North", "East", "South", "West", "City", "")
SCALE = ("Strongly agree", "Tend to agree", "Neither", "Tend to disagree", "Strongly disagree")
NAMES = ("id", "question", "start", "end", "text", "codes", "coder", "age", "district", "vision", "weight")
CLOSED = (
    f"  - {{id: vision, text: Our vision, kind: scale, options: [{', '.join(SCALE)}], nets: {{Agree: [{SCALE[0]}]}}}}\n"
)
PART = 50_000
STEPS = ("import", "count", "closed", "crosstab", "publish", "wide")


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """So many coded comments."""
    rng, made = random.Random(5), 0
    person: tuple[object, ...] = ()
    for number, answer in enumerate(answers(count, seed=3)):
        if number % len(QUESTIONS) == 0:
            weight = rng.choice(("0.5", "1.0", "1.5"))
            person = (rng.choice(AGES), rng.choice(DISTRICTS), rng.choice(SCALE), weight)
        text, start = " ".join(one.text for one in answer), 0
        for one in answer:
            if made == count:
                return
            made += 1
            codes, end = "|".join(one.codes[:2]), start + len(one.text)
            who, question = f"r{number // len(QUESTIONS)}", QUESTIONS[number % len(QUESTIONS)]
            yield (who, question, start, end, text, codes, "ann", *person)
            start = end + 1


def write(path: Path, count: int) -> None:
    """A coded Parquet file, and beside it the framework with a closed question."""
    types = [pa.int64() if name in ("start", "end") else pa.string() for name in NAMES]
    schema = pa.schema(list(zip(NAMES, types, strict=True)))
    source = CODEBOOK.read_text(encoding="utf-8").replace("\nquestions:\n", f"\nquestions:\n{CLOSED}")
    path.with_name("framework.yaml").write_text(source, encoding="utf-8")
    found = rows(count)
    with pq.ParquetWriter(path, schema) as writer:
        while part := [row for _, row in zip(range(PART), found, strict=False)]:
            columns = [pa.array(column, kind) for column, kind in zip(zip(*part, strict=True), types, strict=True)]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def bring_in(folder: Path) -> int:
    """Import the file into a new project."""
    project = folder / "p.coder"
    create_project(project, folder / "framework.yaml", Unit.COMMENT)
    with prepare_import(project, folder / "coded.parquet", ReadingOptions()) as prepared:
        return prepared.run().tally.rows


def steps(folder: Path) -> dict[str, Callable[[], int]]:
    """What is measured, by name; each gives the number of things it made."""
    project = folder / "p.coder"

    def compared(threshold: int | None) -> int:
        options = CrosstabOptions(by="age", questions=("vision", "q1"), threshold=threshold, weighted=threshold is None)
        return sum(len(row) for table in crosstab_project(project, options).tables for row in table.rows)

    return {
        "import": lambda: bring_in(folder),
        "count": lambda: len(count_project(project, basis=CountBasis.CONFIRMED).frequencies),
        "closed": lambda: len(count_closed(project).tables),
        "crosstab": lambda: compared(None),
        "publish": lambda: compared(5),
        "wide": lambda: export_wide(project, folder / "wide.csv", texts=False).rows,
    }


def measure(folder: Path, step: str) -> None:
    """In a process of its own: take one step; prints what it took as JSON."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    start, made = time.perf_counter(), steps(folder)[step]()
    seconds, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    busy = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"made": made, "seconds": seconds, "processor": busy, "peak": used.ru_maxrss / 1024}))


def main() -> None:
    """Print a row per step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--steps", nargs="+", default=list(STEPS))
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(Path(options.measure[0]), options.measure[1])
        return
    print("| rows | step | made | seconds | processor | peak memory |\n|---|---|---|---|---|---|")
    for count in options.rows:
        with tempfile.TemporaryDirectory() as name:
            write(Path(name) / "coded.parquet", count)
            for step in options.steps:
                command = [sys.executable, __file__, "--measure", name, step]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                took = json.loads(done.stdout)
                print(
                    f"| {count:,} | {step} | {took['made']:,} | {took['seconds']:.1f} | {took['processor']:.1f} "
                    f"| {took['peak']:,.0f} MB |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
