"""What the package says about itself holds."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

import coder

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_version_is_said_once():
    assert PROJECT["version"] == coder.__version__


def test_every_dependency_has_a_floor_and_is_pinned_in_the_constraints():
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    names = {re.split(r"[<>=\[]", line)[0].lower() for line in PROJECT["dependencies"]}
    assert all(">=" in line for line in PROJECT["dependencies"])
    assert [name for name in names if f"\n{name}==" not in f"\n{pinned}"] == []


def test_the_constraints_name_no_address():
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_the_extra_for_development_is_pinned_too():
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    names = {re.split(r"[<>=\[]", line)[0].lower() for line in PROJECT["optional-dependencies"]["dev"]} - {"coder"}
    assert [name for name in names if f"\n{name}==" not in f"\n{pinned}"] == []


@pytest.mark.slow
def test_the_wheel_has_what_the_program_reads_and_nothing_of_the_workshop(tmp_path):
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True)
    [wheel] = tmp_path.glob("coder-*.whl")
    with ZipFile(wheel) as archive:
        files = {name for name in archive.namelist() if not name.startswith("coder-")}
    bundled = {name.removeprefix("coder/bundled/") for name in files if name.startswith("coder/bundled/")}
    assert bundled == {
        "codebooks/leicestershire-customer-experience-strategy.yaml",
        "codebooks/nw-leicestershire-customer-experience.yaml",
        "codebooks/oxfordshire-customer-experience.yaml",
        "examples/customer-experience.xlsx",
        "examples/customer-experience-framework.yaml",
        "examples/customer-experience-coded.csv",
        "examples/customer-experience-check.csv",
        "examples/customer-experience.report.yaml",
    }
    migrations = {f"coder/store/migrations/{path.name}" for path in (ROOT / "coder/store/migrations").glob("*.py")}
    templates = {f"coder/reporting/templates/{path.name}" for path in (ROOT / "coder/reporting/templates").iterdir()}
    pages = {f"coder/serving/page/{path.name}" for path in (ROOT / "coder/serving/page").iterdir()}
    assert {"coder/store/migrations/env.py", "coder/store/migrations/versions/0001_first.py"} <= files
    assert migrations | templates | pages <= files
    assert {name.split("/")[0] for name in files} == {"coder"}
    assert not [name for name in files if name.endswith((".pyc", "build.py"))]
