"""Pages as the HTML standard's own parser reads them: strictly, without one complaint."""

import html5lib
import pytest

from coder.reporting.formats import renderer
from tests.unit.reporting.sample import sample_report
from tests.unit.reporting.sample_blocks import sample_blocks


@pytest.mark.parametrize("make", [sample_report, sample_blocks])
def test_the_page_has_no_error_of_html(make):
    html5lib.HTMLParser(strict=True).parse(renderer(".html")(make()).decode())


@pytest.mark.parametrize("wrong", ["<p>a</b>", '<p id="a" id="b">', "<td>a</td>", "&nothing;"])
def test_the_checker_sees_errors(wrong):
    with pytest.raises(html5lib.html5parser.ParseError):
        html5lib.HTMLParser(strict=True).parse(f"<!DOCTYPE html><html><head><title>a</title></head><body>{wrong}")
