"""No text from outside can act: as HTML, as Markdown, on a terminal, or on the direction of the page."""

import base64
import datetime
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coder.reporting.blocks import (
    AuthorStub,
    Bar,
    BarChart,
    Bullets,
    Column,
    Facts,
    Heading,
    Item,
    Note,
    Paragraph,
    Part,
    QuoteBlock,
    Report,
    Row,
    Table,
)
from coder.reporting.cells import Count, Text
from coder.reporting.formats import html, markdown
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
    "x" * 20_000,
    "<" * 1000,
    "\n" * 1000 + "x" + "\n" * 1000,
    ": definition\n%title",
]
ALLOWED = re.compile(
    "html|head|meta|title|style|body|a|header|h[1-4]|p|nav|[uod]l|li|main|section|bdi|span|svg|rect|blockquote|div"
    "|table|caption|thead|tbody|tr|th|td|footer|dt|dd|figure|figcaption|img"
)
ATTRIBUTES = re.compile(
    "lang|http-equiv|content|charset|name|class|href|id|aria-labelledby|aria-hidden|focusable|viewbox"
    "|preserveaspectratio|width|height|dir|role|tabindex|scope|src|alt"
)
INERT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\u2028\u2029]")


def report_of(text: str, *, drawn: bool = False) -> Report:
    """A report that has the text wherever text from outside can be; pictures take a moment, so only if wanted."""
    quote = QuoteBlock(text=text, comment=1, said_by=text)
    table = Table(
        id="t",
        caption=text,
        base=text,
        columns=(Column(key="label", heading=text, numeric=False), Column(key="n", heading=text)),
        rows=(
            Row(key="a", cells=(Text(text), Count(1)), net=True),
            Row(key="b", cells=(Text(text), Text(text)), depth=1),
        ),
        notes=(text,),
    )
    bar = Bar(label=text[:100], value=50.0, said="1 mention")
    chart = BarChart(id="c", caption=text, alt=text, axis="%", bars=(bar,), table="t")
    blocks = (
        Heading(3, text),
        Paragraph(text),
        Facts(((text, text),)),
        Note(text),
        AuthorStub("x", text),
        *([chart] if drawn else []),
        Bullets((Item(label=text, text=text, blocks=(quote, Paragraph(text))),)),
        quote,
        table,
    )
    return Report(
        title=text,
        subtitle="What people said",
        date=datetime.date(2024, 4, 2),
        organisation=text,
        facts=(("By", text),),
        parts=(
            Part(id="p", heading=text, blocks=blocks),
            Part(id="a", heading=text, blocks=(replace(table, id="u"),), appendix=True),
        ),
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
    page = html.render(report_of(text)).decode()
    ours = Page(html.render(report_of("plain")).decode())
    read = Page(page)
    assert [tag for tag, _ in read.elements] == [tag for tag, _ in ours.elements]
    assert all(ALLOWED.fullmatch(tag) for tag, _ in read.elements)
    assert all(ATTRIBUTES.fullmatch(name) for _, attributes in read.elements for name in attributes)
    assert {a["href"] for tag, a in read.elements if tag == "a"} <= {"#main", "#part-p", "#part-a", "#appendix"}
    assert not any("src" in attributes for _, attributes in read.elements)
    assert read.texts.count(shown(text)) >= 8
    assert shown(text, lines=True) in read.texts
    assert not INERT.search(page)
    page.encode()


@pytest.mark.parametrize("text", HOSTILE[1:4], ids=range(3))
def test_a_picture_has_its_words_and_nothing_else(text: str) -> None:
    read = Page(html.render(report_of(text, drawn=True)).decode())
    [picture] = [attributes for tag, attributes in read.elements if tag == "img"]
    assert set(picture) == {"src", "alt"} and picture["alt"] == shown(text)
    head, _, drawn = str(picture["src"]).partition(",")
    assert head == "data:image/svg+xml;base64"
    assert b"<script" not in base64.b64decode(drawn) and b"onerror=" not in base64.b64decode(drawn).split(b"<text")[0]


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
    rendered = markdown.render(report_of(text)).decode()
    blocks = [kind for kind, _ in structure(rendered)]
    kinds, _ = inline_text(rendered)
    assert kinds <= {"text", "text_special", "hardbreak", "softbreak", "strong_open", "strong_close"}
    plain = re.sub(r"[^\n\r]", "x", shown(text, lines=True))
    ours = [kind for kind, _ in structure(markdown.render(report_of(plain)).decode())]
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
    page = html.render(report_of("plain")).decode()
    head = page.split("<head>", 1)[1].lstrip()
    policy = re.match(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
    assert policy
    style = page.split("<style>", 1)[1].split("</style>", 1)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    assert page.count("<style") == 1
    assert not re.search(r"<script|<link|<img|<iframe|\bstyle=|\bsrc=|url\(|@import|http:|https:", page)


def test_the_page_has_what_a_screen_reader_needs() -> None:
    read = Page(html.render(report_of("plain")).decode())
    tags = [tag for tag, _ in read.elements]
    assert ("html", {"lang": "en-GB"}) in read.elements
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert tags.count("caption") == tags.count("table") == 2
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in read.elements if tag == "th")
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(a["aria-labelledby"] in ids for _, a in read.elements if "aria-labelledby" in a)
    assert all(a["href"][1:] in ids for tag, a in read.elements if tag == "a" and a["href"])


def test_the_same_report_gives_the_same_bytes() -> None:
    for render in (markdown.render, html.render):
        assert render(report_of("x")) == render(replace(report_of("x")))
