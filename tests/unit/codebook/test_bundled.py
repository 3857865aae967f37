"""The frameworks that come with the program: clean, and worded with care throughout."""

import re
from pathlib import Path

import pytest

from coder.codebook.check import check_codebook
from coder.codebook.read import read_codebook, read_source
from coder.domain.codebook import QuestionKind, Role

pytestmark = pytest.mark.usefixtures("nothing_remembered")

FRAMEWORKS = sorted((Path(__file__).parents[3] / "codebooks").glob("*.yaml"))
USE = re.compile(r" - use ([a-z0-9-]+)")


@pytest.mark.parametrize("path", FRAMEWORKS, ids=lambda path: path.stem)
def test_a_bundled_framework_is_clean_and_its_codes_are_told_apart(path):
    checked = check_codebook(read_source(path), str(path))
    assert (checked.problems, checked.warnings) == ((), ())
    assert read_codebook(path) == checked.codebook
    placed = checked.codebook.placed
    seen: dict[str, str] = {}
    for code, entry in placed.items():
        for sent in USE.findall(" ".join(entry.code.exclude)):
            assert sent in placed, f"{code} sends to {sent}, which there is not"
            assert entry.questions & placed[sent].questions, f"{code} sends to {sent}, which has other questions"
            assert placed[sent].code.codable, f"{code} sends to the heading {sent}"
            assert sent != code
        for example in entry.code.examples:
            assert seen.setdefault(example.casefold(), code) == code, f"{example!r} is an example of two codes"
        if entry.code.codable and entry.code.role is Role.THEME:
            assert entry.code.definition and entry.code.include and entry.code.exclude, code
            assert len(entry.code.examples) >= 6 and entry.code.counterexamples and len(entry.code.keywords) >= 6, code


@pytest.mark.parametrize("path", FRAMEWORKS, ids=lambda path: path.stem)
def test_closed_questions_of_a_bundled_framework_have_options_in_order_and_nets_that_overlap_nowhere(path):
    for question in read_codebook(path).questions:
        if question.kind is QuestionKind.OPEN:
            assert question.options == question.nets == ()
            continue
        assert len(question.options) >= 2, question.id
        joined = [option for _, options in question.nets for option in options]
        assert len(set(joined)) == len(joined), question.id
        if question.kind is QuestionKind.SCALE:
            middle, end = 2, 5
            first, second = (options for _, options in question.nets)
            assert question.options[:middle] == first and question.options[middle + 1 : end] == second, question.id
