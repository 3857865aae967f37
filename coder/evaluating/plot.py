"""Draws the learning curve into a picture."""

import io
from collections.abc import Sequence

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from coder.evaluating.calibration import Bin
from coder.evaluating.curve import Point

SHARES = {
    "hit1": "first suggestion right (hit1)",
    "recall3": "codes among the first three (recall3)",
    "microF1": "F1 of assigned codes (microF1)",
    "macroF1": "the same, every code alike (macroF1)",
    "mAP": "ranking of responses (mAP)",
}
"""What is drawn against the number of reviewed responses."""
UNDATED = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}, ".png": {}}
"""The kinds of picture, each with what keeps the hour of its making out of it."""
_SIZE, _DOTS = (13.0, 4.6), 150
_LINES, _MARKERS = ("-", "--"), "osD^v"


def picture(points: Sequence[Point], bins: Sequence[Bin], title: str, kind: str) -> bytes:
    """The picture as a file: shares, keys per response, and calibration, side by side.

    Args:
        points: The curve, of one order or several.
        bins: How scores compare with what was found, at the greatest number of reviewed responses.
        title: What was evaluated.
        kind: One of UNDATED.
    """
    with rc_context({"svg.hashsalt": "coder", "font.family": "DejaVu Sans", "font.size": 9.0}):
        figure = Figure(figsize=_SIZE, layout="constrained")
        FigureCanvasAgg(figure)
        shares, keys, calibrated = figure.subplots(1, 3)
        orders = list(dict.fromkeys(point.order for point in points))
        for order, line in zip(orders, _LINES * len(orders), strict=False):
            of_order = [point for point in points if point.order == order]
            said = f", {order}" if len(orders) > 1 else ""
            for (name, label), marker in zip(SHARES.items(), _MARKERS, strict=True):
                _line(shares, of_order, name, label + said, line, marker)
            _line(keys, of_order, "keys", f"with suggestions{said}", line, "o")
        _line(keys, [point for point in points if point.order == orders[0]], "keys_without", "without", ":", "")
        _name_axes(shares, points, "How good suggestions are", "share (1 is best)", top=1.0)
        _name_axes(keys, points, "Keys per response", "keys pressed")
        _draw_calibration(calibrated, bins)
        figure.suptitle(title)
        made = io.BytesIO()
        figure.savefig(made, format=kind.removeprefix("."), dpi=_DOTS, metadata=UNDATED[kind])
    return made.getvalue()


def _line(axes: Axes, points: Sequence[Point], name: str, label: str, line: str, marker: str) -> None:
    known = [
        (point.reviewed, one.mean, one.sd or 0.0) for point in points if (one := point.figures[name]).mean is not None
    ]
    if known:
        across, means, spreads = zip(*known, strict=True)
        axes.errorbar(
            across,
            means,
            yerr=spreads,
            label=label,
            linestyle=line,
            marker=marker,
            markersize=4,
            linewidth=1.2,
            capsize=2,
        )


def _name_axes(axes: Axes, points: Sequence[Point], title: str, unit: str, *, top: float | None = None) -> None:
    axes.set_title(title)
    axes.set_xlabel("responses reviewed")
    axes.set_ylabel(unit)
    axes.set_xscale("symlog", linthresh=50)
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0, top=top)
    axes.set_xticks(sorted({point.reviewed for point in points}))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.minorticks_off()
    axes.grid(visible=True, alpha=0.3)
    axes.legend(fontsize=7)


def _draw_calibration(axes: Axes, bins: Sequence[Bin]) -> None:
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey", label="as it should be")
    axes.plot([one.expected for one in bins], [one.found for one in bins], marker="o", markersize=4, label="found")
    axes.set_title("Whether scores are probabilities")
    axes.set_xlabel("score")
    axes.set_ylabel("share that people gave")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.grid(visible=True, alpha=0.3)
    axes.legend(fontsize=7)
