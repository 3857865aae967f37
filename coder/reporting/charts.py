"""Draws the pictures of a report, the same for every format: as SVG, with its words as words, and as PNG.

They can be read without colour: every bar has its words and figures beside it, and pieces of bars differ in hatching.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from textwrap import wrap

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from coder.domain.text import display
from coder.reporting.blocks import BarChart, Chart, Palette, StackedChart
from coder.reporting.cells import percent_text
from coder.reporting.contrast import mixed, readable_on

WIDTH = 7.2
"""Inches: what a page of A4 has room for, as wide as a screen of a telephone can still show."""
DOTS = 200
_SIZE, _SMALL = 10.0, 9.0
_ROW, _LINE = 0.34, 0.17
"""Inches of a bar with one line beside it, and of each further line."""
_AXIS = 0.5
"""Inches below the bars for their scale."""
_LABEL_WIDTH, _STACK_LABEL_WIDTH = 34, 26
"""Characters on a line of a label."""
_LEAST_PIECE = 6.5
"""Percent: a piece that is shorter has no room for its figure."""
_HATCHES = ("", "//", "\\\\", "--", "xx", "||", "++", "////")
_INK = "#1a1a1a"
_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
_UNDATED = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}


def svg(chart: Chart, palette: Palette) -> str:
    """The picture as an SVG file; it loads nothing and runs nothing, and the same chart always gives the same text."""
    return _drawn(chart, palette, "svg").decode()


def png(chart: Chart, palette: Palette) -> bytes:
    """The picture as a PNG file, `DOTS` to the inch."""
    return _drawn(chart, palette, "png")


def size(chart: Chart) -> tuple[float, float]:
    """Width and height in inches."""
    heights = _heights(_labels(chart), _STACK_LABEL_WIDTH if isinstance(chart, StackedChart) else _LABEL_WIDTH)
    below = _AXIS if isinstance(chart, BarChart) else _legend_height(chart)
    return WIDTH, round(sum(heights) + below, 2)


def _drawn(chart: Chart, palette: Palette, kind: str) -> bytes:
    with _settings(chart):
        width, height = size(chart)
        figure = Figure(figsize=(width, height), facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.36 if isinstance(chart, BarChart) else 0.3, 0, 1, 1))
        if isinstance(chart, BarChart):
            _draw_bars(figure, axes, chart, palette, height)
        else:
            _draw_stacks(figure, axes, chart, palette, height)
        made = io.BytesIO()
        figure.savefig(made, format=kind, dpi=DOTS if kind == "png" else 72, metadata=_UNDATED[kind])
    return made.getvalue()


@contextmanager
def _settings(chart: Chart) -> Iterator[None]:
    with (
        warnings.catch_warnings(),
        rc_context(
            {
                "svg.hashsalt": chart.id,
                "svg.fonttype": "none",
                "font.family": "sans-serif",
                "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
                "font.size": _SIZE,
                "text.color": _INK,
                "text.parse_math": False,
                "hatch.linewidth": 0.7,
            }
        ),
    ):
        warnings.filterwarnings("ignore", "Glyph", UserWarning)  # a script that the font does not have
        yield


def _draw_bars(figure: Figure, axes: Axes, chart: BarChart, palette: Palette, height: float) -> None:
    places = _place(axes, _labels(chart), _LABEL_WIDTH)
    axes.set_position((0.36, _AXIS / height, 0.36, 1 - _AXIS / height))
    longest = max(chart.longest, *(bar.high or bar.value for bar in chart.bars), 1e-9)
    axes.barh(places, [bar.value for bar in chart.bars], height=0.2, color=palette.bar)
    for place, bar in zip(places, chart.bars, strict=True):
        end = bar.value
        if bar.low is not None and bar.high is not None:
            axes.plot([bar.low, bar.high], [place, place], color=_INK, linewidth=1.4)
            for limit in (bar.low, bar.high):
                axes.plot([limit, limit], [place - 0.06, place + 0.06], color=_INK, linewidth=1.4)
            end = max(end, bar.high)
        axes.text(end + longest * 0.03, place, _clean(bar.said), va="center", fontsize=_SMALL, bbox=_PAPER)
    axes.set_xlim(0, longest * 1.02)
    axes.set_xticks(_ticks(longest), [percent_text(tick) for tick in _ticks(longest)], fontsize=_SMALL)
    axes.set_xlabel(_clean(chart.axis), fontsize=_SMALL)
    _bare(axes)
    axes.grid(visible=True, axis="x", color="#d0d0d0", linewidth=0.6)
    axes.set_axisbelow(True)


def _draw_stacks(figure: Figure, axes: Axes, chart: StackedChart, palette: Palette, height: float) -> None:
    below = _legend_height(chart)
    places = _place(axes, _labels(chart), _STACK_LABEL_WIDTH)
    axes.set_position((0.3, below / height, 0.67, 1 - below / height))
    colours = scale_colours(len(chart.options), palette)
    starts = [0.0] * len(chart.stacks)
    for at, colour in enumerate(colours):
        shares = [stack.shares[at] for stack in chart.stacks]
        hatch = _HATCHES[at % len(_HATCHES)]
        ink = readable_on(colour)
        axes.barh(
            places,
            shares,
            left=starts,
            height=0.22,
            color=colour,
            edgecolor=mixed(ink, colour, 0.55),
            hatch=hatch,
            linewidth=0.6,
        )
        for place, start, share in zip(places, starts, shares, strict=True):
            if share >= _LEAST_PIECE:
                box = {"facecolor": colour, "edgecolor": "none", "pad": 1.0} if hatch else None
                axes.text(
                    start + share / 2, place, percent_text(share), ha="center", va="center", color=ink,
                    fontsize=_SMALL, bbox=box,
                )  # fmt: skip
        starts = [start + share for start, share in zip(starts, shares, strict=True)]
    axes.set_xlim(0, 100)
    axes.set_xticks([])
    _bare(axes)
    _legend(figure, chart, colours)


def _legend(figure: Figure, chart: StackedChart, colours: Sequence[str]) -> None:
    pieces = [
        Patch(
            facecolor=colour,
            edgecolor=mixed(readable_on(colour), colour, 0.55),
            hatch=_HATCHES[at % len(_HATCHES)],
            linewidth=0.6,
            label=_clean(option),
        )
        for at, (option, colour) in enumerate(zip(chart.options, colours, strict=True))
    ]
    figure.legend(
        handles=pieces,
        loc="lower left",
        bbox_to_anchor=(0.01, 0.0),
        ncols=_legend_columns(chart),
        fontsize=_SMALL,
        frameon=False,
        handlelength=1.4,
        columnspacing=1.2,
        borderaxespad=0.0,
    )


def scale_colours(options: int, palette: Palette) -> list[str]:
    """A colour for each piece, from the house colour to a pale grey, so that neighbours differ in lightness too."""
    if len(palette.scale) >= options:
        return list(palette.scale[:options])
    dark, pale = mixed(palette.bar, "#000000", 0.35), "#e8e8e8"
    return [mixed(dark, pale, at / max(1, options - 1)) for at in range(options)]


def _place(axes: Axes, labels: Sequence[str], width: int) -> list[float]:
    """Where the bars stand, in inches from the bottom, each as high as its label needs; sets the labels."""
    heights = _heights(labels, width)
    places, above = [], sum(heights)
    for height in heights:
        places.append(above - height / 2)
        above -= height
    axes.set_ylim(0, sum(heights))
    axes.set_yticks(places, ["\n".join(_lines(label, width)) for label in labels], fontsize=_SMALL, linespacing=1.1)
    return places


def _labels(chart: Chart) -> list[str]:
    return [bar.label for bar in chart.bars] if isinstance(chart, BarChart) else [one.label for one in chart.stacks]


def _heights(labels: Sequence[str], width: int) -> list[float]:
    return [_ROW + _LINE * (len(_lines(label, width)) - 1) for label in labels]


def _lines(label: str, width: int) -> list[str]:
    return wrap(_clean(label), width, max_lines=4, placeholder=" …") or [" "]


def _legend_columns(chart: StackedChart) -> int:
    longest = max(len(option) for option in chart.options)
    return max(1, min(len(chart.options), int(92 / (longest + 6))))


def _legend_height(chart: StackedChart) -> float:
    """Inches below the bars for what their pieces mean."""
    return 0.15 + 0.22 * -(-len(chart.options) // _legend_columns(chart))


def _ticks(longest: float) -> list[float]:
    step = next((step for step in (1, 2, 5, 10, 20, 25) if longest / step <= 5), 25)
    return [tick for tick in range(0, 101, step) if tick <= longest * 1.001]


def _bare(axes: Axes) -> None:
    axes.tick_params(length=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color("#808080")


def _clean(text: str) -> str:
    """Words from outside on one line, without what the font or the file cannot hold."""
    return " ".join(display(text, lines=False).split())
