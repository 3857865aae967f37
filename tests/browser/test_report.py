"""The report in a real browser: it renders, and its policy blocks nothing of its own."""

import shutil
import subprocess

import pytest

from tests.unit.reporting.test_golden import GOLDEN

pytestmark = pytest.mark.browser
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--enable-logging=stderr", "--v=0"),
)


def test_the_report_renders_with_its_style_and_no_complaint(tmp_path):
    browser = shutil.which("chromium")
    assert browser, "chromium is not installed; .ci/run installs it"
    picture = tmp_path / "report.png"
    command = [browser, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={picture}"]
    done = subprocess.run(
        [*command, "--window-size=1000,1600", (GOLDEN / "report.html").as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert picture.stat().st_size > 20_000
    assert "Content Security Policy" not in done.stderr
    assert "CONSOLE" not in done.stderr
