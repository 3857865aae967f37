"""A project with Oxfordshire's published counts gives the published figures and lists, for all three questions."""

import re

import pytest

from tests.functional.conftest import FRAMEWORK
from tests.unit.published import COMMENTS, MENTIONS, PEOPLE, TIERS, oxfordshire


def coded_rows(question):
    """Rows of a coded file with the published numbers of people, comments and mentions."""
    slots = [code for code, mentions in MENTIONS[question].items() for _ in range(mentions)]
    comments = [[code] for code in slots[: COMMENTS[question]]]
    for code in slots[COMMENTS[question] :]:
        next(codes for codes in comments if len(codes) == 1 and code not in codes).append(code)
    rows = []
    for person in range(PEOPLE[question]):
        mine = comments[person :: PEOPLE[question]]
        points = [f"Point {number} of {person}, on {' and '.join(codes)}." for number, codes in enumerate(mine)]
        text = " ".join(points)
        for point, codes in zip(points, mine, strict=True):
            start = text.index(point)
            rows.append([f"p{person}", question, start, start + len(point), text, "|".join(codes)])
    return rows


def code(folder):
    rows = [row for question in MENTIONS for row in coded_rows(question)]
    folder.project(folder.table("coded.csv", "id question start end text codes", rows), codebook=FRAMEWORK)


@pytest.fixture
def published(folder):
    return folder.once("published", code)


def test_count_gives_the_published_figures(published):
    found = published.counts()
    for question, mentions in MENTIONS.items():
        for code, number in mentions.items():
            row = found[question, code]
            assert (row["mentions"], row["base"], row["comments"]) == (number, PEOPLE[question], COMMENTS[question])
        assert [found[question, code]["tier"] for code in mentions] == TIERS[question]


@pytest.mark.parametrize("name", ["report.md", "report.html"])
def test_the_report_lists_the_published_themes_in_the_published_order(published, name):
    published.run("report", "--out", name)
    text = (published.path / name).read_text(encoding="utf-8")
    plain = re.sub(r"<[^>]+>|[*_\\]", "", text).replace("&#34;", '"').replace("&#39;", "'").replace("&quot;", '"')
    labels = {code: entry.code.label for code, entry in oxfordshire().placed.items()}
    appendix = plain.rindex("Full tables")
    sections = plain[:appendix].split("responded to this question, which included")[-3:]
    opened = re.findall(r"\d+ people responded to this question, which included \d+ different comments", plain)
    assert opened == [
        f"{PEOPLE[one]} people responded to this question, which included {COMMENTS[one]} different comments"
        for one in MENTIONS
    ]
    for question, section in zip(MENTIONS, sections, strict=True):
        places = []
        for code, number in MENTIONS[question].items():
            line = rf"{re.escape(labels[code])}\s*\({number} mentions?\)"
            found = re.search(line, section)
            assert found, f"{question}: no line {labels[code]} ({number})"
            places.append(found.start())
        assert places == sorted(places)
