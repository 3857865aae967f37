"""What the package says about itself holds."""

import re
import tomllib
from pathlib import Path

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
