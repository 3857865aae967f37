import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.codebook.editing import propose_id


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Longer opening hours", "longer-opening-hours"),
        ("Caf\u00e9 & Bar: M\u00fcnster / \u0141\u00f3d\u017a", "cafe-bar-munster-lodz"),
        ("Don't know / can\u2019t say", "dont-know-cant-say"),
        ("Stra\u00dfe \u00d8", "strasse-o"),
        ("100 % agree", "100-agree"),
        ("--", "code"),
        ("", "code"),
        ("\u4f60\u597d", "code"),
        ("Being clear and honest about what you can provide", "being-clear-and-honest-about-what-you"),
        ("x" * 90, "x" * 40),
    ],
)
def test_an_id_from_a_label(label, expected):
    assert propose_id(label, ()) == expected


def test_an_id_that_is_not_taken():
    assert propose_id("Staff", {"staff", "staff-2"}) == "staff-3"


@given(st.text(), st.sets(st.sampled_from(["code", "code-2", "a", "0"])))
def test_an_id_is_always_one(label, taken):
    found = propose_id(label, taken)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", found) and found not in taken
