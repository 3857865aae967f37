"""The house style: what can be said in it, and what is told of one that cannot be used."""

from pathlib import Path

import pytest

from coder.errors import InputError
from coder.reporting.contrast import contrast, mixed, readable_on
from coder.reporting.style import PartName, Style
from coder.workflow.house_style import default_style, parse_style, read_style

WRONG = """\
title: 3
colours:
  bar: "#eeeeee"
  acent: "#000000"
tiers: {top: 0}
leave-out:
  - method
  - foo
texts:
  a: 1
groups:
  - nets: maybe
suppress-below: 1
consent: yes please
organization: Anytown
"""


def test_the_style_to_begin_with_says_what_holds_without_one() -> None:
    assert parse_style(default_style([("intro", "Why people were asked.")]), "s.yaml") == Style()
    assert parse_style("", "s.yaml") == Style()
    assert "# intro: ...   # Why people were asked." in default_style([("intro", "Why people were asked.")])


def test_everything_can_be_said() -> None:
    style = parse_style(
        "title: 'What people said'\norganisation: Anytown\ncolours: {accent: '#1D5C74', bar: '#2f7d99'}\n"
        "tiers: {top: 5, also: 4, detail: 12.5}\nquotes: {theme: 0, detailed: 2, less-frequent: 1}\n"
        "consent: {field: may-quote, answers: ['Yes', 'Yes please']}\nprofile: [age-band]\n"
        "groups:\n  - by: age-band\n    join: {Under 65: [16 - 24, '25 - 34']}\n    questions: [q1]\n"
        "suppress-below: 10\nname-coders: true\nleave-out: [framework]\ntexts: {intro: 'We asked: why?'}\n",
        "s.yaml",
    )
    assert (style.tiers.top, style.tiers.detail, style.quotes.less_frequent) == (5, 12.5, 1)
    assert style.groups[0].join == {"Under 65": ["16 - 24", "25 - 34"]}
    assert style.consent and style.consent.answers == ["Yes", "Yes please"]
    assert not style.has(PartName.FRAMEWORK) and style.has(PartName.METHOD)
    assert style.palette.accent == "#1d5c74"


def test_every_problem_is_told_with_its_line() -> None:
    with pytest.raises(InputError) as raised:
        parse_style(WRONG, "s.yaml")
    told = {line.split(": ")[0]: line for line in raised.value.message.splitlines()}
    assert list(told) == [f"s.yaml:{line}" for line in (1, 3, 4, 5, 8, 10, 12, 13, 14, 15)]
    assert "its contrast with white is 1.2 to 1" in told["s.yaml:3"]
    assert "did you mean 'accent'?" in told["s.yaml:4"]
    assert "did you mean 'organisation'?" in told["s.yaml:15"]


@pytest.mark.parametrize("source", ["- a\n", "just words", "a: [b", "title: &x y\n"])
def test_what_is_no_style_is_refused(source: str) -> None:
    with pytest.raises(InputError, match=r"s\.yaml:1"):
        parse_style(source, "s.yaml")


def test_a_style_beside_the_project_is_used_and_another_can_be_named(tmp_path: Path) -> None:
    project = tmp_path / "survey.coder"
    assert read_style(project) == (Style(), None)
    beside, other = tmp_path / "survey.report.yaml", tmp_path / "other.yaml"
    beside.write_text("title: Beside\n", encoding="utf-8")
    other.write_text("title: Other\n", encoding="utf-8")
    assert (read_style(project)[0].title, read_style(project, other)[0].title) == ("Beside", "Other")
    with pytest.raises(InputError, match="There is no house style"):
        read_style(project, tmp_path / "none.yaml")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert all(contrast(readable_on(one), one) >= 4.5 for one in ("#777777", "#2f7d99", "#ff0000", "#8888aa"))
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
