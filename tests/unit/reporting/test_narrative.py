"""The draft says nothing that the figures do not."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from coder.domain.results import CountBasis, Frequency, Tier
from coder.reporting.narrative import number_in_words, on_theme, share_in_words

NUMBERS = {number_in_words(number): number for number in range(5, 101, 5)}
FRACTIONS = {"half": 1 / 2, "a third": 1 / 3, "two thirds": 2 / 3, "a quarter": 1 / 4, "three quarters": 3 / 4}
PARTS = st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(PARTS)
@example((30, 100))
@example((301, 1000))
@example((299, 1000))
@example((280, 1000))
@example((1, 3))
@example((1, 5000))
def test_a_share_in_words_is_true_of_the_counts(counts: tuple[int, int]) -> None:
    part, whole = counts
    said = share_in_words(part, whole).removesuffix(" of")
    if said in ("all", "none") or said in FRACTIONS:
        assert abs(part - {"all": 1, "none": 0, **FRACTIONS}[said] * whole) < 1e-6
        return
    if said == "nearly all":
        assert 98 * whole <= 100 * part < 100 * whole
        return
    found = re.fullmatch(r"(over |nearly |under )?([a-z-]+(?: hundred)?) per cent", said)
    assert found, said
    limit = NUMBERS[found[2]] * whole
    match found[1]:
        case "over ":
            assert limit < 100 * part < limit + 5 * whole
        case "nearly ":
            assert limit - 2 * whole <= 100 * part < limit
        case "under ":
            assert 0 < 100 * part < limit
        case None:
            assert 100 * part == limit


def row(code: str, own: int, *, net: int = 0, people: int = 5, read: int = 100, base: int = 50) -> Frequency:
    return Frequency(
        question="q1",
        code=code,
        label=code.upper(),
        parent=None,
        basis=CountBasis.CONFIRMED,
        mentions=net or own,
        own_mentions=own,
        respondents=people,
        percent_of_comments=None,
        percent_of_respondents=None,
        base=base,
        comments=read,
        read_respondents=base,
        read_comments=read,
        tier=Tier.TOP,
    )


def test_what_is_said_of_a_theme() -> None:
    rows = [row("a", 31, people=20), row("b", 30), row("c", 30), row("d", 12, net=40, people=1)]
    assert [on_theme(one, rows, complete=True) for one in rows] == [
        "Over thirty per cent of comments (31 of 100, 31%) mentioned this theme, more than any other. "
        "They came from 20 people, 40% of those who responded.",
        "Thirty per cent of comments (30 of 100, 30%) mentioned this theme. They came from 5 people, 10% of those who "
        "responded.",
        "Thirty per cent of comments (30 of 100, 30%) mentioned this theme. They came from 5 people, 10% of those who "
        "responded.",
        "Over ten per cent of comments (12 of 100, 12%) mentioned this theme itself. With the themes below it, it was "
        "mentioned in 40 comments (40%). They came from 1 person, 2% of those who responded.",
    ]
    assert "this theme, as many as “C”. They" in on_theme(rows[1], rows[1:], complete=True)
    partly = on_theme(rows[0], rows, complete=False)
    assert partly.startswith("Over thirty per cent of comments read so far (31 of 100, 31%)")
    assert partly.endswith("They came from 20 people.")
