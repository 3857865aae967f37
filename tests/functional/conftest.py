"""A folder with a framework, and the command line run in it as a person would."""

import csv
import json
import shutil
from functools import cache
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

    def __init__(self, path, kept):
        self.path = path
        self.kept = kept
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

    def once(self, name, make):
        """Fill the folder by calling `make`, or from the second time in a session on with what that made."""
        kept = self.kept / name
        if kept.exists():
            shutil.copytree(kept, self.path, dirs_exist_ok=True)
        else:
            make(self)
            shutil.copytree(self.path, kept)
        return self

    def counts(self, *more):
        rows = json.loads(self.run("count", "--format", "json", *more).stdout)
        return {(row["question"], row["code"]): row for row in rows}


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """Where `Folder.once` keeps what was made."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(autouse=True)
def models_loaded_once(request, monkeypatch):
    """Tests with the real models load them once a session."""
    if request.node.get_closest_marker("model"):
        monkeypatch.setattr("coder.workflow.dividing.load_splitter", splitter_once)
        for verb in ("suggest", "batch", "evaluate"):
            monkeypatch.setattr(f"coder.workflow.{verb}.load_encoder", encoder_once)


@cache
def splitter_once():
    from coder.splitting.splitter import load_splitter

    return load_splitter()


@cache
def encoder_once(model, *, allow_download):
    from coder.embedding.loading import load_encoder

    return load_encoder(model, allow_download=allow_download)


@pytest.fixture
def folder(tmp_path, monkeypatch, kept):
    monkeypatch.chdir(tmp_path)
    for name in ("CODER_PROJECT", "CODER_NAME", "CODER_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    made = Folder(tmp_path, kept)
    made.write("small.yaml", SMALL)
    return made
