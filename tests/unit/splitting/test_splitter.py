import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import InputError
from coder.splitting.splitter import load_splitter
from tests.unit.splitting.properties import TEXTS, assert_divides

pytestmark = pytest.mark.model


def split(splitter, text):
    return [span.of(text) for span in next(splitter.split([text]))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Answered quickly and gave good advice. Waiting took a long time but the agent was lovely!",
            ["Answered quickly and gave good advice.", "Waiting took a long time", "but the agent was lovely!"],
        ),
        ("Hello, staff were great. Thanks", ["Hello, staff were great. Thanks"]),
        (
            "Good thing about it:\n- friendly staff\n- cheap parking",
            ["Good thing about it:\n- friendly staff", "- cheap parking"],
        ),
        ("Mr. Smith of St. John's was kind", ["Mr. Smith of St. John's was kind"]),
        ("Friendly staff 👩‍👩‍👧 but very long waits!!!", ["Friendly staff 👩‍👩‍👧", "but very long waits!!!"]),
    ],
)
def test_responses_are_divided_into_points(splitter, text, expected):
    assert split(splitter, text) == expected


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, max_size=8))
def test_every_text_is_divided(splitter, texts):
    divisions = list(splitter.split(texts))
    assert len(divisions) == len(texts)
    for text, spans in zip(texts, divisions, strict=True):
        assert_divides(text, spans)
    assert list(splitter.split(texts)) == divisions


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "!" * 100_000, "😀" * 50_000, "a\x00b " * 3_000, "I was late, but kind. " * 900]
)
def test_texts_without_end_are_divided(splitter, text):
    assert_divides(text, next(splitter.split([text])))


def test_a_folder_without_a_model_is_the_users_mistake(tmp_path):
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 'xx'\n")
    with pytest.raises(InputError, match="cannot be used"):
        load_splitter(tmp_path)
