"""A report in HTML: one file that loads nothing, runs nothing and can be read by everyone."""

import base64
import hashlib

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coder.reporting.blocks import Chart, Report
from coder.reporting.cells import MEANINGS, cell_text
from coder.reporting.charts import svg
from coder.reporting.wording import date, shown

_STYLE = "report.css"
_PAGE = "report.html.j2"


def render(report: Report) -> bytes:
    """The report as one HTML document in UTF-8."""
    environment = _environment()

    def drawn(chart: Chart) -> str:
        """The picture as an address, so that its styles are its own and need no leave from the page's policy."""
        return "data:image/svg+xml;base64," + base64.b64encode(svg(chart, report.palette).encode()).decode()

    style = environment.get_template(_STYLE).render(palette=report.palette)
    page = environment.get_template(_PAGE).render(
        report=report,
        date=date(report.date),
        meanings=MEANINGS,
        style=Markup(style),
        style_hash=_hash(style),
        drawn=drawn,
        main=[part for part in report.parts if not part.appendix],
        appendix=[part for part in report.parts if part.appendix],
    )
    return (page + "\n").encode()


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coder.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    environment.filters["cell"] = lambda cell: shown(cell_text(cell))
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment


def _hash(style: str) -> str:
    """What the page's policy names, so that this style applies and no other does."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
