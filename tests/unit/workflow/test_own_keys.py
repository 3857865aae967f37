"""A person's own keys, read from their file."""

import pytest

from coder.errors import InputError
from coder.reviewing.key_table import REVIEW_KEYS
from coder.reviewing.keys import as_key, shown
from coder.workflow.own_keys import keys_file, listed, own_keys


@pytest.fixture
def keys(tmp_path):
    def read(text):
        file = tmp_path / "keys.yaml"
        file.write_text(text, encoding="utf-8")
        return {key.name: key.keys for key in own_keys(file)}

    return read


def test_own_keys_take_the_place_of_those_they_name_and_no_others(keys):
    own = keys("undo: [Backspace, ctrl+E]\nclear: f5  # mine\nall-alike: c\nskip: []\nfind-code: é\n")
    before = {key.name: key.keys for key in REVIEW_KEYS}
    assert own == before | {
        "undo": ("backspace", "ctrl+e"),
        "clear": ("f5",),
        "all-alike": ("c",),
        "skip": (),
        "find-code": ("é",),
    }


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\ufeff", listed(REVIEW_KEYS)])
def test_a_file_that_changes_nothing_gives_the_table(keys, text):
    assert keys(text) == {key.name: key.keys for key in REVIEW_KEYS}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("clear: c\nskipp: é", 2, "'skipp' is nothing that has a key; did you mean 'skip'?"),
        ("clear: a", 1, "'a' would mean 'clear' and 'all-alike'"),
        ("clear: y\nredo: [r, y]", 2, "'y' would mean 'redo' and 'clear'"),
        ("\nhelp: []", 2, "'help' has to have a key"),
        ("undo: 3", 1, "3 picks a code"),
        ("pick: y", 1, "the keys of 'pick' are the digits"),
        ("undo: [y,\n ctrl+c]", 2, "'ctrl+c' is no key that every terminal sends"),
        ("undo: ctrl+enter", 1, "'ctrl+enter' is no key"),
        ("undo: {y: y}", 1, "this is no key"),
        ("undo: y\nundo: é", 2, "'undo' is here twice (first on line 1)"),
        ("- undo", 1, "this is no list of names with keys"),
        ("undo: [y\nredo: é", 2, "this is not written as YAML"),
        ("undo: \x1b[2J", 1, "this is not written as YAML"),
    ],
)
def test_a_problem_is_told_with_its_line(keys, tmp_path, text, line, said):
    with pytest.raises(InputError) as refused:
        keys(text)
    assert f"{tmp_path / 'keys.yaml'}:{line}: {said}" in refused.value.message
    assert "--list-keys" in refused.value.hint


def test_all_problems_are_told_at_once(keys):
    with pytest.raises(InputError) as refused:
        keys("undo: 3\nnot-a-name: y\nclear: a\n")
    assert len(refused.value.message.splitlines()) == 3


def test_a_file_that_is_not_there_or_no_text_is_refused_only_where_it_was_named(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert own_keys() == REVIEW_KEYS
    with pytest.raises(InputError, match="cannot be read"):
        own_keys(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        own_keys(tmp_path)
    (tmp_path / "latin.yaml").write_bytes(b"undo: \xe9")
    with pytest.raises(InputError, match="UTF-8"):
        own_keys(tmp_path / "latin.yaml")
    file = keys_file()
    assert file is not None
    file.parent.mkdir(exist_ok=True)
    file.write_text("undo: y")
    assert ("y",) in [key.keys for key in own_keys()]


def test_every_key_of_the_table_is_one_that_a_person_can_name_and_read():
    for name in (name for key in REVIEW_KEYS for name in key.keys):
        assert as_key(name) == name
        assert shown(name)
