"""The table of keys."""

import pytest

from coder.reviewing.key_table import REVIEW_KEYS
from coder.tui.keys import bar


def test_no_key_means_two_things():
    names = [name for key in REVIEW_KEYS for name in key.keys]
    assert len(names) == len(set(names))


def test_no_key_is_one_that_terminals_do_not_send():
    names = [name for key in REVIEW_KEYS for name in key.keys]
    assert "ctrl+enter" not in names
    assert not [name for name in names if name.startswith("shift+")]


def test_at_80_columns_the_bar_shows_what_is_needed_at_every_comment():
    labels = [key.label for key in bar(REVIEW_KEYS, 78)]
    assert labels == ["confirm", "pick", "find", "no code", "skip", "undo", "help", "quit"]


def test_at_200_columns_the_bar_shows_all_its_keys():
    assert bar(REVIEW_KEYS, 198) == [key for key in REVIEW_KEYS if key.in_bar]


def test_no_name_of_the_table_means_two_things():
    names = [key.name for key in REVIEW_KEYS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("width", range(0, 90, 7))
def test_the_bar_fits_its_width(width):
    shown = bar(REVIEW_KEYS, width)
    assert sum(len(key.first) + 1 + len(key.label) for key in shown) + 2 * (len(shown) - 1) <= max(0, width)


def test_a_narrow_bar_keeps_help_and_quit():
    assert [key.label for key in bar(REVIEW_KEYS, 20)] == ["help", "quit"]
