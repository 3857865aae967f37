"""No text from outside can act: as HTML, as Markdown, on a terminal, or on the direction of the page."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coder.domain.results import Tier
from coder.reporting import html, markdown
from coder.reporting.parts import Quote, Report, Row, Section, Table, Theme, ThemeList
from coder.reporting.wording import shown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><style>*{display:none}</style>",
    '" onmouseover="alert(1)" style="x',
    "<!-- comment",
    "&lt;b&gt; &amp; &#60; &notanentity",
    "{{ 7 * 7 }} {% include 'x' %} {# x #}",
    "[click](javascript:alert(1)) ![x](http://example.org/x.png) <http://example.org>",
    "[ref]: http://example.org 'x'",
    "https://example.org and www.example.org",
    "**bold** __bold__ *it* _it_ `code` ~~gone~~ $x$ ^x^ \\",
    "# heading",
    "Heading\n=======\n\nHeading\n---",
    "- item\n+ item\n1. item\n2) item\n* item",
    "> quote\n\n    indented code\n\tcode",
    "```\nfence\n~~~",
    "a | b | c\n|---|---|",
    "***\n---\n___",
    "\x1b[31mred\x1b[0m \x1b]52;c;AAAA\x07 \x9b31m",
    "\u202eright to left\u2066 \u200f",
    "nul\x00 bell\x07 del\x7f \r\nlines\r\x0b\x0c\u2028\u2029\x85",
    "=cmd()|' /C calc'!A0",
    "lone surrogate \ud800 and \ufffe",
    "x" * 100_000,
    "<" * 3000,
    "\n" * 1000 + "x" + "\n" * 1000,
    ": definition\n%title",
]
ALLOWED = re.compile(
    "html|head|meta|title|style|body|a|header|h[1-4]|p|nav|[uod]l|li|main|section|bdi|span|svg|rect|blockquote|div"
    "|table|caption|thead|tbody|tr|th|td|footer|dt|dd"
)
ATTRIBUTES = re.compile(
    "lang|http-equiv|content|charset|name|class|href|id|aria-labelledby|aria-hidden|focusable|viewbox"
    "|preserveaspectratio|width|height|dir|role|tabindex|scope"
)
INERT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\u2028\u2029]")


def report_of(text: str) -> Report:
    """A report that has the text wherever text from outside can be."""
    theme = Theme(code="a", label=text, mentions="1 mention", share=50.0, detail="Said.", quotes=(Quote(text, 1),))
    lists = tuple(ThemeList(tier=tier, heading=f"The {tier}", themes=(theme, theme)) for tier in Tier)
    rows = (
        Row(label=text, depth=0, net=True, cells=("1", "<1%")),
        Row(label=text, depth=1, net=False, cells=("1", "")),
    )
    table = Table(heading="All", caption="Table.", base="Base: 1.", columns=("Theme", "Mentions", "%"), rows=rows)
    section = Section(question="q1", heading=text, opening=("One.", text), lists=lists, tables=(table,))
    return Report(
        title=text, date="2 April 2024", lead=("Lead.",), sections=(section,), notes=("Note.",), origin=(("By", text),)
    )


class Page(HTMLParser):
    """What a browser would make of the page: its elements and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment in the page")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_html_is_only_ours(text: str) -> None:
    page = html.render(report_of(text))
    ours = Page(html.render(report_of("plain")))
    read = Page(page)
    assert [tag for tag, _ in read.elements] == [tag for tag, _ in ours.elements]
    assert all(ALLOWED.fullmatch(tag) for tag, _ in read.elements)
    assert all(ATTRIBUTES.fullmatch(name) for _, attributes in read.elements for name in attributes)
    assert {a["href"] for tag, a in read.elements if tag == "a"} <= {"#main", "#question-1", "#notes", "#origin"}
    assert read.texts.count(shown(text)) >= 8
    assert shown(text, lines=True) in read.texts
    assert not INERT.search(page)
    page.encode()


def structure(text: str) -> list[tuple[str, str]]:
    return [
        (token.type, token.tag) for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    ]


def inline_text(text: str) -> tuple[set[str], str]:
    """The kinds of inline tokens in a Markdown text, and what it reads."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inner = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    return {child.type for child in inner}, "".join(child.content or "\n" for child in inner)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_is_only_ours(text: str) -> None:
    rendered = markdown.render(report_of(text))
    blocks = [kind for kind, _ in structure(rendered)]
    kinds, _ = inline_text(rendered)
    assert kinds <= {"text", "text_special", "hardbreak", "softbreak"}
    ours = [kind for kind, _ in structure(markdown.render(report_of(re.sub(r"[^\n\r]", "x", shown(text, lines=True)))))]
    assert blocks == ours
    assert not INERT.search(rendered)
    rendered.encode()


@settings(deadline=None)
@given(st.text() | st.text(alphabet="<>&[]()*_`~|\\#-+=:!$^{}1.) \n\tawx/&;"))
def test_escaped_text_reads_as_it_was(text: str) -> None:
    escaped = markdown.escape(text)
    kinds, read = inline_text(f"- {escaped}\n\n  {escaped}\n\n> {escaped}")
    assert kinds <= {"text", "text_special"}
    assert read == shown(text) * 3
    _, cell = inline_text(f"| a | b |\n| --- | --- |\n| x | {escaped} |")
    assert cell == "abx" + shown(text)


def test_harmless_characters_stay_readable() -> None:
    label = (
        'My query is resolved / I can get what I need (e.g. online, in person), R&D\'s "ideologies" - 100% +1 #2: a=b!'
    )
    assert markdown.escape(label) == label


def test_nothing_is_loaded_and_only_our_style_applies() -> None:
    page = html.render(report_of("plain"))
    head = page.split("<head>", 1)[1].lstrip()
    policy = re.match(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
    assert policy
    style = page.split("<style>", 1)[1].split("</style>", 1)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    assert page.count("<style") == 1
    assert not re.search(r"<script|<link|<img|<iframe|\bstyle=|\bsrc=|url\(|@import|http:|https:", page)


def test_the_page_has_what_a_screen_reader_needs() -> None:
    read = Page(html.render(report_of("plain")))
    tags = [tag for tag, _ in read.elements]
    assert ("html", {"lang": "en-GB"}) in read.elements
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert tags.count("caption") == tags.count("table") == 1
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in read.elements if tag == "th")
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(a["aria-labelledby"] in ids for _, a in read.elements if "aria-labelledby" in a)
    assert all(a["href"][1:] in ids for tag, a in read.elements if tag == "a" and a["href"])


def test_the_same_report_gives_the_same_bytes() -> None:
    for render in (markdown.render, html.render):
        assert render(report_of("x")) == render(replace(report_of("x")))
