"""Start-up stays quick because nothing heavy is imported; asserted by module names, not by the clock."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "alembic", "coder.store", "coder.tui", "coder.workflow", "jinja2", "matplotlib", "numpy", "pandas", "pyarrow",
    "pydantic", "python_calamine", "rich.table", "ruamel", "scipy", "sentence_transformers", "sklearn", "spacy",
    "sqlalchemy", "textual", "torch", "transformers", "xlsxwriter",
}  # fmt: skip

PROGRAM = """
import json, sys
sys.argv = ["coder", *json.loads(sys.argv[1])]
try:
    from coder.cli.main import main
    main()
except SystemExit:
    pass
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def modules_after(*arguments):
    command = [sys.executable, "-c", PROGRAM, json.dumps(arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_version_imports_nothing_heavy():
    assert not HEAVY & modules_after("--version")


@pytest.mark.parametrize("arguments", [("--help",), ("count", "--help"), ("review", "--help"), ("evaluate", "--help")])
def test_help_imports_nothing_heavy(arguments):
    # Typer draws its help with Rich, tables included, and reads options with pydantic.
    assert not (HEAVY - {"rich.table", "pydantic"}) & modules_after(*arguments)


def test_counting_needs_no_model(tmp_path):
    loaded = modules_after("count", "--project", str(tmp_path / "nowhere.coder"))
    assert not {"torch", "spacy", "sklearn", "sentence_transformers", "textual"} & loaded


MODELS = {"torch", "sklearn", "spacy", "sentence_transformers", "transformers", "pyarrow", "scipy"}
REVIEW = """
import sys
from pathlib import Path
from coder.workflow.review import open_review
with open_review(Path(sys.argv[1]), coder="ann", ask=input, questions=None) as sitting:
    assert sitting.session.progress.overall.total == 1
print(" ".join(sys.modules))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with one comment, coded."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "a.yaml").write_text(
        "codebook: a\nquestions: [{id: q1, text: Why?}]\ncodes: [{id: speed, label: Speed}]\n"
    )
    (folder / "a.csv").write_text("id,question,text,codes,start,end\n1,q1,Be quick.,speed,0,9\n")
    path = folder / "a.coder"
    for arguments in (["init", path, "--codebook", folder / "a.yaml"], ["import", folder / "a.csv", "--project", path]):
        command = [sys.executable, "-m", "coder", *arguments, *(["--yes"] if arguments[0] == "import" else [])]
        subprocess.run(command, capture_output=True, check=True)
    return path


@pytest.mark.parametrize("command", [("status",), ("count",), ("report", "--out", "report.html")])
def test_what_needs_no_model_loads_none(project, command, monkeypatch):
    monkeypatch.chdir(project.parent)
    loaded = modules_after(*command)
    assert "coder.store.project" in loaded
    assert not (MODELS | {"textual"}) & loaded


def test_review_of_what_is_divided_loads_no_model(project):
    command = [sys.executable, "-c", REVIEW, str(project)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not MODELS & set(done.stdout.split())
