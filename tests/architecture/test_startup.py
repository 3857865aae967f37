"""Start-up stays quick because nothing heavy is imported; asserted by module names, not by the clock."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "alembic", "coder.store", "coder.tui", "coder.workflow", "jinja2", "numpy", "pandas", "pyarrow", "pydantic",
    "python_calamine", "rich.table", "ruamel", "scipy", "sentence_transformers", "sklearn", "spacy", "sqlalchemy",
    "textual", "torch", "transformers", "xlsxwriter",
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


@pytest.mark.parametrize("arguments", [("--help",), ("count", "--help"), ("review", "--help"), ("batch", "--help")])
def test_help_imports_nothing_heavy(arguments):
    # Typer draws its help with Rich, tables included, and reads options with pydantic.
    assert not (HEAVY - {"rich.table", "pydantic"}) & modules_after(*arguments)


def test_counting_needs_no_model(tmp_path):
    loaded = modules_after("count", "--project", str(tmp_path / "nowhere.coder"))
    assert not {"torch", "spacy", "sklearn", "sentence_transformers", "textual"} & loaded
