"""A diagnosis of a framework in plain sentences, and as JSON."""

import json
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from coder.cli.findings import Paragraph, Writer
from coder.domain.text import display, plural

if TYPE_CHECKING:
    from coder.workflow.diagnose import Diagnosis

MOST_SHOWN = 8
"""Findings of a kind that are shown; JSON has all."""
NARROWEST, WIDEST = 40, 96


def as_json(found: "Diagnosis") -> str:
    """The four arrays as one object; every code has its label beside it."""
    arrays = {
        "confused": [
            {"label": found.labels[one.code], "other_label": found.labels[one.other]} | asdict(one)
            for one in found.confused
        ],
        "attracting": [{"label": found.labels[one.code], "rate": one.rate} | asdict(one) for one in found.attracting],
        "unused": [{"label": found.labels[one.code]} | asdict(one) for one in found.unused],
        "far": [{"nearest_label": found.labels.get(one.nearest, one.nearest)} | asdict(one) for one in found.far],
    }
    return json.dumps(arrays, ensure_ascii=False, indent=1) + "\n"


def as_text(found: "Diagnosis") -> str:
    """Everything for people to read, inert, wrapped to the terminal."""
    writer = Writer(found)
    sections = [
        ("Codes that are confused", [writer.confused(one) for one in found.confused]),
        ("Wording that attracts what people reject", [writer.attracting(one) for one in found.attracting]),
        ("Codes nobody uses", writer.unused(found.unused)),
        ("Comments far from every code", [writer.far(one) for one in found.far]),
    ]
    paragraphs = [("", sentence) for sentence in _looked_at(found)]
    for title, findings in sections:
        if findings:
            paragraphs += [("", ""), *_section(title, findings)]
    if found.unsaid:
        paragraphs += [("", ""), ("", "What cannot be said"), *(("-  ", sentence) for sentence in found.unsaid)]
    return display("\n".join(line for paragraph in paragraphs for line in _wrapped(*paragraph)) + "\n")


def _looked_at(found: "Diagnosis") -> Iterator[str]:
    yield f"{plural(found.comments, 'comment')} looked at, {found.decided:,} of them decided by people."
    if found.unseen:
        yield (
            f"{found.unseen:,} of these were decided without suggestions, or under another wording: for them, what the "
            "present wording alone selects stands for what was suggested."
        )
    numbers = [
        plural(len(found.confused), "pair of codes", "pairs of codes") + " confused or alike",
        plural(len(found.attracting), "code") + " often left out",
        plural(len(found.unused), "code") + " not used",
        plural(len(found.far), "group") + " of comments far from every code",
    ]
    yield f"Found: {', '.join(numbers)}."


def _section(title: str, findings: Sequence[Sequence[Paragraph]]) -> Iterator[Paragraph]:
    yield "", title
    yield "", "=" * len(title)
    for number, (head, *rest) in enumerate(findings[:MOST_SHOWN], start=1):
        if number > 1:
            yield "", ""
        yield f"{number}. ", head[1]
        yield from rest
    if len(findings) > MOST_SHOWN:
        yield "", ""
        yield "", f"And {len(findings) - MOST_SHOWN} more: --format json has all."


def _wrapped(indent: str, text: str) -> list[str]:
    width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))
    further = " " * len(indent)
    lines = textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=further, break_on_hyphens=False)
    return lines or [""]
