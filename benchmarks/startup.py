"""Compares a cold `coder --help` with the bare import of what it is made of, alternating, in one run."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 15
BARE = [sys.executable, "-c", "import typer, rich.table"]
HELP = [str(Path(sys.executable).with_name("coder")), "--help"]


def seconds(command: list[str]) -> float:
    """Wall time of one run of the command."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print both medians and the median of the ratios pair by pair."""
    pairs = [(seconds(HELP), seconds(BARE)) for _ in range(RUNS + 1)][1:]
    print(f"coder --help                         median {statistics.median(a for a, _ in pairs):.3f} s")
    print(f"python -c 'import typer, rich.table' median {statistics.median(b for _, b in pairs):.3f} s")
    ratios = sorted(a / b for a, b in pairs)
    spread = f"({ratios[0]:.2f} to {ratios[-1]:.2f})"
    print(f"ratio                                median {statistics.median(ratios):.2f} {spread}")


if __name__ == "__main__":
    main()
