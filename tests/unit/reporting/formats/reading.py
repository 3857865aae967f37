"""The tables of a written report, read back from its file: a list of rows of texts by caption."""

import io
import re
import zipfile

from docx import Document
from lxml import etree, html
from python_calamine import CalamineWorkbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def from_html(data: bytes) -> dict[str, list[list[str]]]:
    page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    found = {}
    for table in page.iter("table"):
        caption = table.find("caption/span").text.strip()
        found[caption] = [["".join(cell.itertext()) for cell in row.iter("th", "td")] for row in table.iter("tr")]
    return found


def from_markdown(data: bytes) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    caption = ""
    for line in data.decode().splitlines():
        if line.startswith("**") and (match := re.match(r"\*\*(.+?)\*\*", line)):
            caption = plain(match[1])
        elif line.startswith("| ") and not line.startswith("| ---"):
            cells = re.split(r"(?<!\\) \| ", line.removeprefix("| ").removesuffix(" |"))
            found.setdefault(caption, []).append([plain(cell) for cell in cells])
    return found


def from_docx(data: bytes) -> dict[str, list[list[str]]]:
    document = Document(io.BytesIO(data))
    found = {}
    for table in document.tables:
        caption = table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val")
        found[caption] = [[cell.text for cell in row.cells] for row in table.rows]
    return found


def paragraphs(data: bytes) -> list[str]:
    """The texts of a document's paragraphs."""
    return [one.text for one in Document(io.BytesIO(data)).paragraphs]


def from_xlsx(data: bytes) -> dict[str, list[list[object]]]:
    """The rows below the header of each table, numbers as numbers."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found[str(rows[0][0])] = rows
    return found


def parts(data: bytes, name: str) -> list[etree._Element]:
    """The files of an Office archive whose names match, as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [etree.fromstring(archive.read(one)) for one in archive.namelist() if re.fullmatch(name, one)]


def plain(text: str) -> str:
    """Markdown without what makes characters literal."""
    text = re.sub(r"\\([\\`*_\[\]{}|~$^#+\-=:.)])", r"\1", text).replace("&emsp;", "")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
