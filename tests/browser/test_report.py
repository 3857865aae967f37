"""The report in a real browser, at the width of a phone and of a desk: it fits, and its policy blocks nothing."""

import asyncio

import pytest

from coder.reporting.formats import renderer
from tests.browser.chromium import chromium
from tests.unit.reporting.sample import sample_report
from tests.unit.reporting.sample_blocks import sample_blocks

pytestmark = pytest.mark.browser
OUTSIDE = """
[...document.querySelectorAll('body *')]
  .filter(one => !one.matches('.skip') && !(one.closest('.scroll') && !one.matches('.scroll, caption span')))
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(one => one.tagName + ' ' + one.textContent.slice(0, 40))
"""
LOOKS = """({
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  pictures: [...document.images].map(one => one.complete && one.naturalWidth > 0),
  tint: getComputedStyle(document.querySelector('nav')).backgroundColor,
  tables: document.querySelectorAll('table').length,
})"""


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("make", [sample_report, sample_blocks])
async def test_the_report_fits_and_complains_of_nothing(tmp_path, make, width):
    page = tmp_path / "report.html"
    page.write_bytes(renderer(".html")(make()))
    async with chromium(tmp_path / "profile") as browser:
        tab = await browser.tab()
        await tab.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=844, deviceScaleFactor=1, mobile=width < 500
        )
        await tab.go(page.as_uri())
        async with asyncio.timeout(30):
            while await tab.evaluate("document.readyState") != "complete" or not await tab.evaluate(
                "document.querySelectorAll('main').length"
            ):
                await asyncio.sleep(0.05)
        seen = await tab.evaluate(LOOKS)
        assert await tab.evaluate(OUTSIDE) == []
    assert seen["wide"] == 0
    assert seen["pictures"] and all(seen["pictures"])
    assert seen["tint"] == "rgb(242, 245, 246)"
    assert seen["tables"] >= 2
    assert tab.complaints == []
    assert {address.split(":")[0] for address in tab.addresses} == {"file", "data"}
