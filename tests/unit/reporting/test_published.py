"""Decisions that reproduce Oxfordshire's published counts are reported with the published figures and order."""

import datetime
import html as entities
import re

import pytest

from coder.counting.frequency import count, totals
from coder.domain.text import mentions
from coder.reporting.building import build_report
from coder.reporting.findings import Findings, Making
from coder.reporting.formats import html, markdown
from tests.unit.published import COMMENTS, MENTIONS, PEOPLE, TIERS, oxfordshire, published_comments

CODEBOOK = oxfordshire()
HEADINGS = [
    "The most frequently mentioned themes were",
    "Other themes mentioned at least 10 times were",
    "Other comments",
]


def report_text(render: object) -> str:
    """The report as it reads: entities resolved, tags and Markdown's marks gone."""
    comments = published_comments()
    findings = Findings(
        codebook=CODEBOOK,
        making=Making(date=datetime.date(2024, 4, 2), program="coder 0.1.0"),
        respondents=max(PEOPLE.values()),
        totals=totals(CODEBOOK, comments),
        confirmed=count(CODEBOOK, comments),
    )
    text: str = render(build_report(findings)).decode()  # type: ignore[operator]
    return entities.unescape(re.sub(r"<[^>]*>|\\", "", text)) if "<html" in text else text


@pytest.mark.parametrize("render", [markdown.render, html.render], ids=["markdown", "html"])
@pytest.mark.parametrize("question", ["q1", "q2", "q3"])
def test_the_published_figures_in_the_published_order(render: object, question: str) -> None:
    whole = report_text(render)
    asked = CODEBOOK.question(question)
    assert asked
    opening = (
        f"{PEOPLE[question]} people responded to this question, which included {COMMENTS[question]} different comments."
    )
    start = whole.index(opening)
    text = whole[start : whole.index("The coding framework", start)].partition("responded to this question,")[2]
    text = text.partition("people responded to this question")[0]
    lines = [f"{CODEBOOK.placed[code].code.label} ({mentions(n)})" for code, n in MENTIONS[question].items()]
    listed = re.findall(r"^(?:- )?(.*? \(\d+ mentions?\))$", text, re.MULTILINE)
    assert listed == lines
    places = [text.index(heading) for heading in HEADINGS]
    firsts = [TIERS[question].index(tier) for tier in dict.fromkeys(TIERS[question])]
    assert places == sorted(places)
    assert [
        text.rindex(heading, 0, text.index(lines[first])) for heading, first in zip(HEADINGS, firsts, strict=True)
    ] == (places)


def test_more_than_thirty_per_cent_of_comments_were_on_employee_attitude() -> None:
    text = report_text(markdown.render)
    said = (
        "Over thirty per cent of comments (89 of 291, 31%) mentioned this theme, more than any other. They came from "
    )
    assert said in text
    assert re.search(r"\b1 mention\b", text) and not re.search(r"\b1 mentions\b", text)
    firsts = [text.find(CODEBOOK.placed[code].code.label) for code in MENTIONS["q1"]]
    assert -1 not in firsts and firsts == sorted(firsts)
