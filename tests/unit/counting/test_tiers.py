"""The three tiers."""

import pytest

from coder.counting.tiers import tiers
from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.results import Tier

CODEBOOK = Codebook(
    id="c",
    questions=(Question(id="q1", text="?"),),
    codes=(
        *(Code(id=letter, label=letter) for letter in "abcdef"),
        Code(id="other", label="Other", role=Role.OTHER),
        Code(id="none", label="None", role=Role.NON_SUBSTANTIVE),
    ),
)


def ranked(counts: dict[str, int], top: int = 3, also: int = 10) -> str:
    found = tiers(CODEBOOK, counts, top=top, also=also)
    letters = {Tier.TOP: "T", Tier.ALSO: "a", Tier.OTHER: "o"}
    return "".join(letters[found[code]] if code in found else "-" for code in counts)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([29, 21, 21, 11, 8, 0], "TTTao-"),
        ([29, 21, 15, 15, 15, 14], "TTTTTa"),
        ([5, 5, 5, 5, 5, 5], "TTTTTT"),
        ([30, 10, 9, 9, 1, 0], "TTTTo-"),
        ([2, 1, 0, 0, 0, 0], "TT----"),
        ([0, 0, 0, 0, 0, 0], "------"),
        ([1, 2, 30, 4, 50, 60], "ooToTT"),
    ],
)
def test_top_also_other(counts: list[int], expected: str) -> None:
    assert ranked(dict(zip("abcdef", counts, strict=True))) == expected


def test_both_numbers_are_options() -> None:
    counts = dict(zip("abcdef", [29, 21, 21, 11, 8, 2], strict=True))
    assert ranked(counts, top=1, also=8) == "Taaaao"
    assert ranked(counts, top=0) == "aaaaoo"
    assert ranked(counts, top=100) == "TTTTTT"


def test_other_and_non_substantive_never_take_a_place_at_the_top() -> None:
    assert ranked({"a": 5, "b": 4, "c": 3, "d": 2, "other": 90, "none": 99}) == "TTToo-"
