import os

import pytest

from coder.workflow.own_name import name_file, remember_name, remembered_name

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the folder has another name there")


@pytest.fixture
def config(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


def test_a_name_is_remembered_in_the_folder_for_settings(config):
    assert remembered_name() == ""
    remember_name("Zoë O'Neil")
    assert (config / "coder" / "name").read_text(encoding="utf-8") == "Zoë O'Neil"
    assert remembered_name() == "Zoë O'Neil"


@pytest.mark.parametrize("given", ["", "relative/folder"])
def test_without_a_folder_for_settings_it_is_in_the_home_folder(given, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", given)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert name_file() == tmp_path / ".config" / "coder" / "name"


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xff\xfe", b"machine:x", b"a\x1b[31m", b"two\nlines"])
def test_what_cannot_be_a_name_is_not_remembered(config, content):
    (config / "coder").mkdir(parents=True)
    (config / "coder" / "name").write_bytes(content)
    assert remembered_name() == ""


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(config):
    config.write_text("a file where the folder should be")
    remember_name("ann")
    assert remembered_name() == ""
