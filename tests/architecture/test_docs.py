"""Every command has help with an example, and stands in README or ARCHITECTURE."""

from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from coder.cli.app import app

ROOT = Path(__file__).parents[2]
GROUP = get_command(app)
COMMANDS = GROUP.list_commands(None)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_with_an_example(name):
    shown = CliRunner().invoke(app, [name, "--help"])
    assert shown.exit_code == 0
    assert f"Example: coder {name}" in shown.output


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md"])
def test_the_pages_name_every_command(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    known = {"README.md": "coder {}", "ARCHITECTURE.md": "`{}`"}[page]
    skipped = {"codebook"} if page == "ARCHITECTURE.md" else set()
    assert [name for name in COMMANDS if name not in skipped and known.format(name) not in text] == []


def test_the_work_is_listed_in_its_order():
    order = ["demo", "init", "codebook", "import", "suggest", "review", "audit", "autocode", "status", "count"]
    order += ["crosstab", "campaigns", "agree", "report", "export", "batch", "evaluate"]
    assert order == COMMANDS


def test_readme_has_the_two_lines_that_ci_and_newcomers_run():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("python3 -m venv")]
    assert len(lines) == 2
    assert lines[0].endswith("coder demo")
    assert lines[1].endswith("-m pytest -q -n auto")
