"""A folder with a framework, and the command line run in it as a person would."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coder.cli.app import app

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "codebooks" / "oxfordshire-customer-experience.yaml"
SMALL = """
codebook: small
title: Small
version: "1"
language: en
questions:
  - id: q1
    text: What would make the library better?
codes:
  - id: hours
    label: Longer opening hours
    keywords: [open*, sunday*]
  - id: website
    label: Website easy to use
  - id: nothing
    label: Nothing to say
    role: non-substantive
"""


class Folder:
    """A working folder; `run` calls the command line and checks how it ends."""

    def __init__(self, path):
        self.path = path
        self.runner = CliRunner()

    def write(self, name, text, encoding="utf-8"):
        (self.path / name).write_bytes(text.encode(encoding))
        return name

    def table(self, name, header, rows):
        with (self.path / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header.split(), *rows])
        return name

    def read(self, name):
        with (self.path / name).open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def run(self, *arguments, status=0):
        result = self.runner.invoke(app, [str(argument) for argument in arguments])
        said = f"{result.stdout}{result.stderr}"
        assert result.exit_code == status, f"coder {arguments}: {result.exit_code}\n{said}\n{result.exc_info}"
        assert "Traceback" not in said
        return result

    def project(self, *files, codebook="small.yaml", unit="comment"):
        self.run("init", "p.coder", "--codebook", codebook, "--unit", unit)
        for file in files:
            self.run("import", file, "--yes")

    def counts(self, *more):
        rows = json.loads(self.run("count", "--format", "json", *more).stdout)
        return {(row["question"], row["code"]): row for row in rows}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("CODER_PROJECT", "CODER_NAME", "CODER_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    made = Folder(tmp_path)
    made.write("small.yaml", SMALL)
    return made
