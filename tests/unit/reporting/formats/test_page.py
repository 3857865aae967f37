"""The page as a document: what it points to is there, what is read aloud is there, and it can be seen."""

import base64
import dataclasses
import hashlib
import re
from collections import Counter
from itertools import pairwise

import pytest
from lxml import html

from coder.reporting.blocks import Palette
from coder.reporting.contrast import contrast
from coder.reporting.formats import renderer
from tests.unit.reporting.sample_blocks import sample_blocks

REPORT = sample_blocks()
COLOUR = re.compile(r"--(\w+): (#[0-9a-f]{6})")


@pytest.fixture(scope="module")
def text():
    return renderer(".html")(REPORT).decode()


@pytest.fixture(scope="module")
def page(text):
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def test_everything_that_is_pointed_to_is_there_once(page):
    ids = Counter(page.xpath("//@id"))
    assert set(ids.values()) == {1}
    pointed = [one.removeprefix("#") for one in page.xpath("//@href")] + page.xpath("//@aria-labelledby")
    assert len(pointed) > 5
    assert set(pointed) <= set(ids)


def test_it_is_in_a_language_and_in_one_order(page):
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == REPORT.title
    assert [len(page.findall(f".//{name}")) for name in ("h1", "main", "header", "nav")] == [1, 1, 1, 1]
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_and_pictures_say_what_they_are(page):
    for table in page.iter("table"):
        assert table[0].tag == "caption" and table[0].text_content().strip()
        assert {cell.get("scope") for cell in table.find("thead").iter("th")} == {"col"}
        for row in table.find("tbody"):
            assert (row[0].tag, row[0].get("scope")) == ("th", "row")
            assert len(row) == len(table.find("thead/tr"))
            assert all(cell.text_content().strip() for cell in row)
        box = table.getparent()
        assert (box.get("role"), box.get("tabindex")) == ("region", "0")
    for picture in page.iter("img"):
        assert picture.get("alt")
        assert picture.xpath("ancestor::figure/figcaption")


def test_its_policy_lets_its_own_style_apply_and_nothing_else(page):
    [style] = page.iter("style")
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    assert not page.xpath("//script | //link | //iframe | //form | //@style | //@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize("palette", [Palette(), Palette(accent="#6a0032", bar="#a8562f")])
def test_its_colours_can_be_told_from_what_is_behind_them(palette):
    text = renderer(".html")(dataclasses.replace(REPORT, palette=palette)).decode()
    colours = dict(COLOUR.findall(text.split("@media print")[0]))
    assert (colours["accent"], colours["bar"]) == (palette.accent, palette.bar)
    for words in ("ink", "soft", "accent"):
        assert contrast(colours[words], colours["paper"]) >= 4.5
        assert contrast(colours[words], colours["tint"]) >= 4.5
    assert contrast(colours["bar"], colours["paper"]) >= 3
    [stub] = re.findall(r"\.stub \{.*?[^-]color: (#[0-9a-f]{6})", text)
    assert contrast(stub, colours["paper"]) >= 4.5
