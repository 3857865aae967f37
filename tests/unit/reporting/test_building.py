"""What a report says."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.counting.frequency import count, totals
from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.results import CountBasis, CountedComment, Frequency, QuestionTotals
from coder.reporting.blocks import (
    AuthorStub,
    BarChart,
    Bullets,
    Heading,
    Paragraph,
    Part,
    QuoteBlock,
    Report,
    Table,
    blocks_of,
    charts_of,
    quotes_of,
    tables_of,
)
from coder.reporting.building import build_report
from coder.reporting.cells import Count, Mark, Marked, Percent, cell_text
from coder.reporting.findings import Answer, Closed, Compared, ComparedRow, Findings, Group, Making, Quote, Share
from coder.reporting.formats import html, markdown
from coder.reporting.style import PartName, Style
from tests.unit.reporting.sample import CODEBOOK, MAKING, comments, sample_findings, sample_report

BOOK = Codebook(
    id="book",
    questions=(Question(id="q1", text="Why?"),),
    codes=(Code(id="a", label="Alpha", codes=(Code(id="b", label="Beta"),)), Code(id="c", label="Gamma")),
)
FLAT = replace(BOOK, codes=(Code(id="a", label="Alpha"), Code(id="b", label="Beta")))


def findings_on(*rows: tuple[str, str | None], codebook: Codebook = FLAT, **tiers: int) -> Findings:
    given = [
        CountedComment(comment=n, wave="", respondent=who, question="q1", codes=None if c is None else tuple(c.split()))
        for n, (who, c) in enumerate(rows)
    ]
    return Findings(
        codebook=codebook,
        making=Making(date=datetime.date(2024, 4, 2), program="coder"),
        respondents=len({who for who, _ in rows}),
        totals=totals(codebook, given),
        confirmed=count(codebook, given, **{"top": 1, **tiers}),
        quotes={
            ("q1", code): tuple(Quote(f"{code} {n}", 10 * at + n) for n in range(5)) for at, code in enumerate("ab")
        },
    )


def section(report: Report, question: str = "q1") -> Part:
    return next(part for part in report.parts if part.id == f"question-{question}")


def words(part: Part) -> list[str]:
    return [block.text for block in part.blocks if isinstance(block, Paragraph)]


def headings(part: Part) -> list[str]:
    return [block.text for block in part.blocks if isinstance(block, Heading)]


def table(report: Report, id_: str) -> Table:
    return next(one for one in tables_of(report) if one.id == id_)


@pytest.mark.parametrize(
    ("rows", "opening"),
    [
        ([("1", "a")], ["1 person responded to this question, which included 1 comment."]),
        ([], ["Nobody responded to this question."]),
        (
            [("1", None), ("2", None)],
            [
                "2 people responded to this question, which included 2 different comments.",
                "None of these comments has been coded by a person yet, so no counts are confirmed.",
            ],
        ),
        (
            [("1", "a"), ("2", "a"), ("2", None)],
            [
                "2 people responded to this question, which included 3 different comments.",
                "So far 2 of the 3 comments have been read, and everything that 1 of the 2 people said; the counts and "
                "percentages below are of those read.",
            ],
        ),
        (
            [("1", ""), ("2", "")],
            [
                "2 people responded to this question, which included 2 different comments.",
                "No theme was given to any of the comments read.",
            ],
        ),
    ],
)
def test_opening(rows: list[tuple[str, str | None]], opening: list[str]) -> None:
    found = section(build_report(findings_on(*rows)))
    assert words(found)[: len(opening)] == opening


def test_a_question_that_nobody_read_has_no_lists_and_no_tables() -> None:
    report = build_report(findings_on(("1", None)))
    assert not charts_of(report) and not quotes_of(report)
    assert {one.id for one in tables_of(report)} == {"reading", "codes"}


def test_the_lists_in_three_tiers_with_detail_and_quotes() -> None:
    rows = [(str(n), "a") for n in range(30)] + [(str(n), "b") for n in range(3)]
    found = section(build_report(findings_on(*rows)))
    assert headings(found) == ["The most frequently mentioned themes were", "Alpha", "Other comments"]
    assert (
        "Over ninety per cent of comments (30 of 33, 91%) mentioned this theme, more than any other. They came from 30 "
        "people, 100% of those who responded."
    ) in words(found)
    assert [block.text for block in found.blocks if isinstance(block, QuoteBlock)] == ["a 0", "a 1", "a 2"]
    [top, other] = [block for block in found.blocks if isinstance(block, Bullets)]
    assert [(item.label, item.text, item.blocks) for item in top.items] == [("Alpha", "(30 mentions)", ())]
    [least] = other.items
    assert (least.label, least.text, [block.text for block in least.blocks]) == ("Beta", "(3 mentions)", ["b 0"])


def test_tiers_detail_and_quotes_are_the_authors_choice() -> None:
    rows = [(str(n), "a") for n in range(30)] + [(str(n), "b") for n in range(3)]
    style = Style.model_validate(
        {"tiers": {"also": 2, "detail": 95}, "quotes": {"theme": 2, "less-frequent": 0}, "texts": {"q1": "One.\nTwo."}}
    )
    found = section(build_report(findings_on(*rows, also=2), style))
    assert headings(found) == [
        "The most frequently mentioned themes were",
        "Alpha",
        "Other themes mentioned at least twice were",
    ]
    assert [block.text for block in found.blocks if isinstance(block, QuoteBlock)] == ["a 0", "a 1"]
    assert words(found)[1:3] == ["One.", "Two."]
    assert not [block for block in found.blocks if isinstance(block, AuthorStub)]


def test_reminders_of_what_is_to_be_written_can_be_left_out() -> None:
    assert [one.id for one in blocks_of(sample_report()) if isinstance(one, AuthorStub)][:4] == [
        *("intro", "respondents", "q1", "q1.play")
    ]
    without = sample_report(Style(reminders=False))
    assert not [one for one in blocks_of(without) if isinstance(one, AuthorStub)]
    assert "introduction" not in [part.id for part in without.parts]


def test_parts_can_be_left_out_and_pictures_then_name_no_table() -> None:
    whole = [part.id for part in sample_report().parts]
    assert whole == [
        *("introduction", "method", "respondents", "question-q1", "question-q2", "question-q3", "question-q4"),
        *("framework", "tables", "quotes"),
    ]
    assert [part.id for part in sample_report(Style.model_validate({"leave-out": list(PartName)})).parts] == [
        "introduction"
    ]
    report = sample_report(Style.model_validate({"leave-out": [PartName.TABLES]}))
    assert charts_of(report) and {chart.table for chart in charts_of(report)} == {""}


def test_a_theme_with_themes_below_it_is_told_apart_from_its_net() -> None:
    findings = sample_findings()
    rows = [row for row in count(CODEBOOK, comments(), top=9) if row.question == "q1"]
    style = Style.model_validate({"tiers": {"also": 1, "detail": 0}})
    found = section(build_report(replace(findings, confirmed=rows, totals=findings.totals[:1]), style))
    assert (
        "Under five per cent of comments (1 of 118, 1%) mentioned this theme itself. With the themes below it, it was "
        "mentioned in 29 comments (25%). They came from 29 people, 73% of those who responded."
    ) in words(found)


def test_the_full_table_is_a_tree_and_has_nothing_without_substance() -> None:
    found = table(sample_report(), "themes-q1")
    assert [(cell_text(row.cells[0]), row.depth, row.net) for row in found.rows] == [
        ("Play areas (e.g. swings)", 0, False),
        ("Nature", 0, True),
        ("Trees and shade", 1, False),
        ("Birds | bats", 1, False),
        ("Paths, benches & bins", 0, False),
        ("Something else", 0, False),
    ]
    assert found.base == "Base: 40 people, 118 comments."


def test_a_theme_below_what_says_nothing_is_indented_below_the_nearest_row_and_makes_no_net_of_it() -> None:
    def rows(*codes: Code) -> list[tuple[str, int, bool]]:
        report = build_report(findings_on(("1", "deep"), codebook=replace(BOOK, codes=codes)))
        return [(cell_text(row.cells[0]), row.depth, row.net) for row in table(report, "themes-q1").rows]

    deep = Code(id="deep", label="Deep")
    silent = Code(id="silent", label="Silent", role=Role.NON_SUBSTANTIVE, codes=(deep,))
    assert rows(silent) == [("Deep", 0, False)]
    assert rows(Code(id="top", label="Top", codes=(silent,))) == [("Top", 0, True), ("Deep", 1, False)]


def test_what_is_partly_read_says_so() -> None:
    rows = [("1", "a"), ("2", "a b")]
    whole, partly = (build_report(findings_on(*more)) for more in (rows, [*rows, ("3", None)]))
    assert headings(section(whole))[0] == "The most frequently mentioned themes were"
    assert headings(section(partly))[0] == "The most frequently mentioned themes (of the comments read so far) were"
    assert headings(section(partly))[-1] == "Other comments (of the comments read so far)"
    [chart] = charts_of(partly)
    assert isinstance(chart, BarChart) and chart.axis == "% of comments read"

    def said(report: Report) -> str:
        return "\n".join(item.text for block in blocks_of(report) if isinstance(block, Bullets) for item in block.items)

    assert "Percentages of comments are of the comments on the question" in said(whole)
    assert "Not everything has been read yet, so themes are counted and ranked" in said(partly)
    assert "Not everything has been read yet on the question." in said(partly)


def test_machine_counts_are_kept_apart_and_say_what_they_are() -> None:
    report = sample_report()
    assert "found by machine; what it missed is not counted" in table(report, "machine-q2").caption
    assert not [one for one in tables_of(report) if one.id == "machine-q1"]
    assert any("A machine coded 4 comments on this question" in text for text in words(section(report, "q2")))


def test_who_coded_is_named_only_if_the_author_says_so() -> None:
    named = build_report(replace(sample_findings(), making=replace(MAKING, name_coders=True)))
    assert b"Bob" not in markdown.render(sample_report())
    assert b"ann (1,204 comments), Bob &lt;b@example.org&gt; (1 comment)" in markdown.render(named)


def test_it_never_claims_too_much() -> None:
    for render in (markdown.render, html.render):
        text = render(sample_report()).decode()
        assert "These are the views of those who responded, not of residents in general." in text
        assert "representative" not in text and "anonymised" not in text and "unbiased" not in text


def test_the_order_of_the_rows_given_does_not_matter() -> None:
    found = sample_findings()
    backwards = replace(found, confirmed=found.confirmed[::-1], machine=found.machine[::-1])
    assert build_report(backwards) == build_report(found)


def test_ids_are_unique_whatever_questions_are_called() -> None:
    closed = [
        Closed(key=key, text="T", several=True, base=1, asked=2, answers=(Answer(label="x", count=1),))
        for key in ("Age!", "age", "a-g-e", "??")
    ]
    compared = [
        Compared(
            question="q1",
            by=by,
            by_text="By",
            groups=(Group(name="All", base=4, low_base=True), Group(name="x", base=None, low_base=False)),
            rows=(
                ComparedRow(
                    key="a", label="A", depth=0, net=False, theme=True,
                    shares=(Share(count=1, percent=25.0), Share(count=None, percent=None)),
                ),
            ),
            open=True,
            threshold=5,
        )
        for by in ("age", "AGE")
    ]  # fmt: skip
    report = build_report(replace(sample_findings(), closed=closed, compared=compared))
    ids = [part.id for part in report.parts] + [one.id for one in (*tables_of(report), *charts_of(report))]
    assert len(ids) == len(set(ids))
    assert Mark.CONFIDENTIAL in report.marks and Mark.LOW_BASE in report.marks
    assert {chart.table for chart in charts_of(report)} <= set(ids)


def test_groups_say_whom_they_are_of_and_what_is_left_out() -> None:
    def row(key: str, *counts: int | None, net: bool = False) -> ComparedRow:
        shares = tuple(Share(count=count, percent=None if count is None else 100.0 * count / 40) for count in counts)
        return ComparedRow(key=key, label=key, depth=0, net=net, theme=True, shares=shares)

    compared = Compared(
        question="q1",
        by="age",
        by_text="How old are you?",
        groups=(
            Group(name="All", base=40, low_base=False),
            Group(name="Under 65", base=28, low_base=True),
            Group(name="65 and over", base=12, low_base=True),
        ),
        rows=(row("play", 30, 20, 10), row("trees", 16, None, 9), row("birds", 3, None, None), row("paths", 0, 0, 0)),
        open=True,
        threshold=5,
        unstated=True,
    )
    report = build_report(replace(sample_findings(), compared=[compared]))
    found = table(report, "groups-q1-age")
    assert [row.key for row in found.rows] == ["(base)", "play", "trees"]
    assert [cell_text(cell) for cell in found.rows[2].cells] == ["trees", "40%", "[c]", "23%"]
    assert [column.heading for column in found.columns][2] == "Under 65 [low base]"
    assert found.notes == (
        "All: everyone whose group is shown; people who did not say theirs are left out.",
        "[low base]: fewer than 30 people, so a few answers would change the figure much.",
        "1 further theme is left out: too few people in the groups mentioned them to say how many.",
        "[c]: 1 figure left out: counts below 5, and others from which they could be worked out.",
    )


GIVEN = st.lists(
    st.tuples(st.sampled_from("wxyz"), st.sampled_from([None, "", "a", "b", "c", "a b", "b c"]), st.booleans()),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(GIVEN)
def test_every_number_in_a_table_of_themes_is_the_counted_one(rows: list[tuple[str, str | None, bool]]) -> None:
    given = [
        CountedComment(
            comment=n,
            wave="",
            respondent=who,
            question="q1",
            codes=None if codes is None else tuple(codes.split()),
            by_machine=machine and codes is not None,
        )
        for n, (who, codes, machine) in enumerate(rows)
    ]
    counted = {basis: count(BOOK, given, basis=basis) for basis in (CountBasis.CONFIRMED, CountBasis.MACHINE)}
    report = build_report(
        replace(
            findings_on(codebook=BOOK),
            totals=totals(BOOK, given),
            confirmed=counted[CountBasis.CONFIRMED],
            machine=counted[CountBasis.MACHINE],
        )
    )
    for id_, basis in (("themes-q1", CountBasis.CONFIRMED), ("machine-q1", CountBasis.MACHINE)):
        for found in (one for one in tables_of(report) if one.id == id_):
            check_against(found, {row.code: row for row in counted[basis]})
    check_reading(table(report, "reading"), totals(BOOK, given)[0])
    for one in tables_of(report):
        assert all(len(row.cells) == len(one.columns) for row in one.rows)
        assert all(cell_text(cell).strip() for row in one.rows for cell in row.cells)


def check_against(found: Table, counted: dict[str, Frequency]) -> None:
    for row in found.rows:
        for column, cell in zip(found.columns[1:], row.cells[1:], strict=True):
            value = getattr(counted[row.key], column.key)
            match cell:
                case Count(shown) | Percent(shown):
                    assert shown == value
                case _:
                    assert cell == Marked(Mark.NOT_APPLICABLE) and value is None


def check_reading(found: Table, total: QuestionTotals) -> None:
    [row] = found.rows
    shown = {column.key: cell for column, cell in zip(found.columns, row.cells, strict=True)}
    assert shown["base"] == Count(total.base)
    assert shown["comments"] == Count(total.comments)
    assert shown["read_comments"] == Count(total.read_comments)
