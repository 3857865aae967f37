"""The pictures: the same bytes each time, with their words and figures in them, and harmless."""

from xml.etree import ElementTree

from coder.reporting.blocks import Bar, BarChart, Palette, StackedChart
from coder.reporting.charts import png, scale_colours, size, svg
from coder.reporting.contrast import contrast, readable_on
from tests.unit.reporting.sample_blocks import BARS, SCALE

HOSTILE = BarChart(
    id="x",
    caption="c",
    alt="a",
    axis="%",
    bars=(
        Bar(label="$x^2$ <script>alert(1)</script> & \x1b[31m\u202e", value=0.0, said="none $"),
        Bar(label="w" * 500, value=0.0, said=""),
    ),
    table="",
    longest=0.0,
)


def words(picture: str) -> list[str]:
    return [
        "".join(node.itertext()).strip()
        for node in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_a_picture_is_the_same_each_time_and_says_its_figures_in_words() -> None:
    for chart, said in ((BARS, "1,204 mentions (73%)"), (SCALE, "60%")):
        picture = svg(chart, Palette())
        assert picture == svg(chart, Palette())
        assert said in words(picture)
        assert "<script" not in picture and "Date" not in picture and "20" + "26" not in picture
    assert {"Agree", "Neither", "Disagree", "All (40)"} <= set(words(svg(SCALE, Palette())))
    assert png(BARS, Palette()) == png(BARS, Palette())
    assert png(BARS, Palette()).startswith(b"\x89PNG")


def test_words_from_outside_do_nothing() -> None:
    picture = svg(HOSTILE, Palette())
    assert "<script" not in picture and "\x1b" not in picture and "\u202e" not in picture
    assert any("$x^2$" in said for said in words(picture))
    assert size(HOSTILE)[1] < 3


def test_the_length_of_a_bar_is_its_share_and_the_interval_is_drawn() -> None:
    with_interval = svg(BARS, Palette())
    without = svg(
        BarChart(**{name: getattr(BARS, name) for name in BARS.__slots__} | {"bars": BARS.bars[1:]}), Palette()
    )
    assert with_interval.count('id="line2d') > without.count('id="line2d')


def test_neighbouring_pieces_differ_and_their_figures_can_be_read() -> None:
    for options in (2, 5, 7):
        colours = scale_colours(options, Palette())
        assert len(set(colours)) == options
        assert all(contrast(readable_on(colour), colour) >= 4.5 for colour in colours)
    assert isinstance(SCALE, StackedChart)
