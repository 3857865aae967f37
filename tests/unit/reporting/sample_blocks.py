"""A small report with every kind of block and of cell, and with words from outside that would act as markup."""

import datetime

from coder.reporting.blocks import (
    AuthorStub,
    Bar,
    BarChart,
    Bullets,
    Column,
    Facts,
    Heading,
    Item,
    Note,
    Paragraph,
    Part,
    QuoteBlock,
    Report,
    Row,
    Stack,
    StackedChart,
    Table,
)
from coder.reporting.cells import About, Count, Interval, Mark, Marked, Percent, Statistic, Text

LABELS = ("Play areas (e.g. swings)", "Birds | bats", "<b>Paths</b> & benches", "=1+1")

THEMES = Table(
    id="themes-q1",
    caption="Question 1: all themes",
    base="Base: 40 people, 118 comments.",
    columns=(
        Column(key="label", heading="Theme", numeric=False),
        Column(key="mentions", heading="Mentions"),
        Column(key="percent_of_comments", heading="% of comments"),
    ),
    rows=(
        Row(key="play", cells=(Text(LABELS[0]), Count(1204), Percent(72.5)), net=True),
        Row(key="birds", cells=(Text(LABELS[1]), Count(13), Percent(11.0169)), depth=1),
        Row(key="paths", cells=(Text(LABELS[2]), Count(1), Percent(0.3)), depth=2),
        Row(key="nothing", cells=(Text(LABELS[3]), Count(0), Marked(Mark.NOT_APPLICABLE))),
    ),
    notes=("A sentence below the table.",),
)

ESTIMATES = Table(
    id="estimates-q1",
    caption="Question 1: estimates for all responses",
    base="Base: 40 people.",
    columns=(
        Column(key="label", heading="Theme", numeric=False),
        Column(key="respondents", heading="People"),
        Column(key="interval", heading="95% interval"),
        Column(key="percent_interval", heading="95% interval, % of people"),
        Column(key="kappa", heading="Kappa"),
    ),
    rows=(
        Row(
            key="play",
            cells=(
                Text(LABELS[0]),
                About(30.6),
                Interval(25.2, 1035.5, percent=False),
                Interval(0.2, 88.5, percent=True),
                Statistic(-0.023),
            ),
        ),
        Row(
            key="birds",
            cells=(Text(LABELS[1]), *(Marked(mark) for mark in (Mark.CONFIDENTIAL, Mark.LOW_BASE)), *2 * (Count(3),)),
        ),
    ),
)

BARS = BarChart(
    id="chart-themes-q1",
    caption="Question 1: the most frequently mentioned themes",
    alt="Bars: Play areas 72%; Birds 11%.",
    axis="% of comments",
    bars=(
        Bar(label=LABELS[0], value=72.5, said="1,204 mentions (73%)", low=60.0, high=80.0),
        Bar(label=LABELS[1], value=11.0169, said="13 mentions (11%)"),
    ),
    table="themes-q1",
    longest=72.5,
)

SCALE = StackedChart(
    id="chart-vision",
    caption="How far people agree with the vision, by age",
    alt="Stacked bars: all: 60% agree, 10% neither, 30% disagree; 65 and over: 50%, 25%, 25%.",
    options=("Agree", "Neither", "Disagree"),
    stacks=(
        Stack(label="All (40)", shares=(60.0, 10.0, 30.0)),
        Stack(label="65 and over (12) [low base]", shares=(50.0, 25.0, 25.0)),
    ),
    table="themes-q1",
    diverging=1,
)

QUOTE = QuoteBlock(text="The new slide is *brilliant*.\n\nMore:\r\n- swings\n- a zip wire \x1b[31m", comment=7)


def sample_blocks() -> Report:
    """The report."""
    return Report(
        title="Parks & <open> spaces",
        subtitle="What people said, by theme",
        date=datetime.date(2024, 4, 2),
        organisation="Anytown & District Council",
        lead=("This report sets out what people said.",),
        facts=(("Respondents", "40 people"), ("Coding framework", "parks, version 1.1")),
        parts=(
            Part(
                id="method", heading="How it was done", blocks=(Paragraph("Two people read."), Facts((("By", "ann"),)))
            ),
            Part(
                id="q1",
                heading="Question 1: What do you like about the *park*?",
                blocks=(
                    Paragraph("40 people responded.", lead=True),
                    Heading(3, "The most frequently mentioned themes were"),
                    BARS,
                    Bullets((Item(label=LABELS[0], text="(1,204 mentions)"), Item(text="An item without a label."))),
                    Heading(4, LABELS[0]),
                    AuthorStub("q1.play", "What people meant by it, in your words."),
                    QUOTE,
                    Bullets(
                        (
                            Item(
                                label=LABELS[1],
                                text="(13 mentions)",
                                blocks=(
                                    Paragraph("13 of 118 comments mentioned it."),
                                    QuoteBlock(text="\u0627\u0644\u0623", comment=8, said_by="Resident, under 65"),
                                ),
                            ),
                        )
                    ),
                    THEMES,
                    Note("Small print."),
                    SCALE,
                ),
            ),
            Part(id="estimates", heading="Estimates", blocks=(ESTIMATES,), appendix=True),
        ),
        marks=(Mark.CONFIDENTIAL, Mark.LOW_BASE, Mark.NOT_APPLICABLE),
    )
