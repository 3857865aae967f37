"""What a report says."""

import datetime

import pytest

from coder.counting.frequency import count, totals
from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.results import CountedComment, Frequency, Tier
from coder.reporting import html, markdown
from coder.reporting.content import Choices, Origin, Quote, Report, build_report
from coder.reporting.wording import date, percent
from tests.unit.reporting.sample import CODEBOOK, ORIGIN, comments, sample_report


def report_on(*rows: tuple[str, str | None], also: int = 10, percent: float = 10.0) -> Report:
    codebook = Codebook(
        id="book",
        questions=(Question(id="q1", text="Why?"),),
        codes=(Code(id="a", label="Alpha"), Code(id="b", label="Beta")),
    )
    given = [
        CountedComment(comment=n, wave="", respondent=who, question="q1", codes=None if c is None else tuple(c.split()))
        for n, (who, c) in enumerate(rows)
    ]
    quotes = {("q1", code): tuple(Quote(f"{code} {n}", n) for n in range(5)) for code in "ab"}
    rows_of = count(codebook, given, top=1, also=also)
    choices = Choices(also=also, percent=percent)
    return build_report(codebook, rows_of, totals(codebook, given), quotes, ORIGIN, choices=choices)


def test_opening_of_a_question_that_was_read() -> None:
    section = report_on(("1", "a"), ("1", "b"), ("2", "a")).sections[0]
    assert section.heading == "Question 1: Why?"
    assert section.opening == ("2 people responded to this question, which included 3 different comments.",)


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
    assert list(report_on(*rows).sections[0].opening) == opening


def test_an_unread_question_has_no_lists_and_no_tables() -> None:
    section = report_on(("1", None)).sections[0]
    assert (section.lists, section.tables) == ((), ())


def test_what_said_nothing_of_substance_is_on_its_own_line() -> None:
    opening = sample_report().sections[0].opening
    assert opening[-1] == "2 further comments said nothing of substance (coded “Nothing to say”) and are left out."


def test_detailed_treatment_from_ten_per_cent_and_the_number_of_quotes() -> None:
    rows = [(str(n), "a") for n in range(30)] + [(str(n), "b") for n in range(3)]
    [top, other] = report_on(*rows).sections[0].lists
    assert top.themes[0].detail == "30 of 33 comments (91%) mentioned this theme, from 30 people."
    assert len(top.themes[0].quotes) == 3
    assert (other.tier, other.themes[0].detail, other.themes[0].quotes) == (Tier.OTHER, "", ())
    [plain, also] = report_on(*rows, also=2, percent=95).sections[0].lists
    assert (plain.themes[0].detail, len(plain.themes[0].quotes)) == ("", 1)
    assert also.heading == "Other themes mentioned at least twice were"


def test_a_large_share_gets_detailed_treatment_among_the_other_comments_too() -> None:
    [_, other] = report_on(*[(str(n), "a") for n in range(6)], *[(str(n), "b") for n in range(4)]).sections[0].lists
    assert other.tier is Tier.OTHER
    assert other.themes[0].detail == "4 of 10 comments (40%) mentioned this theme, from 4 people."
    assert len(other.themes[0].quotes) == 3


def test_a_theme_with_themes_below_it_is_told_apart_from_its_net() -> None:
    rows = [row for row in count(CODEBOOK, comments(), top=9) if row.question == "q1"]
    report = build_report(
        CODEBOOK, rows, totals(CODEBOOK, comments())[:1], {}, ORIGIN, choices=Choices(also=1, percent=0)
    )
    [nature] = [theme for theme in report.sections[0].lists[0].themes if theme.code == "nature"]
    assert nature.mentions == "1 mention"
    assert nature.detail == (
        "1 of 118 comments (1%) mentioned this theme itself; with the themes below it, it was mentioned in 29 comments "
        "(25%) from 29 people."
    )


def test_the_table_has_every_theme_and_not_what_said_nothing() -> None:
    table = sample_report().sections[0].tables[0]
    assert [(row.label, row.depth, row.net) for row in table.rows] == [
        ("Play areas (e.g. swings)", 0, False),
        ("Nature", 0, True),
        ("Trees and shade", 1, False),
        ("Birds | bats", 1, False),
        ("Paths, benches & bins", 0, False),
        ("Something else", 0, False),
    ]
    assert all(len(row.cells) == len(table.columns) - 1 for row in table.rows)
    assert table.base == "Base: 40 people, 118 comments."


