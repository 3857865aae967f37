"""Quotes are chosen by a rule, verbatim, and never show who said them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.personal import propose
from coder.reporting.exemplars import Candidate, choose, withheld
from coder.reporting.personal import may_name_somebody, shows_personal_data

PLAIN = [
    "please answer the telephone within ten minutes of it ringing",
    "the website should tell me which office is open today",
    "somebody ought to ring me back when they promised to",
    "letters in large print would help my neighbour a great deal",
]


def pick(*candidates: Candidate, n: int = 3) -> list[int]:
    return [quote.comment for quote in choose({"theme": candidates}, n)["theme"]]


def test_a_quote_is_a_whole_comment_word_for_word() -> None:
    text = "  please answer the telephone\nwithin ten minutes of it ringing "
    assert choose({"t": [Candidate(7, "r", text)]})["t"][0].text == text


def test_comments_on_the_theme_alone_and_of_ordinary_length_come_first() -> None:
    assert pick(
        Candidate(1, "a", PLAIN[0], codes=2),
        Candidate(2, "b", "answer the phone please"),
        Candidate(3, "c", PLAIN[1]),
        Candidate(4, "d", PLAIN[2] + " " + " ".join(["and wait"] * 20)),
        n=4,
    ) == [3, 2, 4, 1]


def test_comments_that_lean_on_their_surroundings_come_later() -> None:
    assert pick(
        Candidate(1, "a", "and " + PLAIN[0]), Candidate(2, "b", PLAIN[1] + ","), Candidate(3, "c", PLAIN[2])
    ) == [3, 2, 1]


def test_a_comment_that_begins_in_mid_sentence_comes_after_all_that_stand_alone() -> None:
    assert pick(
        Candidate(1, "a", "and get an actual reply the same day"),
        Candidate(2, "b", "Answer it."),
        Candidate(3, "c", "Reply now please."),
        Candidate(4, "d", PLAIN[0], codes=3),
        Candidate(5, "e", "And then I got an actual answer the very same day"),
        n=5,
    ) == [5, 3, 4, 1]


def test_one_quote_for_a_respondent_and_no_near_duplicates() -> None:
    assert pick(
        Candidate(1, "a", PLAIN[0]),
        Candidate(2, "a", PLAIN[1]),
        Candidate(3, "b", PLAIN[0].upper() + "!"),
        Candidate(4, "c", PLAIN[2]),
    ) == [1, 4]


def test_words_typical_of_the_theme_win() -> None:
    other = [Candidate(10 + n, f"o{n}", f"{text} and also something else entirely") for n, text in enumerate(PLAIN)]
    buses = [
        Candidate(1, "a", "my opinion is rather mixed on all of these matters"),
        Candidate(2, "b", "the bus was late again and the bus stop wet"),
        Candidate(3, "c", "every bus was late and no bus driver smiled"),
    ]
    assert choose({"other": other, "buses": buses}, 2)["buses"][0].comment in (2, 3)


def test_quotes_of_equal_worth_are_of_several_groups_and_in_different_words() -> None:
    texts = [
        "the bus was late again and nobody told us anything",
        "the bus was late today and nobody told me why",
        "drivers leave before old people have found a seat",
        "tickets cost too much for a family to travel anywhere",
    ]
    plain = [Candidate(n, f"r{n}", text) for n, text in enumerate(texts)]
    first, second, *_ = pick(*plain)
    assert {first, second} != {0, 1}
    by_group = [one._replace(group="young" if n < 3 else "old") for n, one in enumerate(plain)]
    assert 3 in pick(*by_group, n=2)
    marked = [*by_group[:3], by_group[3]._replace(codes=4)]
    assert 3 not in pick(*marked, n=2), "a group does not outweigh what a comment is worth by itself"


def test_no_comment_is_quoted_twice_and_the_choice_repeats_itself() -> None:
    candidates = [Candidate(n, f"r{n}", text, codes=2) for n, text in enumerate(PLAIN)]
    chosen = choose({"one": candidates, "two": candidates}, 2)
    quoted = [quote.comment for quotes in chosen.values() for quote in quotes]
    assert len(quoted) == len(set(quoted)) == 4
    assert choose({"one": candidates, "two": candidates}, 2) == chosen
    assert list(chosen) == ["one", "two"]


def test_a_theme_may_have_nothing_fit_to_be_quoted() -> None:
    long = " ".join(["word"] * 101)
    assert pick(Candidate(1, "a", "ok"), Candidate(2, "b", long), Candidate(3, "c", "x" * 100_000 + " b c")) == []
    assert choose({}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "write to me at jane.doe@example.org please",
        "find me on @janedoe if you want to know more",
        "ring me on 07700 900123 after six in the evening",
        "my number is (01865) 496-0000 and I am home",
        "call +44 7700 900 123 any time",
        "case 4471209 was never closed by anybody",
        "I live at OX14 5AB and nobody comes",
        "postcode ox11aa has no bus at all",
        "my NI number is QQ 12 34 56 C and you lost it",
        "born 3/4/1960 and still waiting for it",
        "see https://example.org/me for my blog about it",
        "look at www.example.org for how to do it",
        "it is all on janedoe.co.uk if you look",
        "I live at 12 Acacia Avenue and the lamp is out",
        "come to 7 the old mill lane and see",
        "my name is jane and I want to complain",
        "my first name was wrong on the letter",
        "Mrs Doe on the desk was lovely to me",
        "cllr. Bloggs never answered my letter about it",
        "the lady called Susan was very rude to my mum",
        "I spoke to Sarah and she put it right",
        "thank you for listening to me, kind regards Tom",
    ],
)
def test_personal_data_is_passed_over(text: str) -> None:
    assert shows_personal_data(text)
    assert pick(Candidate(1, "a", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        *PLAIN,
        "Waited 40 minutes, then 3 days for a reply to my email",
        "Make it open 9 to 5 and at weekends, 24/7 even",
        "The rep was polite, the form was not. Etc.",
        "I miss the old library",
    ],
)
def test_ordinary_comments_can_be_quoted(text: str) -> None:
    assert not shows_personal_data(text)


def test_capitals_that_may_be_names_come_last() -> None:
    assert may_name_somebody("the girl at the desk, Priya, was lovely to me")
    assert not may_name_somebody("Answer the PHONE. People wait, I wait.")
    assert pick(Candidate(1, "a", "the girl at the desk, Priya, was lovely"), Candidate(2, "b", PLAIN[0])) == [2, 1]


def test_marked_comments_come_first_whatever_their_length_and_how_they_begin() -> None:
    long = "and wait " * 300
    assert pick(
        Candidate(1, "a", PLAIN[0]),
        Candidate(2, "b", long, codes=4, marked=True),
        Candidate(3, "c", "Kindness", marked=True),
        Candidate(4, "d", PLAIN[1]),
        Candidate(5, "e", "?!", marked=True),
        n=5,
    ) == [3, 2, 1, 4]


def test_of_one_respondent_and_of_near_duplicates_the_marked_one_is_quoted() -> None:
    assert pick(
        Candidate(1, "a", PLAIN[0]),
        Candidate(2, "a", PLAIN[1], marked=True),
        Candidate(3, "b", PLAIN[1] + "!"),
        Candidate(4, "c", PLAIN[2]),
    ) == [2, 4]


def test_marked_comments_with_personal_data_are_withheld_and_said_to_be() -> None:
    candidates = [
        Candidate(1, "a", "Ring me on 07700 900123, please do", marked=True),
        Candidate(2, "b", "I spoke to Social Services about it all", marked=True),
        Candidate(3, "c", "Mrs [name] was lovely to me", marked=True, redacted=True),
        Candidate(4, "d", "Ring me on 07700 900124, please do"),
    ]
    assert pick(*candidates) == [3, 2]
    assert withheld({"one": candidates, "two": candidates}) == {1}


def test_what_would_be_proposed_for_redaction_is_not_quoted_either() -> None:
    text = "mr smith at the desk took all the time I needed"
    assert not shows_personal_data(text)
    assert pick(Candidate(1, "a", text), Candidate(2, "b", PLAIN[0])) == [2]


def test_a_quote_says_whether_it_was_marked_or_redacted() -> None:
    quotes = choose({"t": [Candidate(1, "a", "[name] was lovely to me", marked=True, redacted=True)]})["t"]
    assert [(quote.marked, quote.redacted) for quote in quotes] == [(True, True)]


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("abc"),
        st.lists(
            st.builds(
                Candidate,
                st.integers(0, 9),
                st.sampled_from("xyz"),
                st.text(max_size=60),
                st.integers(1, 2),
                marked=st.booleans(),
            ),
            max_size=8,
        ),
    ),
    st.integers(0, 4),
)
def test_whatever_is_said_the_rule_holds(candidates: dict[str, list[Candidate]], n: int) -> None:
    chosen = choose(candidates, n)
    assert chosen.keys() == candidates.keys()
    for theme, quotes in chosen.items():
        assert len(quotes) <= n
        for quote in quotes:
            assert any((one.comment, one.text) == (quote.comment, quote.text) for one in candidates[theme])
            assert not propose(quote.text)
            assert quote.marked or not shows_personal_data(quote.text)
        assert [quote.marked for quote in quotes] == sorted((quote.marked for quote in quotes), reverse=True)
