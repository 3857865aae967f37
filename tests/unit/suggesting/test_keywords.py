import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.codebook import Code
from coder.suggesting.keywords import KeywordIndex


def found(keyword, text):
    hits = KeywordIndex([Code(id="a", label="A", keywords=(keyword,))]).hits(text)
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("keyword", "text", "expected"),
    [
        ("listen*", "They LISTENED to me", ["LISTENED"]),
        ("listen", "They listened", []),
        ("take the time", "take  the\ntime!", ["take  the\ntime"]),
        ("*friendly", "so unfriendly", ["unfriendly"]),
        ("a*b", "xab acb", ["acb"]),
        ("don't", "I don’t know", ["don’t"]),
        ("don’t", "I don't know", ["don't"]),
        ("c++", "I write c++ code", ["c++"]),
        ("£5", "It cost £5 more", ["£5"]),
        ("Öl", "das öl", ["öl"]),
        ("x", "x-ray", ["x"]),
        ("*", "anything", []),
        ("", "anything", []),
        ("friendly", "not at all friendly", []),
        ("friendly", "They weren’t friendly", []),
        ("friendly", "not good. Friendly", ["Friendly"]),
        ("friendly", "not one of them was friendly", ["friendly"]),
        ("friendly", "never friendly, now they are friendly", ["friendly"]),
        ("not friendly", "not friendly", ["not friendly"]),
    ],
)
def test_keywords_match_whole_words_and_wildcards(keyword, text, expected):
    assert found(keyword, text) == expected


def test_hits_come_by_code_then_place():
    index = KeywordIndex([Code(id="a", label="A", keywords=("two", "one")), Code(id="b", label="B", keywords=("one",))])
    assert [(hit.code, hit.keyword, hit.start) for hit in index.hits("one two one")] == [
        (0, "one", 0),
        (0, "two", 4),
        (1, "one", 0),
    ]


@given(st.text(max_size=12), st.text(max_size=40))
def test_any_keyword_and_text_work(keyword, text):
    for hit in KeywordIndex([Code(id="a", label="A", keywords=(keyword,))]).hits(text):
        assert 0 <= hit.start < hit.end <= len(text)


@given(st.text(alphabet="ab *'", min_size=1, max_size=6), st.text(alphabet="ab '", max_size=12))
def test_the_look_up_misses_nothing(keyword, text):
    """What matches when every pattern is tried is found through the index too."""
    index = KeywordIndex([Code(id="a", label="A", keywords=(keyword,))])
    patterns = [pattern for bucket in index._patterns.values() for _, _, pattern in bucket]
    assert bool(index.hits(text)) == any(pattern.search(text) for pattern in patterns)


def test_wildcards_on_a_word_without_end_take_no_time_to_speak_of():
    assert found("a*a*a*b", "a" * 200_000) == []
