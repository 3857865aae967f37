"""Start-up stays quick because nothing heavy is imported; asserted by module names, not by the clock."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from coder.cli.app import app

HEAVY = {
    "aiohttp", "alembic", "coder.serving", "coder.store", "coder.tui", "coder.workflow", "jinja2", "matplotlib",
    "numpy", "pandas", "pyarrow", "pydantic", "python_calamine", "rich.table", "ruamel", "scipy",
    "sentence_transformers", "sklearn", "spacy", "sqlalchemy", "textual", "torch", "transformers", "xlsxwriter",
}  # fmt: skip

PROGRAM = """
import json, sys
from coder.cli.main import main
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["coder", *arguments]
    try:
        main()
    except SystemExit as ended:
        print("\\nENDED " + json.dumps([ended.code or 0, sorted(sys.modules)]))
"""


def modules_after(*commands):
    """What is loaded after each of the commands, which one process runs one after the other."""
    program = [sys.executable, "-c", PROGRAM, json.dumps(commands)]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    said = [line.removeprefix("ENDED ") for line in done.stdout.splitlines() if line.startswith("ENDED ")]
    found = [json.loads(line) for line in said]
    assert [status for status, _ in found] == [0] * len(commands), done.stderr
    return [set(modules) for _, modules in found]


def test_version_and_help_import_nothing_heavy():
    helps = [["--help"], ["count", "--help"], ["review", "--help"], ["batch", "--help"], ["evaluate", "--help"]]
    version, *after = modules_after(["--version"], *helps)
    assert not HEAVY & version
    for loaded in after:
        # Typer draws its help with Rich, tables included, and reads options with pydantic.
        assert not (HEAVY - {"rich.table", "pydantic"}) & loaded


MODELS = {"torch", "sklearn", "spacy", "sentence_transformers", "transformers", "pyarrow", "scipy"}
REVIEW = """
import sys
from pathlib import Path
from coder.workflow.review import open_review
with open_review(Path(sys.argv[1]), coder="ann", ask=input, questions=None) as sitting:
    assert sitting.session.progress.overall.total == 1
print(" ".join(sys.modules))
"""


@pytest.fixture
def project(tmp_path):
    """A project with one comment, coded."""
    folder = tmp_path
    (folder / "a.yaml").write_text(
        "codebook: a\nquestions: [{id: q1, text: Why?}]\ncodes: [{id: speed, label: Speed}]\n"
    )
    (folder / "a.csv").write_text("id,question,text,codes,start,end\n1,q1,Be quick.,speed,0,9\n")
    path = folder / "a.coder"
    import_ = ["import", folder / "a.csv", "--project", path, "--yes"]
    for arguments in (["init", path, "--codebook", folder / "a.yaml"], import_):
        assert CliRunner().invoke(app, [str(argument) for argument in arguments]).exit_code == 0
    return path


def test_what_needs_no_model_loads_none(project, monkeypatch):
    monkeypatch.chdir(project.parent)
    *told, reported = modules_after(["status"], ["count"], ["report", "--out", "report.html"])
    for loaded in told:
        assert "coder.store.project" in loaded
        assert not (MODELS | {"textual"}) & loaded
    assert not (MODELS | {"textual"}) - {"scipy"} & reported  # it has intervals and tables of groups


def test_review_of_what_is_divided_loads_no_model(project):
    command = [sys.executable, "-c", REVIEW, str(project)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not MODELS & set(done.stdout.split())
