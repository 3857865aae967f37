"""The formats that are text, byte for byte.

After a change that is meant, write the golden files anew and read the difference:

    python -m tests.unit.reporting.test_golden
"""

from pathlib import Path

import pytest

from coder.reporting.formats import html, markdown
from tests.unit.reporting.sample import sample_report

GOLDEN = Path(__file__).parents[2] / "golden"
FORMATS = {"report.md": markdown.render, "report.html": html.render}


@pytest.mark.parametrize("name", FORMATS)
def test_the_report_is_the_golden_one(name: str) -> None:
    assert FORMATS[name](sample_report()) == (GOLDEN / name).read_bytes()


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for golden, render in FORMATS.items():
        (GOLDEN / golden).write_bytes(render(sample_report()))
