"""A report in HTML: one file that loads nothing, runs nothing and can be read by everyone."""

import base64
import hashlib

from jinja2 import Environment, PackageLoader, StrictUndefined

from coder.domain.results import Tier
from coder.reporting.parts import Report
from coder.reporting.wording import shown

_STYLE = "report.css"
_PAGE = "report.html.j2"


def render(report: Report) -> str:
    """The report as one HTML document; the same report always gives the same text."""
    environment = _environment()
    style = environment.get_template(_STYLE).render()
    page = environment.get_template(_PAGE)
    bars = any(tier.tier is Tier.TOP for section in report.sections for tier in section.lists)
    return page.render(report=report, style_hash=_hash(style), scale=_scale(report), bars=bars) + "\n"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coder.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    return environment


def _hash(style: str) -> str:
    """What the page's policy names, so that this style applies and no other does."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _scale(report: Report) -> float:
    """The percentage a bar of full length stands for: the largest in the report, so that all bars compare."""
    shares = [theme.share for section in report.sections for tier in section.lists for theme in tier.themes]
    return max(shares, default=0.0) or 100.0