def test_a_theme_below_what_says_nothing_is_indented_below_the_nearest_row_and_makes_no_net_of_it() -> None:
    def table(*codes: Code) -> list[tuple[str, int, bool, tuple[str, ...]]]:
        codebook = Codebook(id="book", questions=(Question(id="q1", text="Why?"),), codes=codes)
        given = [CountedComment(comment=1, wave="", respondent="1", question="q1", codes=("deep",))]
        report = build_report(codebook, count(codebook, given), totals(codebook, given), {}, ORIGIN)
        [found] = report.sections[0].tables
        return [(row.label, row.depth, row.net, found.columns[1:3]) for row in found.rows]

    deep = Code(id="deep", label="Deep")
    silent = Code(id="silent", label="Silent", role=Role.NON_SUBSTANTIVE, codes=(deep,))
    assert table(silent) == [("Deep", 0, False, ("Mentions", "% of comments"))]
    assert table(Code(id="top", label="Top", codes=(silent,))) == [
        ("Top", 0, True, ("Mentions", "Its own mentions")),
        ("Deep", 1, False, ("Mentions", "Its own mentions")),
    ]


def test_lists_of_what_is_partly_read_say_so() -> None:
    rows = [("1", "a"), ("2", "a b")]
    whole, partly = (report_on(*more).sections[0].lists for more in (rows, [*rows, ("3", None)]))
    assert [tier.heading for tier in whole] == ["The most frequently mentioned themes were", "Other comments"]
    assert [tier.heading for tier in partly] == [
        "The most frequently mentioned themes (of the comments read so far) were",
        "Other comments (of the comments read so far)",
    ]


def test_only_what_is_true_of_the_percentages_is_said() -> None:
    def said(report: Report) -> list[str]:
        return [note for note in report.notes if "ercentages of" in note]

    [whole] = said(report_on(("1", "a")))
    assert whole.startswith("Percentages of comments are of the comments on the question")
    [partly] = said(report_on(("1", "a"), ("2", None)))
    assert partly.startswith("Not everything has been read yet, so themes are counted and ranked")
    assert [note.partition(",")[0] for note in said(sample_report())] == [
        "Where every comment on a question has been read",
        "Where not everything has been read",
    ]


def test_machine_counts_are_kept_apart_and_say_what_they_are() -> None:
    second = sample_report().sections[1]
    assert [table.heading for table in second.tables] == ["All themes", "Themes found by machine"]
    assert "found by machine; what it missed is not counted" in second.tables[1].caption
    assert {row.cells[0] for row in second.tables[1].rows} == {"3", "1"}
    assert [table.heading for table in sample_report().sections[0].tables] == ["All themes"]


def test_where_the_figures_come_from() -> None:
    assert sample_report().origin == (
        ("Coding framework", f"parks, version 1.1 (content {CODEBOOK.content_hash[:12]})"),
        ("Coded by", "ann (1,204 decisions), Bob <b@example.org> (1 decision)"),
        ("Coded by machine", "machine:framework-only (2 decisions)"),
        ("Made with", "coder 0.1.0"),
    )


def test_it_never_claims_too_much() -> None:
    for render in (markdown.render, html.render):
        text = render(sample_report())
        assert "These are the views of those who responded, not of residents in general." in text
        assert "representative" not in text and "anonymised" not in text


def test_the_order_of_the_rows_given_does_not_matter() -> None:
    def build(rows: list[Frequency]) -> Report:
        return build_report(CODEBOOK, rows, totals(CODEBOOK, comments()), {}, ORIGIN)

    rows = count(CODEBOOK, comments())
    assert build(rows[::-1]) == build(rows)


def test_a_codebook_without_a_title_or_a_version_is_known_by_its_id() -> None:
    report = report_on(("1", "a"))
    assert report.title == "book"
    assert report.origin[0][1].startswith("book (content ")


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "not applicable"), (0.0, "0%"), (0.2, "<1%"), (0.5, "1%"), (30.58, "31%"), (12.5, "13%"), (100.0, "100%")],
)
def test_percentages(value: float | None, words: str) -> None:
    assert percent(value) == words


def test_dates_do_not_depend_on_the_machine() -> None:
    assert date(datetime.date(2024, 12, 1)) == "1 December 2024"
    assert isinstance(Origin(date=datetime.date(2024, 1, 1), program="coder"), Origin)
